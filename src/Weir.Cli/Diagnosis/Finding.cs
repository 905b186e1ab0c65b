namespace Weir.Cli.Diagnosis;

/// <summary>One thing that <c>weir doctor</c> looked at.</summary>
/// <param name="Name">What it is, for example <c>engine</c>.</param>
/// <param name="State">How it stands.</param>
/// <param name="Value">What was found: a version, a size, a hash; null when nothing was.</param>
/// <param name="Where">The path it was found at; null when it has none.</param>
/// <param name="Mend">What to do about it; null when all is well.</param>
internal sealed record Finding(string Name, FindingState State, string? Value, string? Where = null, string? Mend = null)
{
    public static Finding Found(string name, string value, string? where = null) =>
        new(name, FindingState.Found, value, where);

    public static Finding Missing(string name, string mend, string? where = null) =>
        new(name, FindingState.Missing, null, where, mend);
}

/// <summary>How it stands with one <see cref="Finding"/>.</summary>
internal enum FindingState
{
    /// <summary>It is there and works.</summary>
    Found,

    /// <summary>It works, but not as well as it could.</summary>
    Weak,

    /// <summary>Weir needs it, and it is not there or does not work.</summary>
    Missing,
}
