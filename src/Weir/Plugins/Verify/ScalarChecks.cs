using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>What must hold of a scalar function: a row's result depends on that row alone, whatever stands beside it and however it lies.</summary>
internal sealed class ScalarChecks(PluginScalar function, SampleNumbers numbers)
{
    private const int Candidates = 64;
    private static readonly int[] BatchSizes = [0, 1, 2048, 2049];

    public async Task RunAsync(CheckRunner runner)
    {
        string subject = $"scalar {function.Name}";
        if (function.IsPlanned)
        {
            await runner.RunAsync("result_type", subject, () => throw new CheckSkippedException("it is only declared; the plugin's relation planner replaces its calls")).ConfigureAwait(false);
            return;
        }
        IReadOnlyList<SampleSignature> signatures = [];
        await runner.RunAsync("result_type", subject, () => signatures = Signatures()).ConfigureAwait(false);
        foreach (SampleSignature signature in signatures)
        {
            string call = $"scalar {function.Name}{signature}";
            List<long> good = [];
            await runner.RunAsync("samples", call, () => good = GoodRows(signature)).ConfigureAwait(false);
            if (good.Count == 0)
                continue;
            IReadOnlyList<long> Rows(int count) => [.. Enumerable.Range(0, count).Select(i => good[i % good.Count])];
            await runner.RunAsync("row_count", call, () => EveryRowIsWritten(signature, Rows)).ConfigureAwait(false);
            await runner.RunAsync("layouts", call, () => LayoutsAgree(signature, Rows(2049))).ConfigureAwait(false);
            await runner.RunAsync("nulls", call, () => NullsStayAlone(signature, Rows(2049))).ConfigureAwait(false);
            await runner.RunAsync("release", call, () => WhatIsMadeIsFreedAlone(signature, Rows(100))).ConfigureAwait(false);
            await runner.RunAsync("cancellation", call, () => ReturnsWhenCancelled(signature, Rows(2048))).ConfigureAwait(false);
            if (function.IsVolatile)
                continue;
            await runner.RunAsync("rows_alone", call, () => RowsAreIndependent(signature, Rows(2049))).ConfigureAwait(false);
            await runner.RunAsync("constants", call, () => ConstantsAreColumns(signature, Rows(2048))).ConfigureAwait(false);
            await runner.RunAsync("named_arguments", call, () => DefaultsAreValues(signature, Rows(2048))).ConfigureAwait(false);
            await runner.RunAsync("threads", call, () => ThreadsAgree(signature, Rows(2048))).ConfigureAwait(false);
        }
    }

    private IReadOnlyList<SampleSignature> Signatures()
    {
        IReadOnlyList<SampleSignature> found = SampleSignature.Of(function, function.ResultOf);
        foreach (SampleSignature signature in found)
            Check.Equal(function.ResultOf(signature.Types), function.ResultOf(signature.Types), $"The result's type for {signature} changes from call to call");
        return found.Count > 0 ? found : throw new CheckSkippedException("it takes none of the sample types");
    }

    private List<long> GoodRows(SampleSignature signature)
    {
        List<long> good = [];
        string why = "";
        for (long row = 0; row < Candidates; row++)
        {
            try
            {
                Run(signature, new TrialShape([row]));
                good.Add(row);
            }
            catch (Exception e) when (e is not CheckSkippedException)
            {
                Refusal.Require(e);
                why = e.Message;
            }
        }
        return good.Count > 0 ? good : throw new CheckSkippedException($"it refuses all sample values, for example: {why}");
    }

    private void EveryRowIsWritten(SampleSignature signature, Func<int, IReadOnlyList<long>> rows)
    {
        foreach (int count in BatchSizes)
        {
            IReadOnlyList<string> one = Run(signature, new TrialShape(rows(count)), filling: 0x00);
            IReadOnlyList<string> other = Run(signature, new TrialShape(rows(count)), filling: 0xA5);
            Check.That(one.Count == count, $"A batch of {count} rows gave {one.Count}");
            if (!function.IsVolatile)
                Check.Same(one, other, $"In a batch of {count} rows a result depends on what its memory held before: the row was not written");
        }
    }

    private void LayoutsAgree(SampleSignature signature, IReadOnlyList<long> rows)
    {
        IReadOnlyList<string> engine = Run(signature, new TrialShape(rows));
        IReadOnlyList<string> arrow = Run(signature, new TrialShape(rows) { IsArrow = true });
        if (!function.IsVolatile)
            Check.Same(engine, arrow, "The same values in Arrow's layout give another result than in the engine's");
    }

    private void NullsStayAlone(SampleSignature signature, IReadOnlyList<long> rows)
    {
        if (signature.Types.Count == 0)
            throw new CheckSkippedException("it has no arguments");
        IReadOnlyList<string> without = Run(signature, new TrialShape(rows));
        TrialShape shape = new(rows) { HasNulls = true };
        IReadOnlyList<string> with = Run(signature, shape);
        if (function.SeesNulls || function.IsVolatile)
            return;
        using TrialArguments arguments = new(function, signature, numbers, shape);
        for (int i = 0; i < with.Count; i++)
        {
            if (!arguments.IsWanted(i))
                Check.That(with[i] == "NULL", $"Row {i} has a NULL argument and gives {with[i]}, not NULL");
            else if (!HasNested(signature))
                Check.That(with[i] == without[i], $"Row {i} has no NULL argument, but gives {with[i]} beside NULLs and {without[i]} without");
        }
    }

    // Elements of lists and fields of structs are NULL here and there too, which may change a row's result.
    private static bool HasNested(SampleSignature signature) => signature.Types.Any(type => type is ListType or StructType or MapType);

    private void RowsAreIndependent(SampleSignature signature, IReadOnlyList<long> rows)
    {
        IReadOnlyList<string> all = Run(signature, new TrialShape(rows));
        for (int i = 0; i < rows.Count; i += 97)
        {
            string alone = Run(signature, new TrialShape([rows[i]]))[0];
            Check.That(alone == all[i], $"Row {i} gives {all[i]} in its batch and {alone} alone");
        }
    }

    private void ConstantsAreColumns(SampleSignature signature, IReadOnlyList<long> rows)
    {
        int tried = 0;
        for (int i = 0; i < signature.Types.Count; i++)
        {
            // A parameter with a default has that as its sample constant, which the columns do not hold.
            bool hasDefault = i < function.Parameters.Count && function.Parameters[i].DefaultJson is not null;
            if (signature.MustBeConstant[i] || hasDefault || signature.Types[i] is ListType or StructType or MapType)
                continue;
            tried++;
            IReadOnlyList<string> column = Run(signature, new TrialShape(rows) { Repeated = i });
            IReadOnlyList<string> constant = Run(signature, new TrialShape(rows) { Constant = i });
            Check.Same(column, constant, $"Argument {i + 1} as a constant gives another result than as a column of the same value");
        }
        if (tried == 0)
            throw new CheckSkippedException("no argument can be given both ways");
    }

    // An argument that is left out comes as a constant of its default; given by name it may come as a column.
    private void DefaultsAreValues(SampleSignature signature, IReadOnlyList<long> rows)
    {
        if (function.Parameters.All(parameter => parameter.DefaultJson is null))
            throw new CheckSkippedException("every argument must be given");
        Check.Same(
            Run(signature, new TrialShape(rows) { Optional = OptionalArguments.LeftOut }),
            Run(signature, new TrialShape(rows) { Optional = OptionalArguments.Given }),
            "With its optional arguments left out it gives another result than with their defaults given by name");
    }

    // Two threads of one statement: each has a state, and one ends long before the other.
    private void WhatIsMadeIsFreedAlone(SampleSignature signature, IReadOnlyList<long> rows)
    {
        using TrialArguments arguments = new(function, signature, numbers, new TrialShape(rows));
        using MemoryLedger ledger = MemoryLedger.Open();
        object? bound = function.Bind(new PluginBinding(signature.Types, arguments.Constants, arguments.IsConstant));
        object? one = function.NewState(bound), other = function.NewState(bound);
        try
        {
            IReadOnlyList<string> before = Run(signature, arguments, bound, one);
            (one as IDisposable)?.Dispose();
            one = null;
            IReadOnlyList<string> after = Run(signature, arguments, bound, other);
            if (!function.IsVolatile)
                Check.Same(before, after, "When one thread's state is freed, another thread's gives other results");
        }
        finally
        {
            (one as IDisposable)?.Dispose();
            (other as IDisposable)?.Dispose();
            (bound as IDisposable)?.Dispose();
        }
        Check.Released(ledger);
    }

    private unsafe IReadOnlyList<string> Run(SampleSignature signature, TrialArguments arguments, object? bound, object? state)
    {
        using CollectedResult result = new(function.ResultOf(signature.Types).Type, arguments.RowCount, isArrow: false, filling: 0);
        PluginScalarCall batch = new(arguments.Nodes, arguments.Types, result.Place(), null, bound, state, default);
        function.Invoke(ref batch);
        return result.Rows();
    }

    private void ThreadsAgree(SampleSignature signature, IReadOnlyList<long> rows)
    {
        IReadOnlyList<string> alone = Run(signature, new TrialShape(rows));
        TrialThreads.Run(() =>
            Check.Same(alone, Run(signature, new TrialShape(rows)), "Called on several threads at once it gives another result"));
    }

    private unsafe void ReturnsWhenCancelled(SampleSignature signature, IReadOnlyList<long> rows)
    {
        int cancelled = 1;
        try
        {
            Run(signature, new TrialShape(rows), control: new PluginCallControl(&cancelled));
        }
        catch (OperationCanceledException)
        {
            cancelled = 0;
        }
        Run(signature, new TrialShape(rows));
    }

    private unsafe IReadOnlyList<string> Run(SampleSignature signature, TrialShape shape, byte filling = 0, PluginCallControl control = default)
    {
        using TrialArguments arguments = new(function, signature, numbers, shape);
        using CollectedResult result = new(function.ResultOf(signature.Types).Type, shape.Rows.Count, shape.IsArrow, filling);
        ulong* wanted = function.SeesNulls ? null : arguments.Wanted;
        if (wanted != null)
            result.SetNulls(wanted);
        object? bound = function.Bind(new PluginBinding(signature.Types, arguments.Constants, arguments.IsConstant));
        object? state = null;
        try
        {
            state = function.NewState(bound);
            PluginScalarCall batch = new(arguments.Nodes, arguments.Types, result.Place(), wanted, bound, state, control);
            function.Invoke(ref batch);
            if (wanted != null)
                result.SetNulls(wanted);
            return result.Rows();
        }
        finally
        {
            (state as IDisposable)?.Dispose();
            (bound as IDisposable)?.Dispose();
        }
    }
}
