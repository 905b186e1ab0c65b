using System.Text;
using System.Text.Json;
using Weir.Arrow;
using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Policies;

namespace Weir.Bench;

/// <summary>What a policy costs: judging a query of 200 lines, and <c>SELECT 1</c> through a session against the bare engine's prepare and run.</summary>
internal static class PolicyBenchmark
{
    private const int Repetitions = 200;
    private const double JudgeMillisecondsMax = 3;
    private const double RatioMax = 1.5;
    private const double OverheadMicroseconds = 100;

    public static int Run()
    {
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 2 });
        SqlPolicy policy = SqlPolicy.ReadOnly with { Tables = ["orders", "customers"], AllowVolatileFunctions = false };
        using Session session = runtime.NewSession(new SessionOptions { Policy = policy });
        using Session plain = runtime.NewSession();
        using DuckConnection connection = session.Host.Engine.Connect();
        string sql = LongQuery();
        using JsonDocument tree = SyntaxReader.Read(connection, sql, CancellationToken.None);
        int number = 0;
        double[] seconds = RatioRunner.Compare(
            Repetitions,
            () => session.Judge(sql),
            () => session.Judge($"{sql}-- {++number}"),
            () => SqlFront.Read(sql),
            () => Read(connection),
            () => SyntaxReader.Read(connection, sql, CancellationToken.None).Dispose(),
            () => SyntaxFacts.Of(tree.RootElement.GetProperty("statements")[0]),
            () => Read(plain, "SELECT 1"),
            () => Read(plain, $"SELECT {++number}"));
        double limit = (RatioMax * seconds[3] * 1e6) + OverheadMicroseconds;
        return RatioRunner.Print($"policy: medians of {Repetitions}, {sql.Split('\n').Length} lines, {sql.Length} characters",
        [
            new BenchLine("judge a query of 200 lines", seconds[0] * 1e3, "ms", null, JudgeMillisecondsMax),
            new BenchLine("judge it, never seen before", seconds[1] * 1e3, "ms", null, JudgeMillisecondsMax),
            new BenchLine("  of this, Weir's lexer and classifier", seconds[2] * 1e3, "ms"),
            new BenchLine("  the engine's syntax tree", seconds[4] * 1e3, "ms"),
            new BenchLine("  what the tree says", seconds[5] * 1e3, "ms"),
            new BenchLine("SELECT 1, bare engine: prepare and run", seconds[3] * 1e6, "us"),
            new BenchLine("SELECT 1, whole session path", seconds[6] * 1e6, "us", null, limit),
            new BenchLine("SELECT n, a new text each time", seconds[7] * 1e6, "us", null, limit),
        ]);
    }

    private static void Read(DuckConnection connection)
    {
        using RecordBatchReader rows = connection.Query("SELECT 1");
        while (rows.Read() is { } batch)
            batch.Dispose();
    }

    private static void Read(Session session, string sql)
    {
        using QueryResult result = session.Run(new Query(sql));
        using RecordBatchReader rows = result.AsReader();
        while (rows.Read() is { } batch)
            batch.Dispose();
    }

    private static string LongQuery()
    {
        StringBuilder sql = new("WITH s0 AS (SELECT o.id, o.amount, c.name FROM orders o JOIN customers c ON o.customer = c.id)");
        for (int i = 1; i <= 65; i++)
            sql.Append($",\ns{i} AS (\n  SELECT id, sum(amount) AS amount, any_value(upper(name)) AS name FROM s{i - 1} WHERE amount > {i} AND name <> 'x{i}'\n  GROUP BY id HAVING count(*) > 1)");
        return sql.Append("\nSELECT id, amount, row_number() OVER (ORDER BY amount DESC) AS place\nFROM s65 ORDER BY id\n").ToString();
    }
}
