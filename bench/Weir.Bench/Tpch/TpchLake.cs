using Weir.Engine;

namespace Weir.Bench.Tpch;

/// <summary>The eight tables as Delta tables in a folder, made when they are not there.</summary>
internal sealed class TpchLake : IDisposable
{
    private TpchLake(WeirRuntime runtime, Session session, string folder, int scale)
    {
        (Runtime, Session, Folder, Scale) = (runtime, session, folder, scale);
    }

    public WeirRuntime Runtime { get; }

    public Session Session { get; }

    public string Folder { get; }

    public int Scale { get; }

    /// <summary>Opens the tables, and makes those that are missing.</summary>
    public static async Task<TpchLake> OpenAsync(string folder, int scale)
    {
        WeirRuntime runtime = WeirRuntime.Open();
        TpchLake lake = new(runtime, runtime.NewSession(), Path.Combine(folder, $"tpch-{scale}"), scale);
        using DuckConnection connection = lake.Session.Host.Engine.Connect();
        connection.Execute(TpchText.Macros(scale));
        foreach ((string name, string sql) in TpchText.Tables(scale))
        {
            DatasetLocation table = new(Path.Combine(lake.Folder, name));
            lake.Session.Register(name, table);
            if (!Directory.Exists(Path.Combine(table.Path, "_delta_log")))
                await MakeAsync(lake.Session, connection, table, sql).ConfigureAwait(false);
        }
        return lake;
    }

    /// <summary>A connection whose tables are the bare engine's, over the very files of the Delta tables.</summary>
    public DuckConnection BareConnection()
    {
        DuckConnection connection = Session.Host.Engine.Connect();
        foreach ((string name, _) in TpchText.Tables(Scale))
            connection.Execute($"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet('{Path.Combine(Folder, name)}/*.parquet')");
        return connection;
    }

    public void Dispose()
    {
        Session.Dispose();
        Runtime.Dispose();
    }

    private static async Task MakeAsync(Session session, DuckConnection connection, DatasetLocation table, string sql)
    {
        string file = table.Path + ".generated.parquet";
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        connection.Execute($"COPY ({sql}) TO '{file}' (FORMAT parquet)");
        await session.WriteAsync(table, new Query($"SELECT * FROM read_parquet('{file}')"), DeltaWriteMode.Create).ConfigureAwait(false);
        File.Delete(file);
    }
}
