using Weir.Diagnostics;

namespace Weir.Engine.Syntax;

/// <summary>
/// The query that a call of interval_align stands for. The path goes into both comparisons, so that the engine joins by ranges
/// (two inequalities of pairs hold for equal paths only), and each left row keeps the best of its matches. Both tables
/// are read once.
/// </summary>
internal sealed class IntervalAlignQuery
{
    /// <summary>Stands in the query for the left table.</summary>
    public const string LeftTable = "weir_interval_left";

    /// <summary>Stands in the query for the right table.</summary>
    public const string RightTable = "weir_interval_right";

    private const string Ascending = "ASC NULLS LAST";
    private const string Descending = "DESC NULLS LAST";

    private readonly IntervalAlignOptions _options;
    private readonly IReadOnlyList<string> _left;
    private readonly IReadOnlyList<string> _right;

    /// <param name="options">Checked.</param>
    /// <param name="left">The columns of the left table.</param>
    /// <param name="right">The columns of the right table.</param>
    public IntervalAlignQuery(IntervalAlignOptions options, IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        (_options, _left, _right) = (options, left, right);
        Require("left", options.Left, left);
        Require("right", options.Right, right);
    }

    /// <summary>The text.</summary>
    /// <exception cref="WeirException">WEIR3303.</exception>
    public string ToSql()
    {
        (IntervalSide left, IntervalSide right) = (_options.Left, _options.Right);
        string join = _options.IsLeft ? "LEFT JOIN" : "JOIN";
        // A left row without bounds has no path that a right row could have.
        string path = $"CASE WHEN {Name(left.Start)} IS NOT NULL AND {Name(left.End)} IS NOT NULL THEN {Name(left.Path)} END";
        string isWhole = $"{Name(right.Path)} IS NOT NULL AND {Name(right.Start)} IS NOT NULL AND {Name(right.End)} IS NOT NULL";
        return $"""
            SELECT {string.Join(", ", Items())} FROM (
                SELECT any_value(l) AS weir_l, arg_min(r, create_sort_key({string.Join(", ", Rank())})) AS weir_r
                FROM (SELECT row_number() OVER () AS weir_row, {path} AS weir_path, * FROM {LeftTable}) AS l
                {join} (SELECT row_number() OVER () AS weir_row, true AS weir_found, * FROM {RightTable} WHERE {isWhole}) AS r ON {Condition()}
                GROUP BY l.weir_row) AS weir_best
            """;
    }

    private string Condition()
    {
        (string start, string end) = (Column("l", _options.Left.Start), Column("l", _options.Left.End));
        string path = Column("r", _options.Right.Path), from = Column("r", _options.Right.Start), to = Column("r", _options.Right.End);
        return _options.Mode switch
        {
            IntervalMode.Exact => $"{path} = l.weir_path AND {from} = {start} AND {to} = {end}",
            IntervalMode.OverlapMax => $"row({path}, {from}) < row(l.weir_path, {end}) AND row({path}, {to}) > row(l.weir_path, {start})",
            _ => $"row({path}, {from}) <= row(l.weir_path, {start}) AND row({path}, {to}) >= row(l.weir_path, {end})",
        };
    }

    private IEnumerable<string> Rank()
    {
        string from = Column("r", _options.Right.Start), to = Column("r", _options.Right.End);
        if (_options.Mode == IntervalMode.ContainedBest)
            yield return $"{to} - {from}, '{Ascending}'";
        if (_options.Mode == IntervalMode.OverlapMax)
            yield return $"{Score(column => Column("l", column), column => Column("r", column))}, '{Descending}'";
        foreach ((string column, bool isDescending) in _options.TieBreakers)
            yield return $"{TieColumn(column)}, '{(isDescending ? Descending : Ascending)}'";
        yield return $"{from}, '{Ascending}', {to}, '{Ascending}', r.weir_row, '{Ascending}'";
    }

    private string Score(Func<string, string> left, Func<string, string> right) =>
        $"greatest(0, least({left(_options.Left.End)}, {right(_options.Right.End)}) - greatest({left(_options.Left.Start)}, {right(_options.Right.Start)}))";

    private string TieColumn(string column) => Has(_right, column) ? Column("r", column)
        : Has(_left, column) ? Column("l", column)
        : throw IntervalErrors.ColumnMissing("tie_breakers", column, "neither table", _right.Concat(_left));

    private IEnumerable<string> Items()
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (string column in _options.Left.Select ?? _left)
            yield return $"{Field("weir_l", column)} AS {Taken(taken, column)}";
        HashSet<string> leftNames = new(taken, StringComparer.OrdinalIgnoreCase);
        foreach (string column in _options.Right.Select ?? _right)
            yield return $"{Field("weir_r", column)} AS {Taken(taken, leftNames.Contains(column) ? column + _options.RightSuffix : column)}";
        if (!_options.EmitsMatch)
            yield break;
        string isMatch = $"{Field("weir_r", "weir_found")} IS NOT NULL";
        string score = Score(column => Field("weir_l", column), column => Field("weir_r", column));
        yield return $"CASE WHEN {isMatch} THEN '{_options.ModeName}' ELSE 'NO_MATCH' END AS {Taken(taken, _options.KindColumn)}";
        yield return $"CASE WHEN {isMatch} THEN {score} END AS {Taken(taken, _options.ScoreColumn)}";
    }

    private static string Taken(HashSet<string> taken, string column) => taken.Add(column) ? Name(column) : throw IntervalErrors.ColumnTwice(column);

    private static void Require(string side, IntervalSide columns, IReadOnlyList<string> known)
    {
        IEnumerable<(string Option, string Column)> named =
        [
            ($"{side}_path", columns.Path), ($"{side}_start", columns.Start), ($"{side}_end", columns.End),
            .. (columns.Select ?? []).Select(column => ($"select_{side}", column)),
        ];
        foreach ((string option, string column) in named)
            if (!Has(known, column))
                throw IntervalErrors.ColumnMissing(option, column, $"the {side} table", known);
    }

    private static bool Has(IReadOnlyList<string> columns, string column) => columns.Contains(column, StringComparer.OrdinalIgnoreCase);

    private static string Name(string column) => EngineText.Quote(column);

    private static string Column(string table, string column) => $"{table}.{Name(column)}";

    private static string Field(string row, string column) => $"struct_extract({row}, {EngineText.Literal(column)})";
}
