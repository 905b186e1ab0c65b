namespace Weir.Arrow;

/// <summary>Bounds on what is accepted from outside.</summary>
internal static class ArrowLimits
{
    /// <summary>Types inside types; deeper ones would let a small input exhaust the stack.</summary>
    public const int NestingDepth = 64;
}
