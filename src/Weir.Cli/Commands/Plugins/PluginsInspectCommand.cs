using System.CommandLine;
using Weir.Cli.Display;
using Weir.Plugins;

namespace Weir.Cli.Commands.Plugins;

/// <summary><c>weir plugins inspect</c>: every check of one file, without running any of its code.</summary>
internal sealed class PluginsInspectCommand : DocumentedCommand
{
    private readonly PluginSettings _settings;
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "A plugin's library, its plugin.json, or its folder.",
    };

    public PluginsInspectCommand(PluginSettings settings)
        : base("inspect", "Check a plugin's file without running it.")
    {
        _settings = settings;
        Add(_file);
        SetAction(Run);
    }

    public override string Story =>
        """
        Reads the file's headers and the manifest inside, and prints each check with its verdict and how to
        mend what failed. Nothing of the plugin is loaded. Answers 3 when a check failed.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir plugins inspect plugins/sample/libsample.so", "before a file is trusted"),
        new("weir plugins inspect sample.dll --json | jq '.checks[] | select(.verdict == \"failed\")'", "only what failed"),
    ];

    private int Run(ParseResult parsed)
    {
        PluginInspection inspection = _settings.Inspector(parsed).Inspect(parsed.GetRequiredValue(_file));
        if (_settings.Json(parsed))
            _settings.Terminal.Text.Write(PluginJson.Write(inspection));
        else
            InspectionPrinter.Print(inspection, _settings.Terminal.Text, _settings.Color(parsed));
        return inspection.IsAccepted ? ExitCode.Done : ExitCode.Refused;
    }
}
