using Weir.Arrow;
using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>One call of a scalar function in a planned statement: types, constants, and what the plugin keeps for it.</summary>
internal sealed class PluginScalarBinding : IDisposable
{
    private int _holders = 1;

    /// <exception cref="WeirException">WEIR3202, WEIR3204, or what the plugin raised to refuse the call.</exception>
    public PluginScalarBinding(PluginCallable callable, PluginOverload overload, nint info)
    {
        Callable = callable;
        Function = (PluginScalar)callable.Kernel;
        Types = ReadTypes(overload, info);
        VectorShape[] shapes = [.. Types.Select(VectorShape.Of)];
        Shapes = shapes;
        Constants = ReadConstants(shapes, info);
        try
        {
            RequireResult(overload);
            PluginBinding binding = Constants.Bind();
            using (binding.Constants)
                Bound = Function.Bind(binding);
        }
        catch
        {
            Constants.Dispose();
            throw;
        }
        Result = overload.Result;
    }

    public PluginCallable Callable { get; }

    public PluginScalar Function { get; }

    /// <summary>One an argument; the same list for all batches.</summary>
    public IReadOnlyList<ArrowType> Types { get; }

    public IReadOnlyList<VectorShape> Shapes { get; }

    public PluginConstants Constants { get; }

    public ArrowType Result { get; }

    /// <summary>What the plugin gave for this call.</summary>
    public object? Bound { get; }

    /// <summary>One more holder, which disposes this as well.</summary>
    public PluginScalarBinding Share()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    /// <summary>Frees everything when the last holder is gone.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
            return;
        Constants.Dispose();
        (Bound as IDisposable)?.Dispose();
    }

    private ArrowType[] ReadTypes(PluginOverload overload, nint info)
    {
        ArrowType[] types = new ArrowType[DuckApiScalarFunction.BindArgumentCount(info)];
        for (int i = 0; i < types.Length; i++)
        {
            ArrowType? declared = i < overload.Parameters.Count ? overload.Parameters[i] : overload.FurtherType;
            if (declared is null)
            {
                using DuckExpressionHandle expression = DuckApiScalarFunction.BindArgument(info, (ulong)i);
                using DuckTypeHandle type = DuckApiScalarFunction.TypeOf(expression);
                declared = DuckTypes.ToArrow(type) ?? throw PluginEngineErrors.ArgumentType(
                    Callable.Plugin, Callable.Function.Name, Callable.Signature, i,
                    $"is of the type {DuckApiType.Id(type).ToString().ToUpperInvariant()}, which plugins cannot be given. Cast it, for example to VARCHAR.");
            }
            types[i] = declared;
        }
        return types;
    }

    private PluginConstants ReadConstants(VectorShape[] shapes, nint info)
    {
        DuckValueHandle?[] values = new DuckValueHandle?[shapes.Length];
        try
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = FoldedArgument.Read(info, i, shapes[i].Type);
                PluginParameter? parameter = i < Function.Parameters.Count ? Function.Parameters[i] : Function.FurtherArguments;
                if (values[i] is null && parameter is { IsConstant: true })
                    throw PluginEngineErrors.NotConstant(Callable.Plugin, Callable.Function.Name, Callable.Signature, Callable.NameOf(i));
            }
            return new PluginConstants(shapes, values);
        }
        finally
        {
            foreach (DuckValueHandle? value in values)
                value?.Dispose();
        }
    }

    // Where the engine knows every type as one signature, the plugin must agree when the types are there.
    private void RequireResult(PluginOverload overload)
    {
        if (!overload.Parameters.Contains(null) && !(overload.Further && overload.FurtherType is null))
            return;
        ArrowType result = Function.ResultOf(Types).Type;
        if (!result.Equals(overload.Result))
            throw PluginEngineErrors.ArgumentType(Callable.Plugin, Callable.Function.Name, Callable.Signature, 0,
                $"makes the result {result}, and the engine knows the function with the result {overload.Result} only. Cast the arguments to plain types.");
    }
}
