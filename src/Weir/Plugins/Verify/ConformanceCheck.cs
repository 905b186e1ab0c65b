namespace Weir.Plugins;

/// <summary>One check of a plugin.</summary>
/// <param name="Name">What was checked, for example <c>row_count</c>; docs/plugins.md lists all.</param>
/// <param name="Subject">The export, for example <c>scalar my_add</c>; <c>plugin</c> for the whole.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Message">What was found and expected; why, when it was not applicable; empty when it passed.</param>
public sealed record ConformanceCheck(string Name, string Subject, ConformanceOutcome Outcome, string Message)
{
    /// <summary>What the plugin's author can do when it failed; else null.</summary>
    public string? Mend { get; init; }
}
