using Weir.Diagnostics;

namespace Weir.Engine.Syntax;

/// <summary>The options of a call of interval_align, checked. Immutable.</summary>
internal sealed class IntervalAlignOptions
{
    private static readonly (string Name, IntervalMode Mode)[] Modes =
    [
        ("CONTAINED_BEST", IntervalMode.ContainedBest), ("EXACT", IntervalMode.Exact),
        ("OVERLAP_MAX", IntervalMode.OverlapMax), ("OVERLAP_BEST", IntervalMode.OverlapMax),
    ];

    private static readonly string[] Names =
    [
        "mode", "how", "left_path", "left_start", "left_end", "right_path", "right_start", "right_end", "select_left", "select_right",
        "tie_breakers", "emit_match_meta", "match_kind_col", "match_score_col", "right_suffix",
    ];

    private readonly IReadOnlyDictionary<string, object?> _given;
    private readonly string _place;

    /// <param name="given">Literals by the names of options, whatever their case.</param>
    /// <param name="place">Where the call stands, for errors.</param>
    /// <exception cref="WeirException">WEIR3300, WEIR3301.</exception>
    public IntervalAlignOptions(IReadOnlyDictionary<string, object?> given, string place)
    {
        (_given, _place) = (given, place);
        if (given.Keys.FirstOrDefault(name => !Names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw IntervalErrors.OptionUnknown(unknown, Names, place);
        Mode = ModeOf(Text("mode", "CONTAINED_BEST"));
        IsLeft = Text("how", "inner").ToLowerInvariant() switch
        {
            "inner" => false,
            "left" => true,
            string other => throw Invalid("how", $"'{other}'", "'inner' or 'left'"),
        };
        Left = Side("left");
        Right = Side("right");
        TieBreakers = [.. List("tie_breakers").Select(TieBreaker)];
        EmitsMatch = !given.TryGetValue("emit_match_meta", out object? emits) || (emits as bool? ?? throw Invalid("emit_match_meta", Found(emits), "true or false"));
        KindColumn = Text("match_kind_col", "match_kind");
        ScoreColumn = Text("match_score_col", "match_score");
        RightSuffix = Text("right_suffix", "__r");
    }

    public IntervalMode Mode { get; }

    /// <summary>The mode as it stands in the result.</summary>
    public string ModeName => Modes.First(row => row.Mode == Mode).Name;

    /// <summary>Whether rows without a match stay.</summary>
    public bool IsLeft { get; }

    public IntervalSide Left { get; }

    public IntervalSide Right { get; }

    /// <summary>What decides between equally good matches, in this order: columns of the right table, else of the left one.</summary>
    public IReadOnlyList<(string Column, bool IsDescending)> TieBreakers { get; }

    /// <summary>Whether the result says how rows match.</summary>
    public bool EmitsMatch { get; }

    public string KindColumn { get; }

    public string ScoreColumn { get; }

    /// <summary>What is put behind the name of a right column that the left table has too.</summary>
    public string RightSuffix { get; }

    private IntervalMode ModeOf(string given)
    {
        int row = Array.FindIndex(Modes, row => row.Name.Equals(given, StringComparison.OrdinalIgnoreCase));
        return row >= 0 ? Modes[row].Mode : throw Invalid("mode", $"'{given}'", "CONTAINED_BEST, EXACT or OVERLAP_MAX (also OVERLAP_BEST)");
    }

    private IntervalSide Side(string side) => new(
        Text($"{side}_path", "path"), Text($"{side}_start", "bstart"), Text($"{side}_end", "bend"),
        _given.GetValueOrDefault($"select_{side}") is not null ? [.. List($"select_{side}").Select(item => item as string ?? throw Invalid($"select_{side}", Found(item), "a list of column names"))] : null);

    private (string Column, bool IsDescending) TieBreaker(object? given) => given switch
    {
        string text => TieBreaker(text),
        Dictionary<string, object?> fields when fields.GetValueOrDefault("column") is string column && fields.Keys.All(key => key.ToLowerInvariant() is "column" or "order") =>
            (column, IsDescending(fields.GetValueOrDefault("order") ?? "ascending")),
        _ => throw WrongTie(Found(given)),
    };

    private (string Column, bool IsDescending) TieBreaker(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            [string column] => (column, false),
            [string column, string order] => (column, IsDescending(order)),
            _ => throw WrongTie($"'{text}'"),
        };
    }

    private bool IsDescending(object? order) => (order as string)?.ToLowerInvariant() switch
    {
        "asc" or "ascending" => false,
        "desc" or "descending" => true,
        _ => throw WrongTie(Found(order)),
    };

    private WeirException WrongTie(string found) =>
        Invalid("tie_breakers", found, "a list of 'column', 'column DESC' or {'column': ..., 'order': 'ascending' or 'descending'}");

    private string Text(string option, string otherwise) => !_given.TryGetValue(option, out object? value) ? otherwise
        : value is string { Length: > 0 } text ? text
        : throw Invalid(option, Found(value), "a text that is not empty");

    private List<object?> List(string option) => !_given.TryGetValue(option, out object? value) ? []
        : value as List<object?> ?? throw Invalid(option, Found(value), "a list");

    private static string Found(object? value) => value switch { null => "NULL", string text => $"'{text}'", _ => $"{value}" };

    private WeirException Invalid(string option, string found, string expected) => IntervalErrors.OptionInvalid(option, found, expected, _place);
}
