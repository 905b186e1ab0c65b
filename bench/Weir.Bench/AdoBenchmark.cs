using System.Data.Common;
using Weir.Ado;
using Weir.Arrow;
using Weir.Engine;

namespace Weir.Bench;

/// <summary>
/// A DbDataReader over the provider against the bare batches of the engine's binding, every value read by both; and
/// many readers open at once within a memory limit.
/// </summary>
internal static class AdoBenchmark
{
    private const long Rows = 10_000_000;
    private const int Readers = 32;

    // Rows a second of the reader must be at least 0.8 of those of the batches: no more than 1.25 of their time.
    private const double TimeRatioMax = 1.25;

    private const string Numbers = "SELECT i, i * 3 AS j, i::DOUBLE AS d, (i % 1000)::INTEGER AS n FROM range(10000000) r(i)";
    private const string Texts = "SELECT i, 'row ' || (i % 1000) AS t FROM range(10000000) r(i)";

    public static int Run()
    {
        using WeirRuntime runtime = WeirRuntime.Open();
        using WeirDataSource source = new(runtime);
        using WeirConnection connection = source.OpenConnection();
        using DuckConnection engine = source.Session.Host.Engine.Connect();
        double expected = 0;
        double[] numbers = RatioRunner.Compare(7, () => expected = Batches(engine, Numbers), () => Require(expected, Reader(connection, Numbers)));
        double[] texts = RatioRunner.Compare(3, () => expected = TextBatches(engine, Texts), () => Require(expected, TextReader(connection, Texts)));
        double[] processor = Processor(5, () => Batches(engine, Numbers), () => Reader(connection, Numbers));
        List<BenchLine> lines =
        [
            new("4 numbers, batches of the binding", Rows / numbers[0] / 1e6, "M rows/s"),
            new("4 numbers, DbDataReader", Rows / numbers[1] / 1e6, "M rows/s", numbers[1] / numbers[0], TimeRatioMax),
            new("the same, processor time of the batches", processor[0], "ms"),
            new("the same, processor time of the reader", processor[1], "ms", processor[1] / processor[0]),
            new("number and text, batches of the binding", Rows / texts[0] / 1e6, "M rows/s"),
            new("number and text, DbDataReader", Rows / texts[1] / 1e6, "M rows/s", texts[1] / texts[0]),
            .. ManyReaders(),
        ];
        return RatioRunner.Print($"ado: {Rows:N0} rows, every value read; ratio of times", lines);
    }

    // What both cost whatever else the machine does: all threads of the process together.
    private static double[] Processor(int repetitions, params Action[] ways)
    {
        double[][] used = [.. ways.Select(_ => new double[repetitions])];
        for (int i = 0; i < repetitions; i++)
            for (int w = 0; w < ways.Length; w++)
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                ways[w]();
                used[w][i] = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
            }
        return [.. used.Select(RatioRunner.Median)];
    }

    private static double Batches(DuckConnection engine, string sql)
    {
        using RecordBatchReader reader = engine.Query(sql);
        double sum = 0;
        while (reader.Read() is RecordBatch batch)
        {
            using (batch)
            {
                ReadOnlySpan<long> first = batch.Column(0).Values<long>(), second = batch.Column(1).Values<long>();
                ReadOnlySpan<double> third = batch.Column(2).Values<double>();
                ReadOnlySpan<int> fourth = batch.Column(3).Values<int>();
                for (int row = 0; row < batch.RowCount; row++)
                    sum += first[row] + second[row] + third[row] + fourth[row];
            }
        }
        return sum;
    }

    private static double Reader(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        double sum = 0;
        while (reader.Read())
            sum += reader.GetInt64(0) + reader.GetInt64(1) + reader.GetDouble(2) + reader.GetInt32(3);
        return sum;
    }

    private static double TextBatches(DuckConnection engine, string sql)
    {
        using RecordBatchReader reader = engine.Query(sql);
        double sum = 0;
        while (reader.Read() is RecordBatch batch)
        {
            using (batch)
            {
                ReadOnlySpan<long> first = batch.Column(0).Values<long>();
                for (int row = 0; row < batch.RowCount; row++)
                    sum += first[row] + batch.Column(1).GetString(row).Length;
            }
        }
        return sum;
    }

    private static double TextReader(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        double sum = 0;
        while (reader.Read())
            sum += reader.GetInt64(0) + reader.GetString(1).Length;
        return sum;
    }

    // All streams are open for the whole time and read in turns; together they have far more rows than the limit holds.
    private static IEnumerable<BenchLine> ManyReaders()
    {
        const long LimitBytes = 512L << 20;
        const int RowsEach = 1_000_000;
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { MemoryLimitBytes = LimitBytes });
        using WeirDataSource source = new(runtime);
        using WeirConnection connection = source.OpenConnection();
        ProcessMemory.ResetPeak();
        long before = ProcessMemory.Resident;
        double[] seconds = RatioRunner.Compare(1, () =>
        {
            WeirCommand[] commands = [.. Enumerable.Range(0, Readers).Select(_ => new WeirCommand($"SELECT i, i * 3 AS j, 'a text of row ' || i AS t FROM range({RowsEach}) r(i)", connection))];
            DbDataReader[] readers = [.. commands.Select(command => command.ExecuteReader())];
            int read = 0;
            for (int row = 0; row < RowsEach; row++)
                foreach (DbDataReader reader in readers)
                    read += reader.Read() && reader.GetInt64(0) == row ? 1 : 0;
            foreach (DbDataReader reader in readers)
                reader.Dispose();
            Require(Readers * RowsEach, read);
        });
        yield return new BenchLine($"{Readers} readers at once, rows together", Readers * (double)RowsEach / seconds[0] / 1e6, "M rows/s");
        yield return new BenchLine($"{Readers} readers at once, peak above start", (ProcessMemory.Peak - before) / 1e6, "MB", Limit: LimitBytes / 1e6);
    }

    private static void Require(double expected, double found)
    {
        if (expected != found)
            throw new InvalidOperationException($"{found} came, {expected} was expected.");
    }
}
