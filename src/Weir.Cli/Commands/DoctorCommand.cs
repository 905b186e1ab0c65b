using System.CommandLine;
using Weir.Cli.Diagnosis;

namespace Weir.Cli.Commands;

/// <summary><c>weir doctor</c>: what this installation has, where it was found, and what is missing.</summary>
internal sealed class DoctorCommand : DocumentedCommand
{
    private readonly Terminal _terminal;
    private readonly Option<bool> _json;
    private readonly Option<bool> _noColor;

    public DoctorCommand(Terminal terminal, Option<bool> json, Option<bool> noColor)
        : base("doctor", "Check this installation and say how to mend it.")
    {
        (_terminal, _json, _noColor) = (terminal, json, noColor);
        SetAction(RunAsync);
    }

    public override string Story =>
        """
        Loads the engine and the plugins that come with Weir, writes and reads a small table, and prints every
        version and the path it was found at. Tells of processes that died inside a plugin; plugins doctor tells
        more. Answers 1 when something that Weir needs is missing.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir doctor", "look at this installation"),
        new("weir doctor --json | jq -r '.findings[] | select(.state == \"missing\") | .mend'", "only what must be mended"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        DiagnosisReport report = await new Doctor(RuntimeSettings.Of(_terminal)).ExamineAsync(cancellationToken).ConfigureAwait(false);
        bool color = _terminal.OutputIsTerminal && _terminal.ColorAllowed && !parsed.GetValue(_noColor);
        if (parsed.GetValue(_json))
            DiagnosisPrinter.PrintJson(report, _terminal.Output);
        else
            DiagnosisPrinter.PrintText(report, _terminal.Text, color);
        return report.Healthy ? ExitCode.Done : ExitCode.Failed;
    }
}
