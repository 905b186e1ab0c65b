using System.Text;
using System.Text.Json;
using Weir.Engine;
using Weir.Engine.Syntax.Lineage;
using Weir.Sessions;

namespace Weir.Bench;

/// <summary>What it costs to know of a query of 200 lines what it reads, without opening anything: its tree, its fingerprint, its lineage.</summary>
internal static class LineageBenchmark
{
    private const int Repetitions = 41;
    private const double MillisecondsMax = 3;

    private static readonly string[] Columns = [.. Enumerable.Range(0, 40).Select(i => $"c{i}")];

    public static int Run()
    {
        using WeirRuntime runtime = WeirRuntime.Open();
        using Session session = runtime.NewSession();
        using DuckConnection connection = session.Host.Engine.Connect();
        string sql = Text();
        HashSet<string> aggregates = [.. session.Host.Engine.Functions.All.Where(routine => routine.Kind == "aggregate").Select(routine => routine.Name)];
        int number = 0;
        double[] seconds = RatioRunner.Compare(
            Repetitions,
            () => StatementTree.Read(connection, sql, CancellationToken.None).Dispose(),
            () => Fingerprint(connection, sql),
            () => Whole(connection, sql, aggregates),
            () => StatementTree.Read(connection, $"{sql}-- {++number}", CancellationToken.None).Dispose(),
            () => Whole(connection, $"{sql}-- {++number}", aggregates));
        return RatioRunner.Print($"lineage: a query of {sql.Count(letter => letter == '\n')} lines, medians of {Repetitions}",
        [
            new BenchLine("its tree", seconds[0] * 1000, "ms"),
            new BenchLine("its tree and fingerprint", seconds[1] * 1000, "ms"),
            new BenchLine("its tree, fingerprint and lineage", seconds[2] * 1000, "ms", null, MillisecondsMax),
            new BenchLine("its tree, never seen before", seconds[3] * 1000, "ms"),
            new BenchLine("all three, never seen before", seconds[4] * 1000, "ms", null, MillisecondsMax),
        ]);
    }

    private static void Fingerprint(DuckConnection connection, string sql)
    {
        using JsonDocument tree = StatementTree.Read(connection, sql, CancellationToken.None);
        StatementTree.Fingerprint(StatementTree.Statement(tree));
    }

    private static void Whole(DuckConnection connection, string sql, HashSet<string> aggregates)
    {
        using JsonDocument tree = StatementTree.Read(connection, sql, CancellationToken.None);
        QueryLineage lineage = LineageReading.Of(
            StatementTree.Statement(tree), new Tables(aggregates), (name, _) => new RequiredFunction(name, FunctionTier.Builtin, null, FunctionVolatility.Immutable), columns: null);
        if (!lineage.IsExact)
            throw new InvalidOperationException("The query was not understood.");
    }

    // Queries over queries: six lines each, and a join of all at the end.
    private static string Text()
    {
        StringBuilder text = new("WITH\n");
        for (int i = 0; i < 32; i++)
        {
            string before = i % 8 == 0 ? "base" : $"q{i - 1}";
            text.Append(i == 0 ? "" : ",\n").Append($"q{i} AS (\n  SELECT k.c0 AS c0, sum(k.c1 + {i}) AS c1, CASE WHEN max(k.c2) > {i} THEN min(k.c2) ELSE 0 END AS c2\n");
            text.Append($"  FROM {before} AS k LEFT JOIN other AS o ON k.c0 = o.c{i}\n  WHERE k.c1 > {i} AND o.c3 IN (1, 2, 3)\n  GROUP BY k.c0\n)");
        }
        return text.Append("\nSELECT a.c0, b.c1 AS x, c.c2 AS y, upper(d.c1::VARCHAR) AS z\nFROM q7 AS a\nJOIN q15 AS b USING (c0)\nJOIN q23 AS c USING (c0)\nJOIN q31 AS d USING (c0)\nORDER BY x DESC\nLIMIT 10\n").ToString();
    }

    private sealed class Tables(HashSet<string> aggregates) : ILineageSources
    {
        public JsonElement? ViewOf(string name) => null;

        public string NameOf(IReadOnlyList<string> path) => path[^1];

        public IReadOnlyList<string>? ColumnsOf(IReadOnlyList<string> path) => Columns;

        public (string Name, IReadOnlyList<string>? Columns) FunctionOf(JsonElement from) => ("function", null);

        public bool IsAggregate(string function) => aggregates.Contains(function);
    }
}
