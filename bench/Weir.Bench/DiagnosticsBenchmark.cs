using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Bench;

/// <summary>
/// What telling costs: the same statements on a runtime that tells nobody, one with a sink in memory, and one that measures
/// its queries for the slow ones. The first is what a program pays that asks for none of it.
/// </summary>
internal static class DiagnosticsBenchmark
{
    private const int Repetitions = 15, Small = 400;

    public static int Run()
    {
        using WeirRuntime silent = Open(_ => { });
        using WeirRuntime again = Open(_ => { });
        using WeirRuntime told = Open(options => options.DiagnosticsSinks.Add(new InMemoryDiagnosticsSink()));
        using WeirRuntime measured = Open(options => options.SlowQueryThreshold = TimeSpan.FromHours(1));
        int small = Table("SELECT 1", Small, silent, again, told, measured, limit: 1.1);
        int scan = Table("SELECT count(*) FROM range(20000000) r(i) WHERE hash(i) % 7 = 3", 1, silent, again, told, measured, limit: 1.1);
        return Math.Max(small, scan);
    }

    private static int Table(string sql, int times, WeirRuntime silent, WeirRuntime again, WeirRuntime told, WeirRuntime measured, double limit)
    {
        using Session one = silent.NewSession(), two = again.NewSession(), three = told.NewSession(), four = measured.NewSession();
        double[] seconds = RatioRunner.Compare(Repetitions, () => Ask(one, sql, times), () => Ask(two, sql, times), () => Ask(three, sql, times), () => Ask(four, sql, times));
        double Each(int way) => seconds[way] / times * 1e6;
        return RatioRunner.Print($"diagnostics: {sql}, medians of {Repetitions}",
        [
            new BenchLine("tells nobody", Each(0), "us"),
            new BenchLine("tells nobody, another runtime", Each(1), "us", seconds[1] / seconds[0], limit),
            new BenchLine("tells a sink in memory", Each(2), "us", seconds[2] / seconds[0]),
            new BenchLine("measures each query", Each(3), "us", seconds[3] / seconds[0]),
        ]);
    }

    private static WeirRuntime Open(Action<WeirOptions> configure)
    {
        WeirOptions options = new();
        configure(options);
        return WeirRuntime.Open(options);
    }

    private static void Ask(Session session, string sql, int times)
    {
        for (int i = 0; i < times; i++)
        {
            using QueryResult result = session.Run(new Query(sql));
            using RecordBatchReader rows = result.AsReader();
            while (rows.Read() is { } batch)
                batch.Dispose();
        }
    }
}
