using System.CommandLine;
using Weir.Cli.Diagnosis;

namespace Weir.Cli.Commands;

/// <summary><c>weir doctor</c>: what this installation has, where it was found, and what is missing.</summary>
internal sealed class DoctorCommand : DocumentedCommand
{
    private readonly Terminal _terminal;
    private readonly Option<bool> _json;
    private readonly Option<bool> _noColor;
    private readonly Option<string?> _profile = new("--profile")
    {
        HelpName = "NAME|FILE",
        Description = "Look at a runtime profile instead: a preset or a file of JSON, and what becomes of each of its knobs.",
    };

    public DoctorCommand(Terminal terminal, Option<bool> json, Option<bool> noColor)
        : base("doctor", "Check this installation and say how to mend it.")
    {
        (_terminal, _json, _noColor) = (terminal, json, noColor);
        Add(_profile);
        SetAction(RunAsync);
    }

    public override string Story =>
        """
        Loads the engine and the plugins that come with Weir, writes and reads a small table, and prints every
        version and the path it was found at. Tells of processes that died inside a plugin; plugins doctor tells
        more. Answers 1 when something that Weir needs is missing. With --profile: which knobs of a profile are
        applied and by what, which have no counterpart, and which are refused; answers 1 when one is refused.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir doctor", "look at this installation"),
        new("weir doctor --profile prod", "what becomes of the knobs of a profile"),
        new("weir doctor --json | jq -r '.findings[] | select(.state == \"missing\") | .mend'", "only what must be mended"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_profile) is { } profile)
            return await RunAsync(profile, parsed, cancellationToken).ConfigureAwait(false);
        DiagnosisReport report = await new Doctor(RuntimeSettings.Of(_terminal)).ExamineAsync(cancellationToken).ConfigureAwait(false);
        bool color = _terminal.OutputIsTerminal && _terminal.ColorAllowed && !parsed.GetValue(_noColor);
        if (parsed.GetValue(_json))
            DiagnosisPrinter.PrintJson(report, _terminal.Output);
        else
            DiagnosisPrinter.PrintText(report, _terminal.Text, color);
        return report.Healthy ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<int> RunAsync(string nameOrFile, ParseResult parsed, CancellationToken cancellationToken)
    {
        RuntimeProfile profile = File.Exists(nameOrFile)
            ? RuntimeProfile.Read(await File.ReadAllTextAsync(nameOrFile, cancellationToken).ConfigureAwait(false))
            : RuntimeProfile.Preset(nameOrFile);
        if (parsed.GetValue(_json))
            ProfilePrinter.PrintJson(profile, _terminal.Output);
        else
            ProfilePrinter.PrintText(profile, _terminal.Text, _terminal.OutputIsTerminal && _terminal.ColorAllowed && !parsed.GetValue(_noColor));
        return ProfilePrinter.IsOpenable(profile) ? ExitCode.Done : ExitCode.Failed;
    }
}
