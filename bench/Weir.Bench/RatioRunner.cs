using System.Diagnostics;
using System.Globalization;

namespace Weir.Bench;

/// <summary>One line of the runner's table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Median">The median of the repetitions, with its unit in <paramref name="Unit"/>.</param>
/// <param name="Unit">Unit of the median.</param>
/// <param name="Ratio">Against the first line of the same table; null where that means nothing.</param>
/// <param name="Limit">What the ratio (or the median, where there is no ratio) must not exceed; null for none.</param>
internal sealed record BenchLine(string Name, double Median, string Unit, double? Ratio = null, double? Limit = null)
{
    public bool IsWithin => Limit is null || (Ratio ?? Median) <= Limit;
}

/// <summary>
/// Runs one of the benchmarks that compare two ways in one process, in turns, so that the machine's
/// mood hits both; prints medians and ratios. The exit code is 1 when a limit is not held.
/// </summary>
internal static class RatioRunner
{
    // The runtime compiles what is called often a second time, in the background: what is measured before that is not what lasts.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs each way to warm up, once and until half a second has passed, then all in turns.</summary>
    /// <returns>The medians in seconds, in the order of the ways.</returns>
    public static double[] Compare(int repetitions, params Action[] ways)
    {
        double[][] seconds = [.. ways.Select(_ => new double[repetitions])];
        foreach (Action way in ways)
        {
            long start = Stopwatch.GetTimestamp();
            do
                way();
            while (Stopwatch.GetElapsedTime(start) < WarmUp);
        }
        for (int i = 0; i < repetitions; i++)
            for (int w = 0; w < ways.Length; w++)
            {
                long start = Stopwatch.GetTimestamp();
                ways[w]();
                seconds[w][i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        return [.. seconds.Select(Median)];
    }

    public static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Prints a table.</summary>
    /// <returns>0, or 1 when a line is over its limit.</returns>
    public static int Print(string title, IReadOnlyList<BenchLine> lines)
    {
        Console.WriteLine(title);
        Console.WriteLine($"  {"what",-44} {"median",14} {"ratio",8} {"limit",8}");
        foreach (BenchLine line in lines)
        {
            string median = $"{line.Median.ToString("N3", CultureInfo.InvariantCulture)} {line.Unit}";
            string ratio = line.Ratio?.ToString("N3", CultureInfo.InvariantCulture) ?? "";
            string limit = line.Limit?.ToString("N2", CultureInfo.InvariantCulture) ?? "";
            Console.WriteLine($"  {line.Name,-44} {median,14} {ratio,8} {limit,8}{(line.IsWithin ? "" : "  OVER")}");
        }
        return lines.All(line => line.IsWithin) ? 0 : 1;
    }
}
