namespace Weir.Tests.Plugins.Sample;

/// <summary>
/// Statements with aggregates and windows in every form that SQL has, made from a seed. Each comes twice: with the
/// functions of the plugin sample, and with functions of the engine that mean the same. What a statement gives does not
/// depend on the order in which the engine happens to take rows.
/// </summary>
internal sealed class AggregateSweep(int seed)
{
    // Marks of functions, which are replaced last.
    private const string Sum = "«sum»", First = "«first»";

    private readonly Random _random = new(seed);

    /// <summary>The rows of t: id and o are unique, and NULL stands in p, x and s.</summary>
    public static string Table(int rows) =>
        $$"""
        SELECT i AS id, CASE WHEN i % 17 <> 5 THEN (hash(i * 3) % 6)::INTEGER END AS p, (hash(i * 5) % 3)::INTEGER AS q, hash(i) AS o,
            CASE WHEN hash(i * 7) % 10 < 8 THEN (hash(i * 11) % 100)::BIGINT END AS x,
            CASE WHEN hash(i * 13) % 10 < 7 THEN 'n' || (hash(i * 19) % 9) END AS s, i % 3 = 0 AS b
        FROM range({{rows}}) AS r(i)
        """;

    /// <summary>The next statement, with the plugin's functions and with the engine's.</summary>
    public (string Plugin, string Engine) Next()
    {
        string sql = Statement();
        return (
            Marked(sql).Replace(Sum, "sample_sum", StringComparison.Ordinal).Replace(First, "sample_first", StringComparison.Ordinal),
            Lagged(sql).Replace(Sum, "sum", StringComparison.Ordinal).Replace(First, "any_value", StringComparison.Ordinal));
    }

    private string Statement() => Pick(10) switch
    {
        0 or 1 => Grouped("t"),
        2 or 3 or 4 => Windowed("t"),
        5 => $"SELECT * FROM ({Inner()}) AS nested",
        6 => $"WITH w AS ({Inner()}) SELECT * FROM w UNION ALL SELECT * FROM w",
        7 => $"SELECT id, (SELECT {Call("u.")} FROM t AS u WHERE u.{One("p", "q")} = t.{One("p", "q")}) AS v FROM t",
        8 => $"SELECT id FROM t WHERE coalesce(x, 0) {One("<", ">=")} (SELECT {SumCall("u.")} % 100 FROM t AS u WHERE u.q = t.q)",
        _ => OverGroups(),
    };

    private string Inner() => Pick(2) == 0 ? Grouped("t") : Windowed("t");

    // An aggregate of an aggregate: the inner one of groups, the outer one over the groups.
    private string OverGroups()
    {
        string groups = One("p", "q", "p, q");
        string order = groups == "p, q" ? "p, q" : groups;
        string frame = One("", " ROWS 1 PRECEDING", " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING", " GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING");
        string inner = One("sum(x)", $"{Sum}(x)", "count(*)");
        return $"SELECT {groups}, {Sum}({inner}::BIGINT) OVER ({One("", $"ORDER BY {order}{frame}")}) AS v FROM t GROUP BY {groups}";
    }

    private string Grouped(string source)
    {
        (string keys, string clause) = Pick(8) switch
        {
            0 => ("", ""),
            1 => ("p, ", " GROUP BY p"),
            2 => ("p, q, ", " GROUP BY p, q"),
            3 => ("p, q, ", " GROUP BY ROLLUP (p, q)"),
            4 => ("p, q, ", " GROUP BY CUBE (p, q)"),
            5 => ("p, q, ", " GROUP BY GROUPING SETS ((p), (q), (p, q), ())"),
            6 => ("p % 2 AS half, ", " GROUP BY ALL"),
            _ => ("q, ", " GROUP BY q"),
        };
        string having = clause.Length > 0 && Pick(3) == 0 ? $" HAVING {SumCall()} {One(">", "<=", "<>")} {Pick(600)}" : "";
        string more = Pick(3) == 0 ? $", {Call()} AS v2" : "";
        return $"SELECT {keys}{Call()} AS v{more} FROM {Source(source)}{clause}{having}";
    }

    private string Windowed(string source)
    {
        string qualify = Pick(4) == 0 ? $" QUALIFY {SumOver()} {One(">", "<=")} {Pick(600)}" : "";
        string more = Pick(3) == 0 ? $", {Gap()} AS gap" : "";
        if (Pick(6) == 0)
            return $"SELECT id, {Sum}({Argument("")}){Filter("")} OVER w AS v{more} FROM {Source(source)} WINDOW w AS ({Window()}){qualify}";
        return $"SELECT id, {(Pick(3) == 0 ? FirstOver() : SumOver())} AS v{more} FROM {Source(source)}{qualify}";
    }

    private string Source(string table) => Pick(4) switch
    {
        0 => $"{table} WHERE {Condition("")}",
        1 => $"(SELECT * FROM {table} WHERE q <> 1) AS t",
        _ => table,
    };

    private string Call(string of = "") => Pick(3) == 0 ? FirstCall(of) : SumCall(of);

    private string SumCall(string of = "")
    {
        string argument = Argument(of);
        string distinct = One("", "", "DISTINCT ");
        string order = Pick(3) > 0 ? "" : distinct.Length > 0 ? $" ORDER BY {argument}{Direction()}" : $" ORDER BY {Order(of)}";
        return $"{Sum}({distinct}{argument}{order}){Filter(of)}";
    }

    // The first one is known only in an order without ties.
    private string FirstCall(string of = "") => Pick(4) == 0
        ? $"{First}(DISTINCT {of}s ORDER BY {of}s{Direction()}){Filter(of)}"
        : $"{First}({of}s ORDER BY {One("", $"{of}q{Direction()}, ")}{of}{One("o", "id")}{Direction()}){Filter(of)}";

    private string SumOver()
    {
        string order = Pick(5) == 0 ? $" ORDER BY {Order("")}" : "";
        string distinct = order.Length == 0 && Pick(6) == 0 ? "DISTINCT " : "";
        return $"{Sum}({distinct}{Argument("")}{order}){Filter("")} OVER ({Window()})";
    }

    private string FirstOver() => Pick(2) == 0
        ? $"{First}(s ORDER BY {One("o", "id")}{Direction()}){Filter("")} OVER ({Window()})"
        : $"{First}(s){Filter("")} OVER ({Partition()}ORDER BY {One("o", "id")}{Direction()} {RowsFrame()})";

    // Marked so that each side can say it in its own words: gap«argument«window».
    private string Gap() => $"gap«{One("x", "id", "x + id", "coalesce(x, 7)")}«{Partition()}ORDER BY {One("o", "id")}{Direction()}»";

    private static string Marked(string sql) => Rewrite(sql, (argument, window) => $"sample_rank_gap({argument}) OVER ({window})");

    private static string Lagged(string sql) => Rewrite(sql, (argument, window) => $"(({argument}) - lag({argument}) OVER ({window}))");

    private static string Rewrite(string sql, Func<string, string, string> gap)
    {
        int start = sql.IndexOf("gap«", StringComparison.Ordinal);
        if (start < 0)
            return sql;
        int end = sql.IndexOf('»', start);
        string[] parts = sql[(start + 4)..end].Split('«');
        return Rewrite(sql[..start] + gap(parts[0], parts[1]) + sql[(end + 1)..], gap);
    }

    private string Window() => Pick(8) switch
    {
        0 => "",
        1 => Partition(),
        2 => $"{Partition()}ORDER BY {Order("")}",
        3 or 4 => $"{Partition()}ORDER BY {One("o", "id")}{Direction()} {RowsFrame()}",
        5 => $"{Partition()}ORDER BY {One("id", "x")} {Frame("RANGE")}",
        6 => $"{Partition()}{One("", $"ORDER BY {Order("")} ")}{Frame("GROUPS")}",
        _ => $"{Partition()}{One("", $"ORDER BY {Order("")} ")}{One("RANGE", "GROUPS", "ROWS")} BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING{Exclude()}",
    };

    private string RowsFrame() => Frame("ROWS");

    private string Frame(string unit)
    {
        string start = One("UNBOUNDED PRECEDING", $"{Pick(5)} PRECEDING", "CURRENT ROW", $"{Pick(3)} FOLLOWING");
        string end = One("UNBOUNDED FOLLOWING", $"{Pick(5)} FOLLOWING", "CURRENT ROW", $"{Pick(3)} PRECEDING");
        return $"{unit} BETWEEN {start} AND {end}{Exclude()}";
    }

    private string Exclude() => One("", "", "", " EXCLUDE CURRENT ROW", " EXCLUDE GROUP", " EXCLUDE TIES", " EXCLUDE NO OTHERS");

    private string Partition() => One("", "PARTITION BY p ", "PARTITION BY q ", "PARTITION BY p, b ", "PARTITION BY id % 4 ");

    private string Order(string of) => One($"{of}o", $"{of}id", $"{of}x", $"{of}q, {of}x", $"{of}p") + Direction();

    private string Direction() => One("", "", " DESC", " NULLS FIRST", " DESC NULLS LAST");

    private string Filter(string of) => Pick(3) == 0 ? $" FILTER (WHERE {Condition(of)})" : "";

    private string Condition(string of) => One($"{of}b", $"{of}x > 40", $"{of}s IS NOT NULL", $"{of}p IN (1, 2, 3)", "false", $"{of}q = {of}p");

    private string Argument(string of) => One($"{of}x", $"{of}x", $"{of}id", $"{of}x % 5", $"({of}x + {of}q)", "1", "NULL::BIGINT", $"CASE WHEN {of}b THEN {of}x END");

    private int Pick(int count) => _random.Next(count);

    private string One(params string[] choices) => choices[_random.Next(choices.Length)];
}
