using Weir.Plugins;

namespace Weir.Tests.Preflight;

/// <summary>The plugins that ship with the runtime, as the tests require them. There is no setting that makes them optional.</summary>
internal static class BundledPlugins
{
    public static IReadOnlyList<string> Names { get; } = ["weir_code_functions", "weir_code_graph"];

    /// <summary>Fails with one message when a bundled plugin is absent from a program's folder or does not fit.</summary>
    public static void Require(string programFolder)
    {
        foreach (string name in Names)
        {
            string package = Path.Combine(programFolder, "plugins", name, "plugin.json");
            if (!File.Exists(package))
                throw new InvalidOperationException($"No test was run: the bundled plugin '{name}' is absent, expected '{package}'. {Mend}");
            PluginInspection inspection = new PluginInspector(programFolder).Inspect(package);
            if (!inspection.IsAccepted)
            {
                PluginCheck failed = inspection.Checks.First(check => check.Verdict == PluginCheckVerdict.Failed);
                throw new InvalidOperationException($"No test was run: the bundled plugin '{name}' does not fit, {failed.Code}: {failed.Message} {Mend}");
            }
        }
    }

    private static string Mend => "Build the solution: dotnet build Weir.slnx.";
}
