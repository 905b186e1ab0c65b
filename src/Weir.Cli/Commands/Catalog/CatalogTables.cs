using System.CommandLine;

namespace Weir.Cli.Commands.Catalog;

/// <summary>Where the tables of a command below <c>weir catalog</c> come from.</summary>
internal sealed class CatalogTables
{
    private readonly DdlOption _ddl = new();
    private readonly PluginChoice _plugins = new();
    private readonly Argument<string?> _folder = new("FOLDER")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "A folder whose entries are tables: Delta tables, folders of files of one format, files.",
    };
    private readonly Option<string[]> _tables = new("--table", "-t")
    {
        HelpName = "NAME=[FORMAT:]LOCATION[@VERSION|@TIMESTAMP]",
        Description = "A table, as for weir query. Repeat for more tables.",
    };

    public void AddTo(Command command)
    {
        command.Add(_folder);
        command.Add(_tables);
        _ddl.AddTo(command);
        _plugins.AddTo(command);
    }

    /// <summary>Opens the runtime with the plugins that tables may be of.</summary>
    public WeirRuntime Open(ParseResult parsed, Terminal terminal) => WeirRuntime.Open(_plugins.OptionsOf(parsed, terminal));

    /// <summary>Gives a session its tables; an entry of the folder that is none is told on standard error.</summary>
    /// <returns>Whether every entry is a table.</returns>
    public async Task<bool> RegisterAsync(Session session, ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        foreach (TableOption table in (parsed.GetValue(_tables) ?? []).Select(TableOption.Parse))
            table.Register(session);
        await _ddl.DeclareAsync(session, parsed, cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_folder) is not { } folder)
            return true;
        CatalogLoad load = session.Catalog.Load(new CatalogFolder(folder), cancellationToken);
        foreach (CatalogLoadError error in load.Errors)
            terminal.Error.WriteLine($"note: '{error.Entry}' is no table: {error.Error.Message}");
        return load.Errors.Count == 0;
    }
}
