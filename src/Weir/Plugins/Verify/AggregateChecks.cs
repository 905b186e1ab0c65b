using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>What must hold of an aggregate: states can be split, merged, finished twice and freed, and the result is that of the rows.</summary>
internal sealed class AggregateChecks(PluginAggregate function, SampleNumbers numbers)
{
    private const int Groups = 5;

    public async Task RunAsync(CheckRunner runner)
    {
        IReadOnlyList<SampleSignature> signatures = [];
        await runner.RunAsync("result_type", $"aggregate {function.Name}", () => signatures = Signatures()).ConfigureAwait(false);
        foreach (SampleSignature signature in signatures)
        {
            string call = $"aggregate {function.Name}{signature}";
            bool works = false;
            await runner.RunAsync("samples", call, () => works = Accepts(signature)).ConfigureAwait(false);
            if (!works)
                continue;
            await runner.RunAsync("no_rows", call, () => NoRowsHaveAResult(signature)).ConfigureAwait(false);
            await runner.RunAsync("row_count", call, () => EveryGroupIsWritten(signature)).ConfigureAwait(false);
            await runner.RunAsync("groups", call, () => GroupsAreIndependent(signature)).ConfigureAwait(false);
            await runner.RunAsync("merge", call, () => MergedStatesAreWhole(signature)).ConfigureAwait(false);
            await runner.RunAsync("finish_twice", call, () => FinishingChangesNothing(signature)).ConfigureAwait(false);
            await runner.RunAsync("release", call, () => StatesAreFreedAlone(signature)).ConfigureAwait(false);
            await runner.RunAsync("layouts", call, () => Check.Same(
                Run(signature, new TrialShape(Rows(2049))), Run(signature, new TrialShape(Rows(2049)) { IsArrow = true }),
                "The same values in Arrow's layout give another result than in the engine's")).ConfigureAwait(false);
            await runner.RunAsync("nulls", call, () => NullsDoNotCount(signature)).ConfigureAwait(false);
            await runner.RunAsync("threads", call, () => ThreadsAgree(signature)).ConfigureAwait(false);
        }
    }

    private static IReadOnlyList<long> Rows(int count) => [.. Enumerable.Range(0, count).Select(i => (long)i)];

    private IReadOnlyList<SampleSignature> Signatures()
    {
        Check.That(function.StateSizeBytes > 0, $"Its state has {function.StateSizeBytes} bytes; it needs at least one");
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

    private void NoRowsHaveAResult(SampleSignature signature) =>
        Check.Same(Run(signature, new TrialShape([]), filling: 0x00), Run(signature, new TrialShape([]), filling: 0xA5), "A state without rows gives no certain result");

    private void EveryGroupIsWritten(SampleSignature signature)
    {
        foreach (int count in (int[])[0, 1, 2048, 2049])
        {
            IReadOnlyList<string> one = Run(signature, new TrialShape(Rows(count)), filling: 0x00);
            Check.Same(one, Run(signature, new TrialShape(Rows(count)), filling: 0xA5), $"Over {count} rows a result depends on what its memory held before: it was not written");
            Check.That(one.Count == Groups, $"{Groups} states gave {one.Count} results");
        }
    }

    private void GroupsAreIndependent(SampleSignature signature)
    {
        IReadOnlyList<string> together = Run(signature, new TrialShape(Rows(2048)));
        for (int group = 0; group < Groups; group++)
        {
            long[] own = [.. Rows(2048).Where(row => row % Groups == group)];
            string alone = Run(signature, new TrialShape(own), groupOf: _ => 0)[0];
            Check.That(alone == together[group], $"The rows of one state give {alone} alone and {together[group]} when their batch holds other rows too");
        }
    }

    private void MergedStatesAreWhole(SampleSignature signature)
    {
        string whole = Run(signature, new TrialShape(Rows(2048)), groupOf: _ => 0)[0];
        foreach (int cut in (int[])[0, 1, 700, 2048])
        {
            string merged = Merged(signature, cut, isReversed: false);
            Check.That(merged == whole, $"2,048 rows give {whole}, but {merged} when a state of the first {cut} is merged with one of the others");
            if (function.IsOrderSensitive)
                continue;
            string reversed = Merged(signature, cut, isReversed: true);
            Check.That(reversed == whole, $"Merged the other way round the result is {reversed}, not {whole}; say so with IsOrderSensitive if order counts");
        }
    }

    private void NullsDoNotCount(SampleSignature signature)
    {
        if (signature.Types.Count == 0)
            throw new CheckSkippedException("it has no arguments");
        TrialShape shape = new(Rows(2048)) { HasNulls = true };
        IReadOnlyList<string> with = Run(signature, shape, groupOf: _ => 0);
        if (function.SeesNulls || signature.Types.Any(type => type is ListType or StructType or MapType))
            return;
        long[] counting;
        using (TrialArguments arguments = new(function, signature, numbers, shape))
            counting = [.. Rows(2048).Where(row => arguments.IsWanted((int)row))];
        Check.Same(Run(signature, new TrialShape(counting), groupOf: _ => 0), with, "Rows with a NULL argument change the result");
    }

    private void ThreadsAgree(SampleSignature signature)
    {
        IReadOnlyList<string> alone = Run(signature, new TrialShape(Rows(2048)));
        TrialThreads.Run(() =>
            Check.Same(alone, Run(signature, new TrialShape(Rows(2048))), "Called on several threads at once it gives another result"));
    }

    private void FinishingChangesNothing(SampleSignature signature)
    {
        using TrialStates states = new(function, Groups, filling: 0xA5);
        ArrowType type = function.ResultOf(signature.Types).Type;
        Add(states, signature, new TrialShape(Rows(1000)), row => row % Groups);
        IReadOnlyList<string> first = states.Finish(type, filling: 0);
        Check.Same(first, states.Finish(type, filling: 0), "Finished a second time the states give another result");
        Add(states, signature, new TrialShape([.. Rows(2000).Skip(1000)]), row => row % Groups);
        Check.Same(Run(signature, new TrialShape(Rows(2000))), states.Finish(type, filling: 0), "Rows that came after a finish are lost");
    }

    // A state that was merged into another stays its own and is freed once, like every other; a freed one is gone.
    private void StatesAreFreedAlone(SampleSignature signature)
    {
        using MemoryLedger ledger = MemoryLedger.Open();
        using TrialStates states = new(function, Groups, filling: 0xA5);
        ArrowType type = function.ResultOf(signature.Types).Type;
        Add(states, signature, new TrialShape(Rows(1000)), row => row % Groups);
        states.Merge(source: 0, target: 1);
        string before = states.Finish(type, filling: 0)[1];
        states.Free(0);
        states.Free(Groups - 2);
        string after = states.Finish(type, filling: 0)[0];
        Check.That(before == after, $"A state gives {before}, and {after} when one that was merged into it is freed");
        Check.Released(ledger);
    }

    private string Merged(SampleSignature signature, int cut, bool isReversed)
    {
        using TrialStates states = new(function, 2, filling: 0xA5);
        Add(states, signature, new TrialShape([.. Rows(2048).Take(cut)]), _ => 0);
        Add(states, signature, new TrialShape([.. Rows(2048).Skip(cut)]), _ => 1);
        (int source, int target) = isReversed ? (0, 1) : (1, 0);
        states.Merge(source, target);
        return states.Finish(function.ResultOf(signature.Types).Type, filling: 0)[target];
    }

    private IReadOnlyList<string> Run(SampleSignature signature, TrialShape shape, byte filling = 0, Func<int, int>? groupOf = null)
    {
        using TrialStates states = new(function, Groups, filling);
        groupOf ??= place => (int)(shape.Rows[place] % Groups);
        Add(states, signature, shape, groupOf);
        return states.Finish(function.ResultOf(signature.Types).Type, filling);
    }

    private void Add(TrialStates states, SampleSignature signature, TrialShape shape, Func<int, int> groupOf)
    {
        using TrialArguments arguments = new(function, signature, numbers, shape);
        states.Update(arguments, groupOf);
    }
}
