using System.Text.Json;

namespace Weir.Engine.Syntax.Lineage;

/// <summary>What EXCLUDE, REPLACE and RENAME do to the columns of a star.</summary>
/// <param name="star">The star.</param>
internal sealed class StarChanges(JsonElement star)
{
    private readonly Entry[] _excluded = [.. Items(star, "exclude_list").Select(name => new Entry(name, name)), .. Items(star, "qualified_exclude_list").Select(name => new Entry(name, name))];
    private readonly Entry[] _renamed = [.. Items(star, "rename_list").Select(entry => new Entry(entry.GetProperty("key"), entry.GetProperty("value")))];
    private readonly Entry[] _replaced = [.. Items(star, "replace_list").Select(entry => new Entry(entry.GetProperty("key"), entry.GetProperty("value")))];

    /// <summary>The expressions that stand in for columns.</summary>
    public IEnumerable<JsonElement> Replacements => _replaced.Select(entry => entry.Value);

    /// <summary>Whether a column is left out.</summary>
    /// <param name="source">The source that has it.</param>
    /// <param name="column">Its name.</param>
    public bool Excludes(FlowSource source, string column) => _excluded.Any(entry => entry.Means(source, column));

    /// <summary>What stands in for a column; null when it stays.</summary>
    /// <inheritdoc cref="Excludes"/>
    public JsonElement? Replacement(FlowSource source, string column) => Find(_replaced, source, column)?.Value;

    /// <summary>The name that a column gets; null when it keeps its own.</summary>
    /// <inheritdoc cref="Excludes"/>
    public string? NewName(FlowSource source, string column) => Find(_renamed, source, column)?.Value.GetString();

    /// <summary>
    /// Whether it is plain which columns the entries mean. It is not where a column's name is not known, which may be the one, and where
    /// two schemas have a table of the name, which are not told apart.
    /// </summary>
    /// <param name="sources">The sources of the star.</param>
    public bool ArePlainIn(IReadOnlyList<FlowSource> sources) => _excluded.Concat(_renamed).Concat(_replaced).All(entry => entry.IsPlainIn(sources));

    private static Entry? Find(Entry[] entries, FlowSource source, string column) => entries.FirstOrDefault(entry => entry.Means(source, column));

    private static JsonElement[] Items(JsonElement star, string list) =>
        star.TryGetProperty(list, out JsonElement items) ? [.. items.EnumerateArray()] : [];

    // A name alone means the columns of all sources that have it.
    private sealed record Entry(JsonElement Key, JsonElement Value)
    {
        private readonly string _schema = Part(Key, "schema"), _table = Part(Key, "table"), _column = Part(Key, "column");

        public bool Means(FlowSource source, string column) => MayMean(source) && _column.Equals(column, StringComparison.OrdinalIgnoreCase);

        public bool IsPlainIn(IReadOnlyList<FlowSource> sources)
        {
            FlowSource[] meant = [.. sources.Where(MayMean)];
            return !(_schema.Length > 0 && meant.Length > 1)
                && meant.Any(source => source.Rows.IsOpen || Has(source))
                && meant.All(source => Has(source) || source.Rows.Columns.All(column => column.Name is not null));
        }

        private bool MayMean(FlowSource source) => _table.Length == 0 || source.IsNamed(_table);

        private bool Has(FlowSource source) => source.Rows.Columns.Any(column => column.Is(_column));

        private static string Part(JsonElement key, string part) =>
            key.ValueKind == JsonValueKind.Object ? SyntaxNode.Member(key, part) : part == "column" ? key.GetString()! : "";
    }
}
