using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Build.Plan;

/// <summary>Aggregate: groups, five functions and those of plugins. Sums of integers are BIGINT; one that does not fit fails the build.</summary>
internal static class AggregateLowering
{
    /// <param name="transform">The transform.</param>
    /// <param name="view">The view's name.</param>
    /// <param name="path">Where the transform stands in the spec.</param>
    /// <param name="source">What is aggregated.</param>
    /// <param name="plugins">Aggregate functions of plugins, in lower case.</param>
    public static LoweredView Lower(
        AggregateTransform transform, string view, string path, Relation source, IReadOnlySet<string> plugins)
    {
        if (transform.GroupBy.Count == 0 && transform.Aggregations.Count == 0)
            throw SpecErrors.Aggregation(path, $"view '{view}' has neither groups nor aggregations");
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        List<string> items = [];
        List<string> groups = [];
        for (int i = 0; i < transform.GroupBy.Count; i++)
        {
            string name = SqlText.Name(source.Require(transform.GroupBy[i], $"{path}.group_by[{i}]").Name);
            if (!names.Add(transform.GroupBy[i]))
                throw SpecErrors.Aggregation($"{path}.group_by[{i}]", $"'{transform.GroupBy[i]}' is a group column twice");
            groups.Add(name);
            items.Add(name);
        }
        for (int i = 0; i < transform.Aggregations.Count; i++)
        {
            Aggregation aggregation = transform.Aggregations[i];
            string itemPath = $"{path}.aggregations[{i}]";
            if (string.IsNullOrWhiteSpace(aggregation.Alias) || !names.Add(aggregation.Alias))
                throw SpecErrors.Aggregation($"{itemPath}.alias", $"the alias '{aggregation.Alias}' is empty or taken");
            items.Add($"{Call(aggregation, itemPath, source, plugins)} AS {SqlText.Name(aggregation.Alias)}");
        }
        string sql = $"SELECT {string.Join(", ", items)} FROM {source.Sql}";
        return new LoweredView(groups.Count == 0 ? sql : $"{sql} GROUP BY {string.Join(", ", groups)}", source);
    }

    private static string Call(Aggregation aggregation, string path, Relation source, IReadOnlySet<string> plugins)
    {
        if (aggregation is { Function: "count", Column: "*" })
            return "count(*)";
        Column column = source.Require(aggregation.Column, $"{path}.column");
        string name = SqlText.Name(column.Name);
        switch (aggregation.Function)
        {
            case "count" or "min" or "max":
                return $"{aggregation.Function}({name})";
            case "sum" or "avg" when !EngineTypes.IsNumeric(column.Type):
                throw SpecErrors.Aggregation($"{path}.column", $"{aggregation.Function} needs numbers, and '{column.Name}' is {column.Type}");
            case "sum" when EngineTypes.IsInteger(column.Type):
                return $"CAST(sum({name}) AS BIGINT)";
            case "sum" or "avg":
                return $"{aggregation.Function}({name})";
            case var function when plugins.Contains(function.ToLowerInvariant()):
                return $"{SqlText.Name(function)}({name})";
            default:
                throw SpecErrors.Aggregation($"{path}.function",
                    $"there is no aggregation '{aggregation.Function}'; there are {string.Join(", ", plugins.Order(StringComparer.Ordinal).Prepend("count, sum, avg, min, max"))}");
        }
    }
}
