using Weir.Arrow;

namespace Weir.Tests.Sessions;

/// <summary>A runtime with one session and a folder, for one test.</summary>
internal sealed class Lake : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Lake(Action<WeirOptions>? configure = null)
    {
        WeirOptions options = new() { Threads = 2 };
        configure?.Invoke(options);
        Runtime = WeirRuntime.Open(options);
        Session = Runtime.NewSession();
    }

    public WeirRuntime Runtime { get; }

    public Session Session { get; }

    public string Folder => _folder.Path;

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>A Delta table of this folder, which need not exist.</summary>
    public DatasetLocation Table(string name) => new(At(name));

    /// <summary>Statistics of the files that the commits of a table added.</summary>
    public IEnumerable<System.Text.Json.JsonElement> Stats(string table) =>
        from commit in Directory.GetFiles(Path.Combine(At(table), "_delta_log"), "*.json")
        from line in File.ReadLines(commit)
        let action = System.Text.Json.JsonDocument.Parse(line).RootElement
        where action.TryGetProperty("add", out _)
        select System.Text.Json.JsonDocument.Parse(action.GetProperty("add").GetProperty("stats").GetString()!).RootElement;

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>Writes a Parquet file with the bare engine.</summary>
    public string WriteParquet(string name, string select)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        using Weir.Engine.DuckConnection connection = Session.Host.Engine.Connect();
        connection.Execute($"COPY ({select}) TO '{At(name).Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet)");
        return At(name);
    }

    /// <summary>All rows, the cells as the engine's text, joined by '|'; null is "NULL".</summary>
    public List<string> Rows(string sql) => Rows(new Query(sql));

    public List<string> Rows(Query query) => Rows(Session, query);

    /// <summary>As <see cref="Rows(string)"/>, of any session.</summary>
    public static List<string> Rows(Session session, string sql) => Rows(session, new Query(sql));

    private static List<string> Rows(Session session, Query query)
    {
        using QueryResult result = session.Run(query with
        {
            Sql = $"SELECT concat_ws('|', *COLUMNS(*)) FROM (SELECT COALESCE(COLUMNS(*)::VARCHAR, 'NULL') FROM ({query.Sql}))",
        });
        return Texts(result);
    }

    public static List<string> Texts(QueryResult result)
    {
        List<string> rows = [];
        using RecordBatchReader reader = result.AsReader();
        while (reader.Read() is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.RowCount; row++)
                    rows.Add(batch.Column(0).IsNull(row) ? "NULL" : batch.Column(0).GetString(row));
            }
        }
        return rows;
    }

    public void Dispose()
    {
        Session.Dispose();
        Runtime.Dispose();
        _folder.Dispose();
    }
}
