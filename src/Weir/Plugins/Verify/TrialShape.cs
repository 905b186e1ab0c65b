namespace Weir.Plugins.Verify;

/// <summary>How the arguments of one trial are made.</summary>
/// <param name="Rows">Numbers of the sample rows.</param>
internal sealed record TrialShape(IReadOnlyList<long> Rows)
{
    /// <summary>Arrow's layouts, else the engine's.</summary>
    public bool IsArrow { get; init; }

    /// <summary>Whether some rows are NULL.</summary>
    public bool HasNulls { get; init; }

    /// <summary>An argument that is given as a constant though it need not be; -1 for none.</summary>
    public int Constant { get; init; } = -1;

    /// <summary>How optional arguments come.</summary>
    public OptionalArguments Optional { get; init; }

    /// <summary>An argument whose column holds the value of row 0 in every row; -1 for none.</summary>
    public int Repeated { get; init; } = -1;
}
