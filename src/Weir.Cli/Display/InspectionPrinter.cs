using Weir.Plugins;

namespace Weir.Cli.Display;

/// <summary>What can be told of a plugin's file without running it, for a person: each check with its verdict.</summary>
internal static class InspectionPrinter
{
    public static void Print(PluginInspection inspection, TextWriter output, bool color)
    {
        output.WriteLine(PrintableText.Of(inspection.Path));
        Detail($"{inspection.Format}, {ByteCount.Of(inspection.SizeBytes)}", output, color);
        if (inspection.Sha256 is { } hash)
            Detail($"sha-256 {hash}", output, color);
        if (inspection.Manifest is { } manifest)
        {
            Detail($"{manifest.Name} {manifest.Version}, ABI {manifest.Abi.Major}.{manifest.Abi.Minor}, engine {manifest.EngineMajor}, Arrow {manifest.ArrowMajor}, {Words.Of(manifest.Isolation)}", output, color);
            foreach (string export in Exports(manifest))
                Detail(export, output, color);
        }
        output.WriteLine();
        int width = inspection.Checks.Max(check => check.Name.Length);
        foreach (PluginCheck check in inspection.Checks)
            output.WriteLine($"{Mark(check.Verdict, color)} {check.Name.PadRight(width)}  {Message(check, color)}");
        output.WriteLine();
        output.WriteLine(inspection.IsAccepted
            ? Ink.Paint("Accepted; none of its code was run.", Ink.Green, color)
            : Ink.Paint("Refused; none of its code was run. See the lines marked ✗.", Ink.Red, color));
    }

    private static IEnumerable<string> Exports(PluginManifest manifest)
    {
        foreach (IGrouping<DeclaredFunctionKind, DeclaredFunction> kind in manifest.Functions.GroupBy(function => function.Kind))
            yield return $"{Words.Of(kind.Key)}: {string.Join(", ", kind.Select(function => function.Name))}";
        if (manifest.Providers.Count > 0)
            yield return $"provider: {string.Join(", ", manifest.Providers)}";
        if (manifest.Planners.Count > 0)
            yield return $"planner: {string.Join(", ", manifest.Planners)}";
    }

    private static string Message(PluginCheck check, bool color) => check.Verdict == PluginCheckVerdict.Failed
        ? $"{Ink.Paint(check.Code ?? "", Ink.Red, color)}: {PrintableText.Of(check.Message)}"
        : PrintableText.Of(check.Message);

    private static string Mark(PluginCheckVerdict verdict, bool color) => verdict switch
    {
        PluginCheckVerdict.Passed => Ink.Paint("✓", Ink.Green, color),
        PluginCheckVerdict.Failed => Ink.Paint("✗", Ink.Red, color),
        _ => Ink.Paint("-", Ink.Dim, color),
    };

    private static void Detail(string text, TextWriter output, bool color) =>
        output.WriteLine($"  {Ink.Paint(PrintableText.Of(text), Ink.Dim, color)}");
}
