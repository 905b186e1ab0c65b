using System.Text.Json;
using Weir.Diagnostics;

namespace Weir.Engine.Syntax.Dialects;

/// <summary>What all parts of a query need to be written in a dialect: names, literals, refusals. Used for one query.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Sql">The text that the query was written as, for places in errors.</param>
internal sealed record DialectText(DialectKind Dialect, string Sql)
{
    public DialectRules Rules { get; } = DialectRules.Of(Dialect);

    /// <summary>What must be set for the query as a whole.</summary>
    public SortedSet<string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the query is set to take a name for a column before it takes it for an item.</summary>
    public bool PrefersColumns => Rules.ColumnNameSetting.Length > 0 && Settings.Contains(Rules.ColumnNameSetting);

    /// <summary>Notes a setting; an empty one is none.</summary>
    public void Needs(string setting)
    {
        if (setting.Length > 0)
            Settings.Add(setting);
    }

    /// <summary>How many parameters by place were written.</summary>
    public int ParametersWritten { get; set; }

    /// <summary>A name in quotes.</summary>
    public string Name(string name)
    {
        if (Rules.SubstitutesVariables && name.Contains("${", StringComparison.Ordinal))
            throw StatementErrors.Dialect(Rules.Name, $"puts the value of a variable into the name {name}", "Use a name without ${.", "");
        string quote = Rules.NameQuote.ToString();
        string inside = Dialect == DialectKind.ClickHouse ? name.Replace("\\", "\\\\", StringComparison.Ordinal) : name;
        return quote + inside.Replace(quote, quote + quote, StringComparison.Ordinal) + quote;
    }

    /// <summary>Names in quotes, with commas between them.</summary>
    public string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    /// <summary>A part that cannot be written.</summary>
    /// <param name="node">The part.</param>
    /// <param name="what">What the dialect lacks: "has no ...".</param>
    /// <param name="remedy">What to write instead.</param>
    public WeirException Refuse(JsonElement node, string what, string remedy = "Write the query without it.") =>
        StatementErrors.Dialect(Rules.Name, what, remedy, TextPosition.Of(Sql, Place(node))?.ToString() ?? "");

    /// <summary>Where a part stands in the text, in bytes: its own place, else the first place of what is in it; null when the tree tells none.</summary>
    public static int? Place(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object when node.TryGetProperty("query_location", out JsonElement location) && location.TryGetInt32(out int at) => at,
        JsonValueKind.Object => node.EnumerateObject().Min(member => Place(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().Min(Place),
        _ => null,
    };

    /// <summary>Refuses a member that changes what a node means and is not written.</summary>
    public void RequireNone(JsonElement node, string member, string what)
    {
        if (node.TryGetProperty(member, out JsonElement value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
            throw Refuse(node, what);
    }

    /// <summary>The text of a text literal; null for every other expression.</summary>
    public static string? Literal(JsonElement node) => SyntaxNode.Member(node, "type") == "VALUE_CONSTANT" && node.GetProperty("value").TryGetProperty("value", out JsonElement content)
        && content.ValueKind == JsonValueKind.String ? content.GetString() : null;

    /// <summary>The texts of a list.</summary>
    public static string[] Texts(JsonElement node, string list) =>
        node.TryGetProperty(list, out JsonElement texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];

    /// <summary>The items of a list.</summary>
    public static JsonElement[] List(JsonElement node, string list) =>
        node.TryGetProperty(list, out JsonElement items) && items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : [];
}
