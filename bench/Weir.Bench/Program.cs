using BenchmarkDotNet.Running;
using Weir.Bench;
using Weir.Bench.Tpch;

// The verbs of the runner; each prints one table. `micro` hands the rest of the line to BenchmarkDotNet.
Dictionary<string, Func<int>> verbs = new(StringComparer.Ordinal)
{
    ["stream"] = StreamingBenchmark.Run,
    ["ado"] = AdoBenchmark.Run,
    ["scalar"] = ScalarFunctionBenchmark.Run,
    ["functions"] = FunctionBenchmark.Run,
    ["generated"] = GeneratedLoopBenchmark.Run,
    ["generated-sql"] = GeneratedCallBenchmark.Run,
    ["process"] = ProcessBenchmark.Run,
    ["tpch"] = TpchBench.Queries,
    ["plugin-load"] = PluginLoadBenchmark.Run,
    ["runtime-open"] = RuntimeOpenBenchmark.Run,
    ["append"] = TpchBench.Append,
    ["code-graph"] = CodeGraphBenchmark.Run,
    ["interval-align"] = IntervalAlignBenchmark.Run,
    ["policy"] = PolicyBenchmark.Run,
    ["lineage"] = LineageBenchmark.Run,
    ["delta-log"] = () => DeltaLogBenchmark.Run(args[1..]),
    ["diagnostics"] = DiagnosticsBenchmark.Run,
    ["delta-vectors"] = DeletionVectorBenchmark.Run,
    ["profile"] = ProfileBenchmark.Run,
    ["delta-prune"] = () => DeltaPruneBenchmark.Run(args[1..]),
};

if (args is ["micro", ..])
{
    BenchmarkSwitcher.FromAssembly(typeof(RatioRunner).Assembly).Run(args[1..]);
    return 0;
}
if (args is [string verb, .. string[] options] && (options.Length == 0 || verb is "delta-prune" or "delta-log") && verbs.TryGetValue(verb, out Func<int>? run))
    return run();
Console.Error.WriteLine($"usage: Weir.Bench {string.Join('|', verbs.Keys)} | delta-prune FILES ROWS | micro [BenchmarkDotNet options]");
return 2;
