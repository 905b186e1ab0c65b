using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>What a table name of a session stands for.</summary>
internal abstract record TableSource
{
    private TableSource()
    {
    }

    /// <summary>Rows at a location.</summary>
    public sealed record Dataset(DatasetLocation Location) : TableSource;

    /// <summary>Rows of a table that a plugin opens.</summary>
    /// <param name="Source">What was asked for; its options are checked, complete and canonical.</param>
    /// <param name="Opener">The provider.</param>
    public sealed record Provider(PluginTableSource Source, PluginTableProvider Opener) : TableSource
    {
        /// <summary>Opens the table as it is now.</summary>
        /// <param name="name">Its name in the session, for errors.</param>
        /// <returns>The table; the caller disposes it.</returns>
        /// <exception cref="WeirException">WEIR3224: the provider failed. WEIR3226: the table is in another state than the one that was asked for.</exception>
        public PluginTable Open(string name)
        {
            string provider = $"{Source.Plugin}.{Source.Provider}";
            PluginTable table;
            try
            {
                table = Opener.Open(Source.OptionsJson);
            }
            catch (Exception cause) when (cause is not OperationCanceledException)
            {
                throw PluginTableErrors.TableFailed(name, provider, cause);
            }
            if (Source.SnapshotId is not { } wanted || table.SnapshotId == wanted)
                return table;
            string found = table.SnapshotId ?? "not named";
            table.Dispose();
            throw PluginTableErrors.TableMoved(name, provider, wanted, found);
        }
    }

    /// <summary>Rows of a query over other tables of the session.</summary>
    public sealed record View(string Sql) : TableSource;
}
