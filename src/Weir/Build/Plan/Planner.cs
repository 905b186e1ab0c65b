using System.Collections.ObjectModel;
using System.Text;
using Weir.Build.Check;
using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Build.Plan;

/// <summary>A checked spec and pinned inputs become a plan. Reads names and types, never rows.</summary>
internal sealed class Planner(ISqlBinder binder, BuildEnvironment environment)
{
    // A view over many columns is read whole by every output without a list of columns.
    private const int BroadProjectionColumns = 64;

    /// <param name="spec">The checked spec.</param>
    /// <param name="inputs">Its inputs, pinned; registered in the binder's engine under their names.</param>
    /// <param name="locationOf">The absolute location of an output.</param>
    /// <param name="cancellation">Stops between two bindings.</param>
    public BuildPlan Plan(CheckedSpec spec, IReadOnlyList<PinnedInput> inputs, Func<OutputTarget, string> locationOf, CancellationToken cancellation)
    {
        RulePack rules = RulePack.Of(spec.Spec.RulepackProfile, environment.Plugins.VolatileFunctions, environment.Plugins.StableFunctions);
        Relation[] relations = [.. inputs.Select((input, i) => Open(input, $"$.input_relations[{i}]", cancellation))];
        ViewBinding binding = new(binder, rules, environment.Plugins, relations);
        PlannedView[] views = [.. spec.Views.Select(view => binding.Bind(view, cancellation))];
        PlannedOutput[] outputs = [.. spec.Spec.OutputTargets.Select((target, i) => Output(target, $"$.output_targets[{i}]", views, locationOf))];
        RequireOwnLocations(outputs);
        return new BuildPlan(
            [.. inputs.OrderBy(input => input.Name, StringComparer.Ordinal)], views, outputs, rules,
            PlanHashes.Of(spec.Spec, rules, inputs, environment), spec.Spec.Runtime.LineageTags,
            [.. views.SelectMany(view => view.Warnings), .. outputs.SelectMany(Broad)]);
    }

    // Binding an input opens its files; what is missing or broken shows here.
    private Relation Open(PinnedInput input, string path, CancellationToken cancellation)
    {
        try
        {
            return new Relation(input.Name, binder.Describe($"SELECT * FROM {SqlText.Name(input.Name)}", cancellation));
        }
        catch (WeirException error)
        {
            throw BuildErrors.InputUnavailable(input.Name, path, error);
        }
    }

    private static PlannedOutput Output(OutputTarget target, string path, PlannedView[] views, Func<OutputTarget, string> locationOf)
    {
        PlannedView view = views.First(known => known.Name == target.SourceView);
        Relation source = new(view.Name, view.Columns);
        Column[] columns = target.Columns.Count == 0
            ? [.. view.Columns]
            : [.. target.Columns.Select((name, i) => Promised(source, name, $"{path}.columns[{i}]"))];
        if (columns.DistinctBy(column => column.Name).Count() != columns.Length)
            throw SpecErrors.OutputContract($"{path}.columns", $"the output '{target.TableName}' names a column twice");
        for (int i = 0; i < target.PartitionBy.Count; i++)
            if (columns.All(column => column.Name != target.PartitionBy[i]))
                throw SpecErrors.OutputContract($"{path}.partition_by[{i}]", $"the output '{target.TableName}' has no column '{target.PartitionBy[i]}' to be partitioned by");
        if (target.PartitionBy.Distinct().Count() != target.PartitionBy.Count || target.PartitionBy.Count == columns.Length)
            throw SpecErrors.OutputContract($"{path}.partition_by", $"partition columns of '{target.TableName}' are named once each and leave at least one other column");
        return new PlannedOutput(
            target.TableName, locationOf(target), Statement(view, columns, views), columns, target.MaterializationMode,
            target.PartitionBy, target.WriteMetadata, target.MaxCommitRetries, target.TableProperties ?? ReadOnlyDictionary<string, string>.Empty);
    }

    private static Column Promised(Relation source, string name, string path) => source.Columns.FirstOrDefault(column => column.Name == name)
        ?? throw SpecErrors.OutputContract(path, $"the output wants the column '{name}', and view '{source.Name}' has {string.Join(", ", source.ColumnNames)}");

    // One statement an output: the views it needs as common table expressions, in the order of their dependencies.
    private static string Statement(PlannedView last, Column[] columns, PlannedView[] views)
    {
        Dictionary<string, int> readers = new() { [last.Name] = 1 };
        foreach (PlannedView view in views.Reverse().Where(view => readers.ContainsKey(view.Name)))
            foreach (string source in view.Reads)
                readers[source] = readers.GetValueOrDefault(source) + 1;

        StringBuilder sql = new();
        foreach (PlannedView view in views.Where(view => readers.ContainsKey(view.Name)))
        {
            sql.Append(sql.Length == 0 ? "WITH " : ",\n").Append(SqlText.Name(view.Name));
            sql.Append(IsMaterialized(view, readers[view.Name]) ? " AS MATERIALIZED (\n" : " AS NOT MATERIALIZED (\n");
            sql.Append(view.Sql).Append("\n)");
        }
        return sql.Append("\nSELECT ").AppendJoin(", ", columns.Select(column => SqlText.Name(column.Name)))
            .Append(" FROM ").Append(SqlText.Name(last.Name)).ToString();
    }

    // What is dear to compute and read twice, or read often, is computed once a statement.
    private static bool IsMaterialized(PlannedView view, int readers) =>
        readers >= 3 || (readers == 2 && view.Kind is "Relate" or "Aggregate");

    private static void RequireOwnLocations(PlannedOutput[] outputs)
    {
        for (int i = 0; i < outputs.Length; i++)
            for (int before = 0; before < i; before++)
                if (outputs[i].Location == outputs[before].Location)
                    throw SpecErrors.InvalidOutput($"$.output_targets[{i}]", $"'{outputs[before].TableName}' and '{outputs[i].TableName}' are written to one location, '{outputs[i].Location}'");
    }

    private static IEnumerable<BuildWarning> Broad(PlannedOutput output)
    {
        if (output.Columns.Count > BroadProjectionColumns)
            yield return new BuildWarning(
                "semantic_validation_warning", "Compilation",
                $"BroadProjection: output '{output.TableName}' has {output.Columns.Count} columns; name those that are needed",
                new Dictionary<string, string> { ["kind"] = "BroadProjection", ["output"] = output.TableName });
    }
}
