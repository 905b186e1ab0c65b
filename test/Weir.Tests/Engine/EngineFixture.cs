using Weir.Arrow;
using Weir.Engine;

namespace Weir.Tests.Engine;

/// <summary>A database of two threads with a connection, for one test; and readers of results.</summary>
internal sealed class EngineFixture : IDisposable
{
    public EngineFixture(EngineOptions? options = null)
    {
        Database = DuckDatabase.Open(options ?? new EngineOptions { Threads = 2 });
        Connection = Database.Connect();
    }

    public DuckDatabase Database { get; }

    public DuckConnection Connection { get; }

    public long Scalar(string sql, params object?[] arguments)
    {
        using RecordBatchReader reader = Connection.Query(sql, new QueryArguments(arguments));
        using RecordBatch batch = Assert.IsType<RecordBatch>(reader.Read());
        return batch.Column(0).Values<long>()[0];
    }

    public string Text(string sql, params object?[] arguments)
    {
        using RecordBatchReader reader = Connection.Query(sql, new QueryArguments(arguments));
        using RecordBatch batch = Assert.IsType<RecordBatch>(reader.Read());
        return batch.Column(0).IsNull(0) ? "NULL" : batch.Column(0).GetString(0);
    }

    public string[] Texts(string sql)
    {
        List<string> rows = [];
        using RecordBatchReader reader = Connection.Query(sql);
        while (reader.Read() is RecordBatch batch)
            using (batch)
                for (int i = 0; i < batch.RowCount; i++)
                    rows.Add(batch.Column(0).IsNull(i) ? "NULL" : batch.Column(0).GetString(i));
        return [.. rows];
    }

    public long Drain(string sql)
    {
        using RecordBatchReader reader = Connection.Query(sql);
        return Drain(reader);
    }

    public static long Drain(RecordBatchReader reader, CancellationToken cancellationToken = default)
    {
        long rows = 0;
        while (reader.Read(cancellationToken) is RecordBatch batch)
            using (batch)
                rows += batch.RowCount;
        return rows;
    }

    public WeirException Fails(string sql) => Assert.Throws<WeirException>(() => Drain(sql));

    public void Dispose()
    {
        Connection.Dispose();
        Database.Dispose();
    }
}
