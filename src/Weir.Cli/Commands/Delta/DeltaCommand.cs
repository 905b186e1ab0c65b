using System.CommandLine;

namespace Weir.Cli.Commands.Delta;

/// <summary><c>weir delta</c>: looking at a Delta table.</summary>
internal sealed class DeltaCommand : DocumentedCommand
{
    public DeltaCommand(Terminal terminal, Option<bool> json, Option<bool> noColor)
        : base("delta", "Look at a Delta table: its state, history, files, changes and columns.")
    {
        Add(new DeltaShowCommand(new DeltaSettings(terminal, json, noColor)));
        Add(new DeltaHistoryCommand(new DeltaSettings(terminal, json, noColor)));
        Add(new DeltaFilesCommand(new DeltaSettings(terminal, json, noColor)));
        Add(new DeltaChangesCommand(new DeltaSettings(terminal, json, noColor)));
        Add(new DeltaSchemaCommand(new DeltaSettings(terminal, json, noColor)));
        Action = new HelpPage(terminal, ExitCode.Usage);
    }

    public override string Story =>
        """
        Reads the log of a table, and for cdf the data files with its changes; nothing is ever written.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir delta show lake/orders", "version, protocol, properties, size"),
        new("weir delta history lake/orders", "who did what, newest first"),
        new("weir delta cdf lake/orders --start-version 3", "the row changes since version 3"),
    ];
}
