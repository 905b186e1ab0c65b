using System.Collections.Concurrent;
using System.Text;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeGraph.Relations;

/// <summary>The conditions of a query on one text column that is never NULL, with SQL's meaning. Safe for many threads.</summary>
internal sealed class TextFilter(IReadOnlyList<PluginFilter> filters)
{
    // A column has few different values, and the same filter meets each many times.
    private readonly ConcurrentDictionary<string, bool> _answers = new(StringComparer.Ordinal);

    public bool IsEmpty => filters.Count == 0;

    public bool Allows(string value) => filters.Count == 0 || _answers.GetOrAdd(value, static (text, all) => Fits(text, all), filters);

    private static bool Fits(string value, IReadOnlyList<PluginFilter> filters)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        return filters.All(filter => Fits(bytes, filter));
    }

    private static bool Fits(ReadOnlySpan<byte> value, PluginFilter filter)
    {
        if (filter.Operator is FilterOperator.IsNull or FilterOperator.IsNotNull)
            return filter.Operator == FilterOperator.IsNotNull;
        ArrowArray values = filter.Values!.Column(0);
        if (filter.Operator == FilterOperator.In)
        {
            for (int i = 0; i < values.Length; i++)
                if (values.GetBytes(i).SequenceEqual(value))
                    return true;
            return false;
        }
        ReadOnlySpan<byte> other = values.GetBytes(0);
        int order = value.SequenceCompareTo(other);
        return filter.Operator switch
        {
            FilterOperator.Equal => order == 0,
            FilterOperator.NotEqual => order != 0,
            FilterOperator.Less => order < 0,
            FilterOperator.LessOrEqual => order <= 0,
            FilterOperator.Greater => order > 0,
            FilterOperator.GreaterOrEqual => order >= 0,
            FilterOperator.StartsWith => value.StartsWith(other),
            _ => throw new NotSupportedException($"The filter operator {filter.Operator} was not among those that the table supports."),
        };
    }
}
