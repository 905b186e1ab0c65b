using System.Text.Json;
using Weir.Delta.Actions;

namespace Weir.Sessions;

/// <summary>What the engine's COPY tells of one column of a file; texts are in the engine's own notation.</summary>
/// <param name="Min">Smallest value, NaN left out; null when unknown.</param>
/// <param name="Max">Largest value, NaN left out; null when unknown.</param>
/// <param name="NullCount">Rows in which the column (or a struct around it) is null.</param>
/// <param name="HasNan">True when a value is NaN, which counts as larger than any other in Delta.</param>
internal sealed record CopyColumn(string? Min, string? Max, long? NullCount, bool HasNan);

/// <summary>
/// The statistics of a data file as Delta writes them ("Per-file Statistics"), from what COPY tells.
/// A bound that cannot be told exactly is rounded outward or left out, so it never hides a row.
/// </summary>
internal static class CopyStatistics
{
    /// <param name="columns">The leaf columns in the file's schema, without partition columns.</param>
    /// <param name="rows">Rows of the file.</param>
    /// <param name="told">By the engine's path of the column: quoted names joined by points.</param>
    /// <returns>The JSON text for <see cref="AddFile.Stats"/>.</returns>
    public static string ToJson(IReadOnlyList<StatisticsColumn> columns, long rows, IReadOnlyDictionary<string, CopyColumn> told)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            json.WriteNumber("numRecords", rows);
            WriteTree(json, "minValues", columns, column => Bound(told, column, isMax: false));
            WriteTree(json, "maxValues", columns, column => Bound(told, column, isMax: true));
            WriteTree(json, "nullCount", columns, column => NullCount(told, column));
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static string? Bound(IReadOnlyDictionary<string, CopyColumn> told, StatisticsColumn column, bool isMax) =>
        !told.TryGetValue(column.EnginePath, out CopyColumn? found) || (isMax ? found.Max : found.Min) is not { } text
            || (isMax && found.HasNan)
            ? null
            : StatisticsValue.ToJson(column.Type, text, isMax);

    private static string? NullCount(IReadOnlyDictionary<string, CopyColumn> told, StatisticsColumn column) =>
        told.TryGetValue(column.EnginePath, out CopyColumn? found) && found.NullCount is { } count
            ? count.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;

    // Columns come in schema order, so leaves of one struct stand together and objects open and close once.
    private static void WriteTree(
        Utf8JsonWriter json, string name, IReadOnlyList<StatisticsColumn> columns, Func<StatisticsColumn, string?> value)
    {
        json.WriteStartObject(name);
        List<string> open = [];
        foreach (StatisticsColumn column in columns)
        {
            if (value(column) is not { } text)
                continue;
            ReadOnlySpan<string> parents = [.. column.Path.SkipLast(1)];
            int shared = 0;
            while (shared < open.Count && shared < parents.Length && open[shared] == parents[shared])
                shared++;
            for (; open.Count > shared; open.RemoveAt(open.Count - 1))
                json.WriteEndObject();
            foreach (string parent in parents[shared..])
            {
                json.WriteStartObject(parent);
                open.Add(parent);
            }
            json.WritePropertyName(column.Path[^1]);
            json.WriteRawValue(text);
        }
        foreach (string _ in open)
            json.WriteEndObject();
        json.WriteEndObject();
    }
}
