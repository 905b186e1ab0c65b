namespace Weir;

/// <summary>How well a runtime is, at one moment. Immutable.</summary>
/// <param name="Findings">What was looked at, in order: the engine, each plugin, each table that was named, the spill folder.</param>
public sealed record RuntimeHealth(IReadOnlyList<HealthFinding> Findings)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool IsHealthy => Findings.All(finding => finding.IsHealthy);
}

/// <summary>One thing that was looked at. Immutable.</summary>
/// <param name="Name">What: <c>engine</c>, <c>plugin NAME</c>, <c>table PATH</c>, <c>spill folder</c>.</param>
/// <param name="IsHealthy">Whether it is as it must be.</param>
/// <param name="Text">What was found.</param>
/// <param name="ErrorCode">The code of the error that was met; null when there is none.</param>
public sealed record HealthFinding(string Name, bool IsHealthy, string Text, string? ErrorCode = null);
