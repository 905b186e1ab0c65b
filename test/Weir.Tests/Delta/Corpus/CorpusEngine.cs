using Weir.Arrow;
using Weir.Delta.Log;
using Weir.Engine;
using Weir.Sessions;

namespace Weir.Tests.Delta.Corpus;

/// <summary>One bare engine for the tests of a class, to compare with.</summary>
public sealed class CorpusEngine : IDisposable
{
    private readonly DuckDatabase _database = DuckDatabase.Open(new EngineOptions { Threads = 2 });

    internal ICheckpointReader Checkpoints => new EngineCheckpointReader(_database.Connect);

    /// <summary>Gives Parquet files a name.</summary>
    internal void View(string name, IEnumerable<string> files)
    {
        using DuckConnection connection = _database.Connect();
        string list = string.Join(", ", files.Select(file => $"'{file.Replace("'", "''", StringComparison.Ordinal)}'"));
        connection.Execute($"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet([{list}])");
    }

    /// <inheritdoc cref="CorpusRuntime.Rows"/>
    internal List<string> Rows(string sql)
    {
        using DuckConnection connection = _database.Connect();
        using RecordBatchReader reader = connection.Query(CorpusRows.AsText(sql));
        return CorpusRows.Read(reader);
    }

    public void Dispose() => _database.Dispose();
}
