namespace Weir.Sessions;

/// <summary>What planning may do with a call of a function.</summary>
/// <param name="Simplify">A call on constants is computed once, when its statement is planned.</param>
/// <param name="CoerceTypes">Arguments are converted to declared types.</param>
/// <param name="ShortCircuits">Arguments may be left uncomputed. The engine computes all arguments of a function, so only one that is replaced when a statement is planned can do without.</param>
internal readonly record struct FunctionHooks(bool Simplify, bool CoerceTypes, bool ShortCircuits)
{
    private const string ShortCircuit = "short_circuit";

    public static FunctionHooks Of(FunctionRoutine routine) => new(
        routine is { Kind: FunctionKind.Scalar, Volatility: FunctionVolatility.Immutable },
        routine.Parameters.Any(parameter => parameter.Type != "ANY"),
        routine.Tags.Contains(ShortCircuit));
}
