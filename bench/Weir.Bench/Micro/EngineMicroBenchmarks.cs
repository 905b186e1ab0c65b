using BenchmarkDotNet.Attributes;
using Weir.Arrow;
using Weir.Engine;

namespace Weir.Bench.Micro;

/// <summary>What the smallest things cost: a statement, a prepared one, a connection, a stream in.</summary>
[MemoryDiagnoser]
public class EngineMicroBenchmarks : IDisposable
{
    private DuckDatabase? _database;
    private DuckConnection? _connection;
    private DuckStatement? _prepared;

    [GlobalSetup]
    public void Open()
    {
        _database = DuckDatabase.Open(new EngineOptions());
        _connection = _database.Connect();
        _prepared = _connection.Prepare("SELECT 1");
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _prepared?.Dispose();
        _connection?.Dispose();
        _database?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public int SelectOne() => Rows(_connection!.Query("SELECT 1"));

    [Benchmark]
    public int SelectOnePrepared() => Rows(_prepared!.Query());

    [Benchmark]
    public void Connect() => _database!.Connect().Dispose();

    [Benchmark]
    public int ReadManyRows() => Rows(_connection!.Query("SELECT range, 'text of row ' || range FROM range(65536)"));

    private static int Rows(RecordBatchReader reader)
    {
        using (reader)
        {
            int rows = 0;
            while (reader.Read() is RecordBatch batch)
                using (batch)
                    rows += batch.RowCount;
            return rows;
        }
    }
}
