using System.Globalization;
using Weir.Catalog;
using Weir.Delta.Actions;

namespace Weir.Sessions;

/// <summary>A leaf column for which a data file's statistics are kept.</summary>
/// <param name="Path">Names from the top column to the leaf.</param>
/// <param name="Type">Type of the leaf.</param>
internal sealed record StatisticsColumn(IReadOnlyList<string> Path, DeltaType Type)
{
    /// <summary>Columns that get statistics when the table does not say otherwise; as in Spark.</summary>
    public const int IndexedColumnsDefault = 32;

    private const string ColumnsProperty = "delta.dataSkippingStatsColumns";
    private const string CountProperty = "delta.dataSkippingNumIndexedCols";

    /// <summary>The path as the engine spells it in COPY's answer.</summary>
    public string EnginePath { get; } = SqlText.Name(Path);

    /// <summary>
    /// The columns that the table's properties ask for: those named by
    /// <c>delta.dataSkippingStatsColumns</c>, else the first <c>delta.dataSkippingNumIndexedCols</c> leaves
    /// (-1: all), else the first <see cref="IndexedColumnsDefault"/>. Lists and maps count as
    /// leaves but have no statistics: the engine counts their elements, not their rows. Columns that must
    /// not be null always have them, for a write is judged by the count of nulls.
    /// </summary>
    public static IReadOnlyList<StatisticsColumn> Of(
        DeltaSchema schema, IReadOnlyCollection<string> partitionColumns, IReadOnlyDictionary<string, string> properties)
    {
        HashSet<string> required = [.. schema.Columns.Where(column => !column.Nullable).Select(column => column.Name)];
        StatisticsColumn[] leaves = [.. schema.Columns
            .Where(column => !partitionColumns.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
            .SelectMany(column => Leaves([], column))];
        Func<StatisticsColumn, int, bool> isWanted = Wanted(new TableProperties(properties));
        return [.. leaves
            .Where((leaf, place) => required.Contains(leaf.Path[0]) || isWanted(leaf, place))
            .Where(leaf => leaf.Type is not (DeltaArray or DeltaMap))];
    }

    private static Func<StatisticsColumn, int, bool> Wanted(TableProperties properties)
    {
        if (properties.Text(ColumnsProperty) is { } names)
        {
            string[] wanted = [.. names.Split(',', StringSplitOptions.TrimEntries).Select(name => name.Replace("`", "", StringComparison.Ordinal))];
            return (leaf, _) => wanted.Any(name => IsAtOrBelow(string.Join('.', leaf.Path), name));
        }
        int count = int.TryParse(properties.Text(CountProperty), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int set)
            ? set
            : IndexedColumnsDefault;
        return (_, place) => count < 0 || place < count;
    }

    private static IEnumerable<StatisticsColumn> Leaves(IReadOnlyList<string> parents, StructField field) =>
        field.Type is DeltaStruct structure
            ? structure.Fields.SelectMany(inner => Leaves([.. parents, field.Name], inner))
            : [new StatisticsColumn([.. parents, field.Name], field.Type)];

    private static bool IsAtOrBelow(string path, string name) =>
        path.Equals(name, StringComparison.OrdinalIgnoreCase)
        || path.StartsWith(name + '.', StringComparison.OrdinalIgnoreCase);
}
