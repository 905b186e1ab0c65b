using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>The value of an argument that is the same for every row, while a call is planned.</summary>
internal static class FoldedArgument
{
    /// <param name="info">The bind call.</param>
    /// <param name="index">The argument.</param>
    /// <param name="type">The type that the function gets it in.</param>
    /// <returns>The value in that type, which the caller disposes; null when it depends on the row.</returns>
    /// <exception cref="InvalidOperationException">Computing it failed.</exception>
    public static DuckValueHandle? Read(nint info, int index, ArrowType type)
    {
        using DuckExpressionHandle expression = DuckApiScalarFunction.BindArgument(info, (ulong)index);
        Invariant.Holds(!expression.IsInvalid);
        if (!DuckApiScalarFunction.IsFoldable(expression))
            return null;
        DuckApiScalarFunction.BindClientContext(info, out DuckClientContextHandle context);
        using (context)
        {
            using DuckErrorHandle error = DuckApiScalarFunction.Fold(context, expression, out DuckValueHandle value);
            using (value)
                return error.IsInvalid ? Cast(value, type) : throw new InvalidOperationException(Message(error));
        }
    }

    /// <summary>A value in another type.</summary>
    /// <returns>A value of the caller's; null when it cannot be cast.</returns>
    public static unsafe DuckValueHandle? Cast(DuckValueHandle value, ArrowType type)
    {
        // The engine casts the elements of a list to the list's type, and has no cast of single values.
        using DuckTypeHandle target = DuckTypes.From(type)!;
        nint element = value.DangerousGetHandle();
        using DuckValueHandle list = DuckApiValue.List(target, &element, 1);
        return list.IsInvalid ? null : DuckApiValue.ListChild(list, 0);
    }

    private static unsafe string Message(DuckErrorHandle error) =>
        EngineFault.MessageOf(EngineText.Read(DuckApiResult.ErrorMessage(error)));
}
