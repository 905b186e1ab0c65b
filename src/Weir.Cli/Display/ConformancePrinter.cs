using Weir.Plugins;

namespace Weir.Cli.Display;

/// <summary>The checks of a verification for a person, each when it is done.</summary>
internal sealed class ConformancePrinter(TextWriter output, bool color) : IProgress<ConformanceCheck>
{
    private const int NameWidth = 15;

    private readonly Lock _lock = new();

    /// <summary>Prints one check.</summary>
    public void Report(ConformanceCheck check)
    {
        lock (_lock)
        {
            output.WriteLine($"{Mark(check.Outcome)} {check.Name.PadRight(NameWidth)}  {PrintableText.Of(check.Subject)}");
            if (check.Message.Length > 0)
                Detail(check.Outcome == ConformanceOutcome.Failed ? Ink.Paint(PrintableText.Of(check.Message), Ink.Red, color) : Ink.Paint(PrintableText.Of(check.Message), Ink.Dim, color));
            if (check.Mend is { } mend)
                Detail($"{Ink.Paint("mend", Ink.Yellow, color)}: {mend}");
        }
    }

    /// <summary>Prints what all checks say together.</summary>
    public void PrintEnd(PluginVerifyReport report)
    {
        int Count(ConformanceOutcome outcome) => report.Checks.Count(check => check.Outcome == outcome);
        output.WriteLine();
        output.WriteLine($"{Count(ConformanceOutcome.Passed)} passed, {Count(ConformanceOutcome.Failed)} failed, {Count(ConformanceOutcome.NotApplicable)} not applicable");
        output.WriteLine(report.Conforms
            ? Ink.Paint($"{PrintableText.Of(report.Plugin.Name)} {PrintableText.Of(report.Plugin.Version)} keeps the contract.", Ink.Green, color)
            : Ink.Paint($"{PrintableText.Of(report.Plugin.Name)} {PrintableText.Of(report.Plugin.Version)} breaks the contract; see the lines marked ✗.", Ink.Red, color));
    }

    private string Mark(ConformanceOutcome outcome) => outcome switch
    {
        ConformanceOutcome.Passed => Ink.Paint("✓", Ink.Green, color),
        ConformanceOutcome.Failed => Ink.Paint("✗", Ink.Red, color),
        _ => Ink.Paint("-", Ink.Dim, color),
    };

    private void Detail(string text) => output.WriteLine($"  {new string(' ', NameWidth + 2)}{text}");
}
