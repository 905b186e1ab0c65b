namespace Weir.Sessions;

/// <summary>What planning may do with a call of a function.</summary>
/// <param name="Simplify">A call on constants is computed once, when its statement is planned.</param>
/// <param name="CoerceTypes">Arguments are converted to declared types.</param>
/// <param name="ShortCircuits">Arguments may be left uncomputed; the engine computes all of them.</param>
internal readonly record struct FunctionHooks(bool Simplify, bool CoerceTypes, bool ShortCircuits)
{
    public static FunctionHooks Of(FunctionRoutine routine) => new(
        routine is { Kind: FunctionKind.Scalar, Volatility: FunctionVolatility.Immutable },
        routine.Parameters.Any(parameter => parameter.Type != "ANY"),
        ShortCircuits: false);
}
