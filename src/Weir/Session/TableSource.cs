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
    public sealed record Dataset(DatasetLocation Location) : TableSource
    {
        private readonly Lazy<string> _fingerprint = new(() => DatasetFingerprint.Of(Location));

        /// <summary>The checks that each row read is held to, as SQL that is safe to put into a statement; null when it is held to nothing.</summary>
        public IReadOnlyList<string>? Checks { get; init; }

        /// <summary>A hash of all that the dataset says.</summary>
        public string Fingerprint => _fingerprint.Value;
    }

    /// <summary>Rows of Arrow streams that the program makes.</summary>
    public sealed record Stream(StreamTableSource Source) : TableSource;

    /// <summary>Rows that Weir makes when a query reads them.</summary>
    public sealed record Listing(Func<CancellationToken, PluginTable> Open) : TableSource;

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
    public sealed record View(string Sql) : TableSource
    {
        /// <summary>The query with names of the first schema written out, for statements to which plain names mean another one; null where it has none.</summary>
        public string? Whole { get; init; }
    }
}
