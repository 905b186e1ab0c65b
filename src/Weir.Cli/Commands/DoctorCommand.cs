using System.CommandLine;
using Weir.Cli.Diagnosis;

namespace Weir.Cli.Commands;

/// <summary><c>weir doctor</c>: what this installation has, where it was found, and what is missing.</summary>
internal sealed class DoctorCommand : DocumentedCommand
{
    private readonly Terminal _terminal;
    private readonly Option<bool> _json;
    private readonly Option<bool> _noColor;
    private readonly ProfileOption _profile = new("Look at a runtime profile instead: a preset or a file of JSON, what becomes of each of its knobs, and whether a runtime opens with it.");

    public DoctorCommand(Terminal terminal, Option<bool> json, Option<bool> noColor)
        : base("doctor", "Check this installation and say how to mend it.")
    {
        (_terminal, _json, _noColor) = (terminal, json, noColor);
        _profile.AddTo(this);
        SetAction(RunAsync);
    }

    public override string Story =>
        """
        Loads the engine and the plugins that come with Weir, writes and reads a small table, and prints every
        version and the path it was found at. Tells of processes that died inside a plugin; plugins doctor tells
        more. Answers 1 when something that Weir needs is missing. With --profile: which knobs of a profile are
        applied and by what, which have no counterpart, and which are refused; then a runtime and a session are
        opened with it. Answers 1 when they do not open.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir doctor", "look at this installation"),
        new("weir doctor --profile prod", "what becomes of the knobs of a profile"),
        new("weir doctor --json | jq -r '.findings[] | select(.state == \"missing\") | .mend'", "only what must be mended"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (_profile.Written(parsed) is { } profile)
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
        RuntimeProfile profile = await ProfileOption.ReadAsync(nameOrFile, cancellationToken).ConfigureAwait(false);
        WeirException? fault = await FaultOfAsync(profile).ConfigureAwait(false);
        if (parsed.GetValue(_json))
            ProfilePrinter.PrintJson(profile, fault, _terminal.Output);
        else
            ProfilePrinter.PrintText(profile, fault, _terminal.Text, _terminal.OutputIsTerminal && _terminal.ColorAllowed && !parsed.GetValue(_noColor));
        return fault is null ? ExitCode.Done : ExitCode.Failed;
    }

    // What the engine and the places say, nobody knows who does not ask them.
    private async Task<WeirException?> FaultOfAsync(RuntimeProfile profile)
    {
        try
        {
            await using WeirRuntime runtime = WeirRuntime.Open(profile, new WeirOptions { StateFolder = RuntimeSettings.Of(_terminal).StateFolder });
            runtime.NewSession().Dispose();
            return null;
        }
        catch (WeirException fault)
        {
            return fault;
        }
    }
}
