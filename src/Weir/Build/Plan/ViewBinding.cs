using Weir.Build.Check;
using Weir.Diagnostics;

namespace Weir.Build.Plan;

/// <summary>
/// Lowers the views of a spec in order and binds each against empty relations with the columns of its
/// sources: every column, type and promise is checked before a row is read.
/// </summary>
internal sealed class ViewBinding(ISqlBinder binder, RulePack rules, BuildPlugins plugins, IEnumerable<Relation> inputs)
{
    private readonly Dictionary<string, Relation> _relations = inputs.ToDictionary(input => input.Name);

    public PlannedView Bind(CheckedView view, CancellationToken cancellation)
    {
        LoweredView lowered = Lower(view, cancellation);
        Relation relation = new(view.Name, Columns(view, lowered, cancellation));
        RequirePromise(view, relation);
        _relations.Add(view.Name, relation);
        return new PlannedView(
            view.Name, view.Definition.ViewKind, Kind(view.Definition.Transform), lowered.Sql, relation.Columns,
            [.. lowered.Reads.Select(read => read.Name)], lowered.Warnings);
    }

    private LoweredView Lower(CheckedView view, CancellationToken cancellation)
    {
        string path = view.TransformPath;
        Relation[] sources = [.. view.Sources.Select(name => _relations[name])];
        return view.Definition.Transform switch
        {
            NormalizeTransform t => NormalizeLowering.Lower(t, view.Name, path, sources[0]),
            RelateTransform t => RelateLowering.Lower(t, view.Name, path, _relations[t.Left], _relations[t.Right]),
            UnionTransform t => UnionLowering.Lower(t, view.Name, path, [.. t.Sources.Select(name => _relations[name])]),
            ProjectTransform t => ProjectLowering.Lower(t, path, sources[0], rules, binder, cancellation),
            FilterTransform t => FilterLowering.Lower(t, path, sources[0], rules, binder, cancellation),
            AggregateTransform t => AggregateLowering.Lower(t, view.Name, path, sources[0], plugins.Aggregates),
            CpgEmitTransform t => CpgEmitLowering.Lower(t, view.Name, path, sources, _relations.GetValueOrDefault(TransformSources.RepoFiles)),
            var other => throw Invariant.Unreachable(other),
        };
    }

    private IReadOnlyList<Column> Columns(CheckedView view, LoweredView lowered, CancellationToken cancellation)
    {
        IEnumerable<string> empty = lowered.Reads.DistinctBy(read => read.Name).Select(read => $"{read.Sql} AS ({read.EmptySql()})");
        try
        {
            return binder.Describe($"WITH {string.Join(", ", empty)} {lowered.Sql}", cancellation);
        }
        catch (WeirException error)
        {
            throw view.Definition.Transform is FilterTransform filter
                ? SpecErrors.Predicate($"{view.TransformPath}.predicate", filter.Predicate, Caused.By("cannot select rows", error), error)
                : SpecErrors.Composition(view.TransformPath, Caused.By($"the engine cannot bind view '{view.Name}'", error), error);
        }
    }

    private static void RequirePromise(CheckedView view, Relation relation)
    {
        IReadOnlyDictionary<string, string> promised = view.Definition.OutputSchema.Columns;
        if (promised.Count == 0)
            return;
        string path = $"{view.Path}.output_schema.columns";
        foreach ((string name, string text) in promised)
        {
            string type = EngineTypes.FromPromise(text)
                ?? throw SpecErrors.OutputContract($"{path}.{name}", $"'{text}' is not the name of a type");
            Column column = relation.Columns.FirstOrDefault(known => known.Name == name)
                ?? throw SpecErrors.OutputContract($"{path}.{name}", $"view '{view.Name}' promises a column '{name}' and does not have it");
            if (!EngineTypes.Same(column.Type, type))
                throw SpecErrors.OutputContract($"{path}.{name}", $"view '{view.Name}' promises '{name}' as {type}, and it is {column.Type}");
        }
        if (relation.ColumnNames.FirstOrDefault(name => !promised.ContainsKey(name)) is { } extra)
            throw SpecErrors.OutputContract(path, $"view '{view.Name}' has a column '{extra}' that it does not promise");
    }

    private static string Kind(ViewTransform transform) => transform.GetType().Name.Replace("Transform", "", StringComparison.Ordinal);
}
