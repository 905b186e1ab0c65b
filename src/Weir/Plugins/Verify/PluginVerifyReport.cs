namespace Weir.Plugins;

/// <summary>What the verification of a plugin found.</summary>
/// <param name="Plugin">Who was verified.</param>
/// <param name="Checks">Every check in the order in which it ran.</param>
public sealed record PluginVerifyReport(PluginDescription Plugin, IReadOnlyList<ConformanceCheck> Checks)
{
    /// <summary>True when no check failed and at least one passed.</summary>
    public bool Conforms =>
        Checks.Any(check => check.Outcome == ConformanceOutcome.Passed) && Checks.All(check => check.Outcome != ConformanceOutcome.Failed);
}
