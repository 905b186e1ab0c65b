using System.Text.Json;

namespace Weir.Engine.Syntax.Dialects;

/// <summary>
/// The items of a SELECT whose names may hide columns. The engine takes a name for a column first and for an item then, but for HAVING and a key of
/// ORDER BY. ClickHouse takes the item unless it is set otherwise, Trino knows no items but in ORDER BY, and Spark has rules for each clause.
/// </summary>
internal sealed class DialectNames
{
    private readonly DialectText _text;
    private readonly JsonElement[] _items;
    private readonly HashSet<string> _columns = new(StringComparer.OrdinalIgnoreCase), _groups;
    private readonly string[] _sources = [], _shared = [];
    private readonly bool _knowsColumns, _sharesColumns;

    /// <param name="select">The SELECT.</param>
    /// <param name="text">The dialect, and what it needs set.</param>
    public DialectNames(JsonElement select, DialectText text)
    {
        _text = text;
        _items = DialectText.List(select, "select_list");
        Source = DialectSources.Only(select);
        _groups = new HashSet<string>(DialectText.List(select, "group_expressions").Select(Single).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        if (select.TryGetProperty("from_table", out JsonElement from))
        {
            _sources = DialectSources.Names(from);
            _shared = [.. DialectSources.Shared(from)];
            _sharesColumns = DialectSources.SharesColumns(from);
            _knowsColumns = DialectSources.Columns(from) is not null;
            _columns.UnionWith(DialectSources.Columns(from) ?? []);
        }
        for (int place = 0; place < _items.Length; place++)
            NoteColumns(_items[place], place);
    }

    /// <summary>The one source; null when there are several.</summary>
    public string? Source { get; }

    /// <summary>The place of the item that a name may mean in place of a column; -1 when there is none.</summary>
    public int Find(string name) => Array.FindIndex(_items, item =>
        string.Equals(SyntaxNode.Member(item, "alias"), name, StringComparison.OrdinalIgnoreCase)
        && !IsColumnItself(item, name));

    /// <summary>Whether a name is that of a table before a column that it shares by USING.</summary>
    public bool IsShared(string[] names) => names.Length > 1 && _shared.Contains(names[1], StringComparer.OrdinalIgnoreCase) && _sources.Contains(names[0], StringComparer.OrdinalIgnoreCase);

    /// <summary>An item.</summary>
    public JsonElement Item(int place) => _items[place];

    /// <summary>How a name that <see cref="Find"/> finds is written.</summary>
    /// <param name="name">The name.</param>
    /// <param name="item">The item that it may mean.</param>
    /// <param name="scope">Where it stands.</param>
    public DialectNameForm Form(string name, int item, DialectScope scope) => scope.Clause switch
    {
        _ when scope.IsMoved => InMoved(name, item, scope),
        DialectClause.Item when scope.Place == item => DialectNameForm.AsWritten,
        DialectClause.OrderName => OrderName(item),
        DialectClause.Having when !scope.IsInAggregate && !_groups.Contains(name) => DialectNameForm.Expression,
        _ when TakesItems => BySetting(name),
        DialectClause.Join => DialectNameForm.AsWritten,
        DialectClause.Item when scope.Place <= item => DialectNameForm.AsWritten,
        DialectClause.Item or DialectClause.Group when _text.Rules.HasItemNames => DialectNameForm.AsWritten,
        DialectClause.Having when scope.IsInAggregate || IsColumn(name) => HavingColumn(),
        DialectClause.Having when _text.Rules.HasItemNames => _knowsColumns ? DialectNameForm.AsWritten : DialectNameForm.Refused,
        DialectClause.Order when IsColumn(name) => Qualified(),
        DialectClause.Order => _knowsColumns ? DialectNameForm.AsWritten : DialectNameForm.Refused,
        _ => ColumnOrItem(name),
    };

    // An item that is the column of its name hides nothing.
    private bool IsColumnItself(JsonElement item, string name) => SyntaxNode.Member(item, "class") == "COLUMN_REF" && DialectText.Texts(item, "column_names") switch
    {
        [var column] => column.Equals(name, StringComparison.OrdinalIgnoreCase),
        [var source, var column] => column.Equals(name, StringComparison.OrdinalIgnoreCase) && !_sharesColumns && _sources.Contains(source, StringComparer.OrdinalIgnoreCase),
        _ => false,
    };

    private bool TakesItems => _text.Rules.ColumnNameSetting.Length > 0;

    private DialectNameForm InMoved(string name, int item, DialectScope scope) =>
        TakesItems ? BySetting(name)
        : item >= scope.Place || IsColumn(name) ? scope.Clause == DialectClause.Having ? HavingColumn() : DialectNameForm.AsWritten
        : ColumnOrItem(name);

    private DialectNameForm ColumnOrItem(string name) =>
        IsColumn(name) ? DialectNameForm.AsWritten : _knowsColumns ? DialectNameForm.Expression : DialectNameForm.Refused;

    private bool IsColumn(string name) => _columns.Contains(name);

    private DialectNameForm Qualified() => Source is null ? DialectNameForm.Refused : DialectNameForm.Qualified;

    // In HAVING, Spark takes the item where a column is meant.
    private DialectNameForm HavingColumn() => _text.Rules.HasItemNames ? Qualified() : DialectNameForm.AsWritten;

    private DialectNameForm BySetting(string name)
    {
        if (IsColumn(name) || !_knowsColumns)
            _text.Needs(_text.Rules.ColumnNameSetting);
        return DialectNameForm.AsWritten;
    }

    private DialectNameForm OrderName(int item) => !_text.PrefersColumns ? DialectNameForm.AsWritten
        : _items.Take(item).Any(before => SyntaxNode.Member(before, "class") == "STAR") ? DialectNameForm.Refused : DialectNameForm.Place;

    // An item cannot mean itself or what comes after it: such a name is a column.
    private void NoteColumns(JsonElement node, int place)
    {
        if (node.ValueKind == JsonValueKind.Object && SyntaxNode.Member(node, "class") is "SUBQUERY" or "LAMBDA")
            return;
        if (Single(node) is { } name && Find(name) is var item && (item < 0 || item >= place))
            _columns.Add(name);
        if (node.ValueKind == JsonValueKind.Object)
        {
            if (SyntaxNode.Member(node, "class") == "COLUMN_REF" && DialectText.Texts(node, "column_names") is [var source, var column] && _sources.Contains(source, StringComparer.OrdinalIgnoreCase))
                _columns.Add(column);
            foreach (JsonProperty member in node.EnumerateObject())
                NoteColumns(member.Value, place);
        }
        else if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement part in node.EnumerateArray())
                NoteColumns(part, place);
        }
    }

    /// <summary>The name of a column of one part; null for every other expression.</summary>
    public static string? Single(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object && SyntaxNode.Member(node, "class") == "COLUMN_REF" && DialectText.Texts(node, "column_names") is [var name] ? name : null;
}
