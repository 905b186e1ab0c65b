using System.CommandLine;

namespace Weir.Cli.Commands;

/// <summary>The option <c>--ddl FILE</c>: statements that declare tables before anything else is done.</summary>
internal sealed class DdlOption
{
    private readonly Option<string[]> _files = new("--ddl")
    {
        HelpName = "FILE",
        Description = "Declare tables, views and schemas with the CREATE EXTERNAL TABLE, CREATE VIEW and CREATE SCHEMA statements of a file. Repeat for more files.",
    };

    public void AddTo(Command command) => command.Add(_files);

    /// <summary>Runs the statements of the files, in order.</summary>
    public async Task DeclareAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        foreach (string file in parsed.GetValue(_files) ?? [])
            session.Catalog.Execute(await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false), cancellationToken);
    }
}
