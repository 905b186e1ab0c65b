using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>What is known about a call of a function while its statement is planned. Lives as long as the bind call.</summary>
internal readonly ref struct ScalarBinding
{
    private readonly nint _info;

    internal ScalarBinding(nint info) => _info = info;

    /// <summary>Arguments of this call site.</summary>
    public int ArgumentCount => (int)DuckApiScalarFunction.BindArgumentCount(_info);

    /// <summary>The value of an argument that is the same for every row, as text.</summary>
    /// <param name="index">The argument.</param>
    /// <param name="text">The value in the engine's text form; null for NULL.</param>
    /// <returns>False when the argument depends on the row.</returns>
    public unsafe bool TryGetConstant(int index, out string? text)
    {
        text = null;
        using DuckExpressionHandle expression = DuckApiScalarFunction.BindArgument(_info, (ulong)index);
        Invariant.Holds(!expression.IsInvalid);
        if (!DuckApiScalarFunction.IsFoldable(expression))
            return false;
        DuckApiScalarFunction.BindClientContext(_info, out DuckClientContextHandle context);
        using (context)
        {
            using DuckErrorHandle error = DuckApiScalarFunction.Fold(context, expression, out DuckValueHandle value);
            using (value)
            {
                if (!error.IsInvalid)
                    throw new InvalidOperationException(EngineFault.MessageOf(EngineText.Read(DuckApiResult.ErrorMessage(error))));
                text = DuckApiValue.IsNull(value) ? null : EngineText.Take(DuckApiValue.GetVarchar(value));
                return true;
            }
        }
    }
}
