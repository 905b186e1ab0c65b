using System.Diagnostics;
using System.Globalization;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Bench;

/// <summary>
/// Lines of C# a second that become relations: syntax only, and symbols with references, over this repository and over a
/// generated solution; and the most memory that the process took. Run from the repository's root.
/// </summary>
internal static class CodeGraphBenchmark
{
    private const int Threads = 2;
    private const double SyntaxLinesMin = 150_000, SemanticLinesMin = 25_000, PeakGibibytesMax = 3;

    // Every id is computed and every span taken; nothing is left out because nobody looks.
    private static readonly string[] Syntax = ["SELECT count(*), max(node_id), sum(bend - bstart) FROM cs_syntax_nodes"];

    private static readonly string[] Semantics =
    [
        "SELECT count(*), max(symbol_id), max(doc_id), sum(bend - bstart) FROM cs_symbols",
        "SELECT count(*), max(symbol_id), max(container_id), sum(bend - bstart) FROM cs_references",
    ];

    // What the command's project file sets.
    private static readonly (string Name, string Value)[] Command = [("DOTNET_TieredPGO", "0"), ("DOTNET_gcConcurrent", "0"), ("DOTNET_TC_CallCountingDelayMs", "1")];

    /// <summary>Runs it in a process that has the settings of the command, or of the environment where that has some.</summary>
    public static int Run()
    {
        if (Command.Any(setting => Environment.GetEnvironmentVariable(setting.Name) is not null))
            return RunHere();
        ProcessStartInfo start = new(Environment.ProcessPath!);
        foreach (string argument in (string[])[typeof(CodeGraphBenchmark).Assembly.Location, "code-graph"])
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in Command)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static int RunHere()
    {
        string folder = Directory.CreateTempSubdirectory("weir-bench-").FullName;
        try
        {
            GeneratedSolution.Write(folder);
            WeirOptions options = new() { Threads = Threads };
            options.Plugins.Add(new PluginReference("weir_code_graph"));
            using WeirRuntime runtime = WeirRuntime.Open(options);
            string repository = Path.GetFullPath("src");
            Pass(runtime, repository, "cold", Syntax, out Cost coldSyntax);
            Pass(runtime, repository, "cold", Semantics, out Cost coldSemantics);
            ProcessMemory.ResetPeak();
            double lines = Pass(runtime, repository, "warm", Syntax, out Cost syntax);
            Pass(runtime, repository, "warmer", Semantics, out Cost semantics);
            double generated = Pass(runtime, folder, "none", Syntax, out Cost generatedSyntax);
            Pass(runtime, folder, "nothing", Semantics, out Cost generatedSemantics);
            string size = generated.ToString("N0", CultureInfo.InvariantCulture);
            return RatioRunner.Print($"code-graph: {Threads} threads, lines a second; the limits are lower ones where the name says so",
            [
                Line("this repository, syntax, first of the process", lines, coldSyntax, null),
                OfProcessor(lines, coldSyntax),
                Line("this repository, semantics, first of it", lines, coldSemantics, null),
                OfProcessor(lines, coldSemantics),
                Line("this repository, syntax", lines, syntax, null),
                OfProcessor(lines, syntax),
                Line("this repository, symbols and references", lines, semantics, null),
                OfProcessor(lines, semantics),
                Line($"generated, {size} lines, syntax", generated, generatedSyntax, SyntaxLinesMin),
                OfProcessor(generated, generatedSyntax),
                Line("generated, symbols and references", generated, generatedSemantics, SemanticLinesMin),
                OfProcessor(generated, generatedSemantics),
                new BenchLine("peak memory", ProcessMemory.Peak / (double)(1L << 30), "GiB", null, PeakGibibytesMax),
            ]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A ratio of what is wanted to what was reached, so that 1 is the limit for all.
    private static BenchLine Line(string name, double lines, Cost cost, double? linesMin) =>
        new(name, lines / cost.Seconds, "lines/s", linesMin / (lines / cost.Seconds), linesMin is null ? null : 1);

    // What two cores would reach that nobody else uses; on a machine at rest nearly the line above it.
    private static BenchLine OfProcessor(double lines, Cost cost) =>
        new($"  by its {cost.ProcessorSeconds:N1} s of processor time", lines / cost.ProcessorSeconds * Threads, "lines/s");

    // Another pattern of what to leave out, which leaves out nothing, is another code base: nothing is known of it yet.
    private static double Pass(WeirRuntime runtime, string root, string fresh, string[] statements, out Cost cost)
    {
        using Session session = runtime.NewSession();
        foreach (string relation in (string[])["cs_files", "cs_syntax_nodes", "cs_symbols", "cs_references"])
            session.Register(relation, new PluginTableSource("weir_code_graph", relation, $$"""{ "root": "{{root}}", "exclude": "{{fresh}}" }"""));
        GC.Collect();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        foreach (string statement in statements)
            Number(session, statement);
        cost = new Cost(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
        return Number(session, "SELECT CAST(sum(lines) AS BIGINT) FROM cs_files");
    }

    private static double Number(Session session, string sql)
    {
        using QueryResult result = session.Run(new Query(sql));
        using RecordBatchReader reader = result.AsReader();
        double first = 0;
        while (reader.Read() is { } batch)
            using (batch)
                first = batch.RowCount > 0 ? batch.Columns[0].Values<long>()[0] : first;
        return first;
    }

    private readonly record struct Cost(double Seconds, double ProcessorSeconds);
}
