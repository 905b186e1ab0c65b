namespace Weir.Plugins.Verify;

/// <summary>What must hold of a window function: each row of a partition gets a result, and other partitions do not matter.</summary>
internal sealed class WindowChecks(PluginWindow function, SampleNumbers numbers)
{
    public async Task RunAsync(CheckRunner runner)
    {
        IReadOnlyList<SampleSignature> signatures = [];
        await runner.RunAsync("result_type", $"window {function.Name}", () => signatures = Signatures()).ConfigureAwait(false);
        foreach (SampleSignature signature in signatures)
        {
            string call = $"window {function.Name}{signature}";
            bool works = false;
            await runner.RunAsync("samples", call, () => works = Accepts(signature)).ConfigureAwait(false);
            if (!works)
                continue;
            await runner.RunAsync("row_count", call, () => EveryRowIsWritten(signature)).ConfigureAwait(false);
            await runner.RunAsync("partitions", call, () => PartitionsAreIndependent(signature)).ConfigureAwait(false);
            await runner.RunAsync("layouts", call, () => Check.Same(
                Run(signature, new TrialShape(Rows(2049))), Run(signature, new TrialShape(Rows(2049)) { IsArrow = true }),
                "The same values in Arrow's layout give another result than in the engine's")).ConfigureAwait(false);
            await runner.RunAsync("nulls", call, () => Check.That(
                Run(signature, new TrialShape(Rows(2049)) { HasNulls = true }).Count == 2049, "Rows with NULLs are lost")).ConfigureAwait(false);
            await runner.RunAsync("threads", call, () => ThreadsAgree(signature)).ConfigureAwait(false);
        }
    }

    private static IReadOnlyList<long> Rows(int count, int first = 0) => [.. Enumerable.Range(first, count).Select(i => (long)i)];

    private IReadOnlyList<SampleSignature> Signatures()
    {
        IReadOnlyList<SampleSignature> found = SampleSignature.Of(function, function.ResultOf);
        return found.Count > 0 ? found : throw new CheckSkippedException("it takes none of the sample types");
    }

    private bool Accepts(SampleSignature signature)
    {
        try
        {
            Run(signature, new TrialShape(Rows(64)));
            return true;
        }
        catch (Exception e) when (e is not CheckSkippedException)
        {
            Refusal.Require(e);
            throw new CheckSkippedException($"it refuses the sample values: {e.Message}");
        }
    }

    private void EveryRowIsWritten(SampleSignature signature)
    {
        foreach (int count in (int[])[1, 2, 2048, 2049])
        {
            IReadOnlyList<string> one = Run(signature, new TrialShape(Rows(count)), filling: 0x00);
            Check.That(one.Count == count, $"A partition of {count} rows gave {one.Count}");
            Check.Same(one, Run(signature, new TrialShape(Rows(count)), filling: 0xA5), $"In a partition of {count} rows a result depends on what its memory held before: the row was not written");
        }
    }

    private void PartitionsAreIndependent(SampleSignature signature)
    {
        IReadOnlyList<string> before = Run(signature, new TrialShape(Rows(100)));
        Run(signature, new TrialShape(Rows(333, first: 5000)));
        Check.Same(before, Run(signature, new TrialShape(Rows(100))), "A partition gives another result after another partition");
    }

    private void ThreadsAgree(SampleSignature signature)
    {
        IReadOnlyList<string> alone = Run(signature, new TrialShape(Rows(512)));
        TrialThreads.Run(() =>
            Check.Same(alone, Run(signature, new TrialShape(Rows(512))), "Called on several threads at once it gives another result"));
    }

    private unsafe IReadOnlyList<string> Run(SampleSignature signature, TrialShape shape, byte filling = 0)
    {
        using TrialArguments arguments = new(function, signature, numbers, shape);
        using CollectedResult result = new(function.ResultOf(signature.Types).Type, shape.Rows.Count, shape.IsArrow, filling);
        PluginWindowCall partition = new(arguments.Nodes, arguments.Types, result.Place(), default);
        function.Evaluate(ref partition);
        return result.Rows();
    }
}
