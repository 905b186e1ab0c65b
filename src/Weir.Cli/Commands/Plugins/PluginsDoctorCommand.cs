using System.CommandLine;
using Weir.Cli.Diagnosis;
using Weir.Plugins;

namespace Weir.Cli.Commands.Plugins;

/// <summary><c>weir plugins doctor</c>: do the plugins load here, and what ended the processes that died in one?</summary>
internal sealed class PluginsDoctorCommand : DocumentedCommand
{
    private readonly PluginSettings _settings;
    private readonly Argument<string[]> _plugins = new("NAME|PATH")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Plugins to look at beside those that come with Weir.",
    };
    private readonly Option<string?> _isolation = new("--plugin-isolation")
    {
        HelpName = "in-process|process",
        Description = "Where they are loaded, at least. Without it: in a child process, where this system has them.",
    };

    public PluginsDoctorCommand(PluginSettings settings)
        : base("doctor", "Load plugins, and explain crashes in one.")
    {
        _settings = settings;
        Add(_plugins);
        Add(_isolation);
        SetAction((parsed, cancellationToken) => Task.FromResult(Run(parsed, cancellationToken)));
    }

    public override string Story =>
        """
        Searches, checks and loads the plugins that come with Weir and those that are named, and says their
        versions or what is wrong. Then tells of each process that died while a call was inside a plugin: which
        plugin and function, when, and what to do; what was told is forgotten. Answers 1 when a plugin cannot be
        used.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir plugins doctor", "after a crash: which plugin was it?"),
        new("weir plugins doctor sample", "does this plugin load here?"),
    ];

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        PluginIsolation isolation = IsolationWord.Of(
            parsed.GetValue(_isolation), OperatingSystem.IsLinux() ? PluginIsolation.Process : PluginIsolation.InProcess);
        PluginReference[] named = [.. (parsed.GetValue(_plugins) ?? []).Select(text => PluginWord.Reference(text, _settings.BaseFolder(parsed)))];
        PluginDoctor doctor = new(_settings.Runtime(parsed));
        DiagnosisReport report = new([.. doctor.Load(named, isolation, cancellationToken), .. doctor.Crashes(forget: true)]);
        if (_settings.Json(parsed))
            DiagnosisPrinter.PrintJson(report, _settings.Terminal.Output);
        else
            DiagnosisPrinter.PrintText(report, _settings.Terminal.Text, _settings.Color(parsed));
        return report.Healthy ? ExitCode.Done : ExitCode.Failed;
    }
}
