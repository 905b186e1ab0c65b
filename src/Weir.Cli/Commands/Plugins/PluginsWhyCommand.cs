using System.CommandLine;
using Weir.Cli.Display;
using Weir.Plugins;

namespace Weir.Cli.Commands.Plugins;

/// <summary><c>weir plugins why</c>: the whole search for one plugin.</summary>
internal sealed class PluginsWhyCommand : DocumentedCommand
{
    private readonly PluginSettings _settings;
    private readonly Argument<string> _plugin = new("NAME|PATH")
    {
        Description = "The plugin's name, or a path as for --plugin.",
    };

    public PluginsWhyCommand(PluginSettings settings)
        : base("why", "Show how a plugin was found, or why not.")
    {
        _settings = settings;
        Add(_plugin);
        SetAction(Run);
    }

    public override string Story =>
        """
        Prints every level of the search in order, each place that was looked at, and why it was taken or
        passed over: also when the plugin was found. Then says whether the file passes every check.
        Answers 3 when the plugin cannot be used.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir plugins why sample", "the search by name"),
        new("weir plugins why sample --json | jq -r .plugin_path", "only the path of its library"),
    ];

    private int Run(ParseResult parsed)
    {
        PluginReference plugin = PluginWord.Reference(parsed.GetRequiredValue(_plugin), _settings.BaseFolder(parsed));
        PluginDiscoveryReport report = _settings.Locator(parsed).Find(plugin);
        if (_settings.Json(parsed))
            _settings.Terminal.Text.Write(PluginJson.Write(report));
        else
            SearchPrinter.Print(report, _settings.Terminal.Text, _settings.Color(parsed));
        return report.Fault is null && Gate(parsed, report) ? ExitCode.Done : ExitCode.Refused;
    }

    // The search only finds; whether the file may be loaded is for the checks to say.
    private bool Gate(ParseResult parsed, PluginDiscoveryReport report)
    {
        if (report.PluginPath is not { } path)
            return true;
        PluginInspection inspection = _settings.Inspector(parsed).Inspect(path);
        if (!_settings.Json(parsed))
            SearchPrinter.PrintGate(inspection, _settings.Terminal.Text, _settings.Color(parsed));
        return inspection.IsAccepted;
    }
}
