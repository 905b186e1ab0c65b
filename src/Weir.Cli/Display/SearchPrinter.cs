using Weir.Plugins;

namespace Weir.Cli.Display;

/// <summary>How the search for a plugin went, for a person: the answer first, then every level in order.</summary>
internal static class SearchPrinter
{
    private const int LevelWidth = 10;
    private const int VerdictWidth = 12;

    public static void Print(PluginDiscoveryReport report, TextWriter output, bool color)
    {
        string name = PrintableText.Of(report.Name);
        output.WriteLine(report.Fault is null
            ? $"{Ink.Paint("✓", Ink.Green, color)} {name}: {Found(report)}"
            : $"{Ink.Paint("✗", Ink.Red, color)} {name}: cannot be used");
        if (report.Manifest is { } manifest)
        {
            output.WriteLine(Detail(
                $"version {manifest.Version}{(manifest.BuildId.Length > 0 ? $" (build {manifest.BuildId})" : "")}, " +
                $"{Words.Of(manifest.Kind)}, {Words.Of(manifest.Isolation)}", color));
        }
        if (report.Sha256 is { } hash)
            output.WriteLine(Detail($"sha-256 {hash}", color));
        output.WriteLine();
        foreach (PluginSearchLevel level in report.Levels)
            Print(level, output, color);
        if (report.Fault is not { } fault)
            return;
        output.WriteLine();
        output.WriteLine($"{Ink.Paint(fault.Code, Ink.Red, color)}: {PrintableText.Of(fault.Message)}");
    }

    /// <summary>Whether what was found passes the checks; those that failed one by one.</summary>
    public static void PrintGate(PluginInspection inspection, TextWriter output, bool color)
    {
        output.WriteLine();
        if (inspection.IsAccepted)
        {
            output.WriteLine($"{Ink.Paint("✓", Ink.Green, color)} it passes every check");
            return;
        }
        foreach (PluginCheck check in inspection.Checks.Where(check => check.Verdict == PluginCheckVerdict.Failed))
            output.WriteLine($"{Ink.Paint("✗", Ink.Red, color)} {check.Name}  {Ink.Paint(check.Code ?? "", Ink.Red, color)}: {PrintableText.Of(check.Message)}");
    }

    private static string Found(PluginDiscoveryReport report) =>
        report.StubEnabled ? "a stub stands in for it" : PrintableText.Of(report.PluginPath ?? "found");

    private static void Print(PluginSearchLevel level, TextWriter output, bool color)
    {
        output.WriteLine($"  {Words.Of(level.Source).PadRight(LevelWidth)} {Verdict(level.Verdict, color)} {PrintableText.Of(level.Reason)}");
        foreach (PluginCandidate candidate in level.Candidates)
        {
            string indent = new(' ', 3 + LevelWidth);
            output.WriteLine($"{indent}{Verdict(candidate.Verdict, color)} {PrintableText.Of(candidate.Path)}");
            output.WriteLine($"{indent}{new string(' ', VerdictWidth)} {Ink.Paint(PrintableText.Of(candidate.Reason), Ink.Dim, color)}");
        }
    }

    private static string Verdict(PluginSearchVerdict verdict, bool color) => Ink.Paint(
        Words.Of(verdict).PadRight(VerdictWidth),
        verdict switch
        {
            PluginSearchVerdict.Taken => Ink.Green,
            PluginSearchVerdict.Refused => Ink.Red,
            _ => Ink.Dim,
        },
        color);

    private static string Detail(string text, bool color) => $"  {Ink.Paint(PrintableText.Of(text), Ink.Dim, color)}";
}
