using System.CommandLine;

namespace Weir.Cli.Commands.Catalog;

/// <summary><c>weir catalog</c>: what tables a folder, declarations and options give SQL.</summary>
internal sealed class CatalogCommand : DocumentedCommand
{
    public CatalogCommand(Terminal terminal, Option<bool> json)
        : base("catalog", "Look at the tables that a folder or declarations give SQL.")
    {
        Add(new CatalogShowCommand(terminal, json));
        Add(new CatalogDdlCommand(terminal, json));
        Action = new HelpPage(terminal, ExitCode.Usage);
    }

    public override string Story =>
        """
        Tables come from a folder whose entries are tables, from the statements of --ddl, and from --table.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir catalog show lake", "the tables of a folder, with their columns"),
        new("weir catalog ddl lake > lake.sql", "the statements that declare them"),
    ];
}
