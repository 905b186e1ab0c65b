using System.CommandLine;

namespace Weir.Cli.Commands.Plugins;

/// <summary><c>weir plugins</c>: finding, checking, verifying and locking plugins.</summary>
internal sealed class PluginsCommand : DocumentedCommand
{
    public PluginsCommand(Terminal terminal, Option<bool> json, Option<bool> noColor)
        : base("plugins", "Find, check, verify and lock plugins.")
    {
        PluginSettings settings = new(terminal, json, noColor);
        settings.AddTo(this);
        Add(new PluginsListCommand(settings));
        Add(new PluginsWhyCommand(settings));
        Add(new PluginsInspectCommand(settings));
        Add(new PluginsVerifyCommand(settings));
        Add(new PluginsLockCommand(settings));
        Add(new PluginsDoctorCommand(settings));
        Action = new HelpPage(terminal, ExitCode.Usage);
    }

    public override string Story =>
        """
        Plugins are searched and checked here exactly as a session does it. Only verify and doctor run their code.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir plugins list", "the plugins that a session could load by name"),
        new("weir plugins why sample", "where a plugin was found, and every place that was passed over"),
        new("weir plugins inspect plugins/sample/libsample.so", "each check of a plugin's file, without running it"),
        new("weir plugins verify plugins/sample/libsample.so", "does the plugin keep the contract?"),
    ];
}
