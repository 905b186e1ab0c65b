using Weir.Arrow;
using Weir.Plugins;
using Weir.Tests.Preflight;

namespace Weir.Tests.House;

/// <summary>The checklist of docs/function-quality-gate.md, as far as a machine can go through it: every function of every bundled plugin.</summary>
internal sealed class FunctionGate(WeirRuntime runtime)
{
    /// <summary>The bundled functions.</summary>
    public IReadOnlyList<FunctionRoutine> Routines { get; } =
        [.. runtime.Functions.Routines.Where(routine => routine.Owner is { } owner && BundledPlugins.Names.Contains(owner))];

    /// <summary>What is not documented, one line a function.</summary>
    public IEnumerable<string> Undocumented()
    {
        foreach (FunctionRoutine routine in Routines)
        {
            List<string> missing = [];
            if (routine.Description.Length == 0)
                missing.Add("a <summary>");
            if (routine.Examples.Count == 0)
                missing.Add("an <example> with a <code> that runs");
            missing.AddRange(routine.Parameters.Where(parameter => parameter.Description.Length == 0).Select(parameter => $"a <param> for {parameter.Name}"));
            if (missing.Count > 0)
                yield return $"{routine.Owner}.{routine.Name} has not {string.Join(", ", missing)}";
        }
    }

    /// <summary>Examples that do not run, one line each.</summary>
    public IEnumerable<string> FailingExamples()
    {
        using Session session = runtime.NewSession();
        foreach (FunctionRoutine routine in Routines)
            foreach (string example in routine.Examples)
                if (FaultOf(session, example) is { } fault)
                    yield return $"{routine.Owner}.{routine.Name}: {example}: {fault}";
    }

    /// <summary>Examples that do not call the function that they stand at.</summary>
    public IEnumerable<string> ForeignExamples() =>
        from routine in Routines
        from example in routine.Examples
        where !routine.Aliases.Prepend(routine.Name).Any(name => example.Contains(name + "(", StringComparison.OrdinalIgnoreCase))
        select $"{routine.Owner}.{routine.Name}: {example}";

    /// <summary>Functions whose calls have another type in SQL than they declare, one line each.</summary>
    public IEnumerable<string> OtherResults()
    {
        using Session session = runtime.NewSession();
        foreach (HostedCall call in Calls())
            if (TypeOf(session, call) is var type && type != call.ReturnType)
                yield return $"{call.Sql} declares {call.ReturnType} and gives {type}";
    }

    /// <summary>Checks of the conformance kit that failed, one line each.</summary>
    public async Task<IReadOnlyList<string>> NotConformingAsync()
    {
        List<string> failed = [];
        using Session session = runtime.NewSession();
        foreach (string name in Routines.Select(routine => routine.Owner!).Distinct())
        {
            PluginVerifyReport report = await PluginVerifier.VerifyAsync(new FunctionsAlone(session.PluginSet.Find(name)!.Plugin));
            failed.AddRange(report.Checks.Where(check => check.Outcome == ConformanceOutcome.Failed).Select(check => $"{name}: {check.Subject}: {check.Name}: {check.Message}"));
        }
        return failed;
    }

    // Typed columns of no rows: the call is planned and nothing is computed.
    private IEnumerable<HostedCall> Calls() =>
        from routine in Routines
        where routine is { Kind: FunctionKind.Scalar or FunctionKind.Aggregate, ReturnType: not null } && !Constants.Contains(routine.Name)
        let given = routine.Parameters.Where(parameter => parameter.Default is null).ToArray()
        select new HostedCall(
            $"{routine.Name}({string.Join(", ", given.Select((_, i) => $"c{i}"))})",
            $"SELECT {string.Join(", ", given.Select((parameter, i) => $"NULL::{parameter.Type} AS c{i}").DefaultIfEmpty("1"))}",
            routine.ReturnType!);

    // A required argument that must be constant cannot be a column.
    private HashSet<string> Constants
    {
        get
        {
            using Session session = runtime.NewSession();
            return [.. BundledPlugins.Names.SelectMany(name => session.PluginSet.Find(name)!.Plugin.Scalars)
                .Where(function => function.Parameters.Any(parameter => parameter is { IsConstant: true, DefaultJson: null }))
                .Select(function => function.Name)];
        }
    }

    private static string TypeOf(Session session, HostedCall call)
    {
        using QueryResult result = session.Run(new Query($"SELECT column_type FROM (DESCRIBE SELECT {call.Sql} AS r FROM ({call.Columns}))")
        {
            FunctionTierPolicy = FunctionTierPolicy.PluginFirst,
        });
        return Sessions.Lake.Texts(result).Single();
    }

    private static string? FaultOf(Session session, string example)
    {
        try
        {
            using QueryResult result = session.Run(new Query(example));
            using RecordBatchReader rows = result.AsReader();
            long count = 0;
            while (rows.Read() is { } batch)
                using (batch)
                    count += batch.RowCount;
            return count == 0 ? "it gives no rows" : null;
        }
        catch (WeirException fault)
        {
            return fault.Message;
        }
    }

    private sealed record HostedCall(string Sql, string Columns, string ReturnType);

    // Providers and planners have gates of their own.
    private sealed class FunctionsAlone(Plugin inner) : Plugin
    {
        public override PluginDescription Description => inner.Description;

        public override IReadOnlyList<PluginScalar> Scalars => inner.Scalars;

        public override IReadOnlyList<PluginAggregate> Aggregates => inner.Aggregates;

        public override IReadOnlyList<PluginWindow> Windows => inner.Windows;

        public override IReadOnlyList<PluginTableFunction> TableFunctions => inner.TableFunctions;
    }
}
