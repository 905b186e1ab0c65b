using System.Globalization;

namespace Weir.Tests.Sessions;

/// <summary>Makes queries over the tables t(a, b, c) and u(a, d, e) of numbers; every column of a query's result has the name c0, c1...</summary>
/// <param name="choices">What is chosen, in turn.</param>
internal sealed class RandomQuery(int[] choices)
{
    // A star with its changes, and the names that its columns have.
    private static readonly (string Query, string[] Columns)[] Stars =
    [
        ("SELECT * EXCLUDE (t.a) FROM t CROSS JOIN u", ["b", "c", "a", "d", "e"]),
        ("SELECT * EXCLUDE (t.c, u.a) FROM t CROSS JOIN u", ["a", "b", "d", "e"]),
        ("SELECT * EXCLUDE (t.a) FROM t FULL JOIN u USING (a)", ["b", "c", "a", "d", "e"]),
        ("SELECT * EXCLUDE (t.a) FROM t RIGHT JOIN u USING (a)", ["b", "c", "a", "d", "e"]),
        ("SELECT * RENAME (u.a AS r) FROM t CROSS JOIN u", ["a", "b", "c", "r", "d", "e"]),
        ("SELECT * EXCLUDE (t.b) RENAME (t.a AS r) FROM u CROSS JOIN t", ["a", "d", "e", "r", "c"]),
        ("SELECT * RENAME (a AS r) FROM u LEFT JOIN t USING (a)", ["r", "d", "e", "b", "c"]),
        ("SELECT * REPLACE (e AS a) FROM t CROSS JOIN u", ["a", "b", "c", "d", "e"]),
        ("SELECT * FROM t CROSS JOIN u", ["a", "b", "c", "a_1", "d", "e"]),
        ("SELECT COLUMNS(* EXCLUDE (u.a)) FROM u JOIN t ON u.d = t.b", ["d", "e", "a", "b", "c"]),
        ("SELECT t.* EXCLUDE (t.b), u.* RENAME (d AS b) FROM t JOIN u USING (a)", ["a", "c", "a_1", "b", "e"]),
    ];

    private int _at;
    private int _names;

    /// <summary>A query.</summary>
    /// <param name="depth">How many queries may stand inside one another.</param>
    public string Query(int depth) => Choose(9) switch
    {
        0 when depth > 0 => SetOperation(depth - 1),
        1 when depth > 0 => With(depth - 1),
        2 or 3 => Aggregate(depth),
        4 => Windowed(depth),
        5 => Limited(depth),
        _ => Plain(depth, 1 + Choose(3)),
    };

    private int Choose(int count) => choices[_at++ % choices.Length] / (1 + (_at / choices.Length)) % count;

    private string Plain(int depth, int count)
    {
        (string from, string[] columns) = From(depth);
        string distinct = Choose(5) == 0 ? "DISTINCT " : "";
        return $"SELECT {distinct}{Items(count, () => Expression(columns, 2))} FROM {from}{Where(columns)}";
    }

    private string SetOperation(int depth)
    {
        int count = 1 + Choose(2);
        string word = ((string[])["UNION", "UNION ALL", "EXCEPT", "INTERSECT"])[Choose(4)];
        return $"(SELECT {Names(count)} FROM ({Plain(depth, count)})) {word} (SELECT {Names(count)} FROM ({Plain(depth, count)}))";
    }

    private string With(int depth)
    {
        string name = Fresh();
        return $"WITH {name} AS ({Plain(depth, 2)}) SELECT x.c0, y.c1 FROM {name} AS x JOIN {name} AS y ON x.c0 = y.c1 WHERE x.c1 > {Choose(3)}".Replace("SELECT x.c0, y.c1", "SELECT x.c0 AS c0, y.c1 + x.c1 AS c1", StringComparison.Ordinal);
    }

    private string Aggregate(int depth)
    {
        (string from, string[] columns) = From(depth);
        string key = Expression(columns, 1);
        string having = Choose(3) == 0 ? $" HAVING count(*) > {Choose(3)}" : Choose(3) == 0 ? $" HAVING max({Column(columns)}) > {Choose(3)}" : "";
        string value = ((string[])["sum", "min", "max", "count"])[Choose(4)];
        string filter = Choose(3) == 0 ? $" FILTER (WHERE {Condition(columns, 1)})" : "";
        return $"SELECT {key} AS c0, {value}({Expression(columns, 1)}){filter} AS c1 FROM {from}{Where(columns)} GROUP BY {(Choose(2) == 0 ? "ALL" : key)}{having}";
    }

    private string Windowed(int depth)
    {
        (string from, string[] columns) = From(depth);
        string order = Choose(2) == 0 ? $" ORDER BY {Column(columns)}" : "";
        return $"SELECT {Column(columns)} AS c0, sum({Column(columns)}) OVER (PARTITION BY {Column(columns)}{order}) AS c1 FROM {from}{Where(columns)}";
    }

    private string Limited(int depth)
    {
        (string from, string[] columns) = From(depth);
        return $"SELECT {Items(2, () => Expression(columns, 1))} FROM {from}{Where(columns)} ORDER BY ALL LIMIT {1 + Choose(5)}";
    }

    private (string From, string[] Columns) From(int depth)
    {
        switch (Choose(8))
        {
            case 0 or 1 when depth > 0:
                string name = Fresh();
                return ($"({Plain(depth - 1, 2)}) AS {name}", [$"{name}.c0", $"{name}.c1"]);
            case 5 or 6:
                (string query, string[] columns) = Stars[Choose(Stars.Length)];
                string star = Fresh();
                return ($"({query}) AS {star}", [.. columns.Select(column => $"{star}.{column}")]);
            case 2:
                string kind = ((string[])["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"])[Choose(4)];
                return ($"t {kind} u USING (a)", ["a", "b", "c", "d", "e"]);
            case 3:
                return ($"t {((string[])["JOIN", "LEFT JOIN", "FULL JOIN"])[Choose(3)]} u ON t.b = u.d", ["t.a", "t.b", "t.c", "u.a", "u.d", "u.e"]);
            case 4:
                return ($"t {(Choose(2) == 0 ? "SEMI" : "ANTI")} JOIN u USING (a)", ["a", "b", "c"]);
            default:
                return Choose(2) == 0 ? ("t", ["t.a", "t.b", "t.c"]) : ("u", ["u.a", "u.d", "u.e"]);
        }
    }

    private string Where(string[] columns) => Choose(2) == 0 ? "" : $" WHERE {Condition(columns, 2)}";

    private string Condition(string[] columns, int depth) => Choose(6) switch
    {
        0 => $"EXISTS (SELECT 1 FROM u AS z WHERE z.d = {Column(columns)})",
        1 => $"{Column(columns)} IN (SELECT z.b FROM t AS z WHERE z.c > {Number()})",
        2 when depth > 0 => $"({Condition(columns, depth - 1)} OR {Condition(columns, depth - 1)})",
        3 => $"{Column(columns)} IS NOT NULL",
        _ => $"{Expression(columns, 1)} > {Number()}",
    };

    private string Expression(string[] columns, int depth) => Choose(depth > 0 ? 7 : 2) switch
    {
        0 or 1 or 2 => Column(columns),
        3 => $"({Expression(columns, depth - 1)} + {Expression(columns, depth - 1)})",
        4 => $"CASE WHEN {Column(columns)} > {Number()} THEN {Column(columns)} ELSE {Expression(columns, depth - 1)} END",
        5 => $"coalesce({Column(columns)}, {Number()})",
        _ => $"(SELECT max(z.e) FROM u AS z WHERE z.a = {Column(columns)})",
    };

    private static string Names(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"c{i}"));

    private static string Items(int count, Func<string> item) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"{item()} AS c{i}"));

    private string Column(string[] columns) => columns[Choose(columns.Length)];

    private string Number() => Choose(4).ToString(CultureInfo.InvariantCulture);

    private string Fresh() => $"q{_names++}";
}
