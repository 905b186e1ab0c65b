using FsCheck;
using FsCheck.Fluent;

namespace Weir.Tests.Sessions;

/// <summary>Random queries over two tables of the same columns; each answers the number of rows and a sum of their hashes.</summary>
internal static class PruningQueries
{
    // No form fails for some rows only: whether such a row is met depends on the plan, with pruning and without.
    private const int DepthMax = 3;

    private static readonly Dictionary<string, (string[] Values, string[] Forms)> Kinds = new(StringComparer.Ordinal)
    {
        ["int"] = (["0", "5", "-7", "24", "31", "59", "1000", "NULL", "12.5", "7.0::DOUBLE", "30::TINYINT", "'17'", "2::HUGEINT", "(10 + 9)", "$1"],
            ["{0}", "{0} + 3", "40 - {0}", "-{0}", "{0}::DOUBLE", "{0}::BIGINT", "{0}::DECIMAL(18,3)", "{0} + 0.5", "{0} * 2", "abs({0})", "{0} % 5", "{0}::VARCHAR::BIGINT", "coalesce({0}, 5)"]),
        ["float"] = (["0.0", "-0.0", "1.5", "-3.25", "'nan'::DOUBLE", "'inf'::DOUBLE", "'-inf'::FLOAT", "7", "0.1", "NULL", "100::BIGINT", "2.5::DECIMAL(5,1)"],
            ["{0}", "{0}::DOUBLE", "-{0}", "{0} + 1", "abs({0})", "{0}::FLOAT"]),
        ["decimal"] = (["0", "-12.33", "1.37", "44.39", "12345678901234567.8", "-37037036703703680.0000000030", "1e3", "NULL", "'5.48'"],
            ["{0}", "{0} + 1.5", "{0} - 1", "-{0}", "{0}::DOUBLE", "TRY_CAST({0} AS INTEGER)", "{0}::DECIMAL(38,5)"]),
        ["text"] = (["'key10'", "'key31zzzzzzzzzz'", "''", "'é'", "'zz'", "NULL", "'key' || '05'", "repeat('é', 40) || '25'"],
            ["{0}", "lower({0})", "{0} || 'a'", "left({0}, 3)", "coalesce({0}, 'key10')", "{0}::VARCHAR"]),
        ["date"] = (["DATE '2023-12-24'", "'2024-01-11'", "DATE '2024-03-01'", "TIMESTAMP '2024-01-01 12:00:00'", "NULL", "(DATE '2024-01-01' + 9)", "TIMESTAMPTZ '2024-01-05 00:00:00+00'", "$2"],
            ["{0}", "{0} + 5", "{0} - 3", "{0} + INTERVAL 1 MONTH", "{0} - INTERVAL 36 HOUR", "{0}::TIMESTAMP", "date_trunc('month', {0})", "last_day({0})"]),
        ["time"] = (["TIMESTAMP '1970-01-01 00:00:00'", "TIMESTAMP '1969-12-31 12:00:00.0015'", "TIMESTAMP '1970-01-01 10:00:01.354'", "DATE '1970-01-02'", "'1970-01-02 03:00:00'", "NULL"],
            ["{0}", "{0} + INTERVAL 5 HOUR", "{0} - INTERVAL 1 DAY", "{0} + INTERVAL 1 MONTH", "{0}::DATE", "date_trunc('day', {0})"]),
        ["moment"] = (["TIMESTAMPTZ '2024-02-29 00:00:00+00'", "TIMESTAMPTZ '2024-02-28 00:00:00.000999+00'", "'2024-03-01 12:00:00+02'", "TIMESTAMP '2024-03-02 00:00:00'", "DATE '2024-03-01'", "NULL"],
            ["{0}", "{0} + INTERVAL 5 HOUR", "{0}::DATE", "{0}::TIMESTAMP", "date_trunc('hour', {0})"]),
    };

    private static readonly (string Name, string Kind)[] Columns =
    [
        ("k", "int"), ("i", "int"), ("h", "int"), ("y", "int"), ("f", "float"), ("x", "float"), ("m", "decimal"), ("w", "decimal"), ("s", "text"),
        ("d", "date"), ("ts", "time"), ("tz", "moment"), ("st.q", "int"), ("st.r.t", "text"), ("p", "int"), ("g", "text"), ("e", "date"),
    ];

    private static readonly Gen<string> Comparison =
        Gen.Elements("=", "<>", "<", "<=", ">", ">=", "=", "<", ">", "IS DISTINCT FROM", "IS NOT DISTINCT FROM");

    /// <summary>The queries.</summary>
    public static Gen<Query> Query { get; } =
        from sql in Gen.Frequency(
            (6, One("a")), (3, One("b")),
            (8, Joined()),
            (2, from table in Gen.Elements("a", "b")
                from inner in Condition("", 1)
                from outer in Condition("z.", 1)
                from form in Gen.Elements(
                    "SELECT * FROM {0} AS z WHERE {2} AND k IN (SELECT k FROM b WHERE {1})",
                    "SELECT * FROM {0} AS z WHERE {2} AND NOT EXISTS (SELECT 1 FROM b WHERE b.k = z.k AND {1})",
                    "SELECT * FROM {0} AS z WHERE {2} UNION ALL SELECT * FROM a WHERE {1}",
                    "SELECT z.* FROM (SELECT * FROM {0} WHERE {1}) AS z WHERE {2}",
                    "SELECT z.* FROM (SELECT * FROM {0} WHERE {1} ORDER BY k, i, h LIMIT 7) AS z WHERE {2}",
                    "SELECT z.* FROM (SELECT DISTINCT * FROM {0} WHERE {1}) AS z WHERE {2}",
                    "WITH z AS (SELECT * FROM {0}) SELECT * FROM z WHERE {2}",
                    "WITH z AS (SELECT * FROM {0} WHERE {1}) SELECT * FROM z WHERE {2}",
                    "WITH z AS (SELECT * FROM {0}), n AS (SELECT * FROM z WHERE {1}) SELECT * FROM n UNION ALL SELECT * FROM z WHERE {2}",
                    "WITH z AS (SELECT s AS g, g AS s, * EXCLUDE (s, g) FROM {0}) SELECT * FROM z WHERE {2}",
                    "WITH z AS (SELECT k + 1 AS k, * EXCLUDE (k) FROM {0}) SELECT * FROM z WHERE {2}",
                    "SELECT * FROM va AS z WHERE {2}")
                select string.Format(null, form, table, inner, outer)))
        from number in Gen.Elements<object?>(3, 24L, 31.5m, -4.0, "9", null)
        from day in Gen.Elements<object?>(new DateOnly(2024, 1, 5), "2024-02-28", new DateTime(2024, 1, 2, 3, 4, 5), null)
        select new Query($"SELECT count(*), sum(hash(r)::HUGEINT)::VARCHAR FROM ({Numbered(sql)}) AS r")
        {
            Parameters = [.. new[] { number, day }.Take(sql.Contains("$2", StringComparison.Ordinal) || sql.Contains("$1", StringComparison.Ordinal) ? 2 : 0)],
        };

    private static string Numbered(string sql) => (sql.Contains("$1", StringComparison.Ordinal), sql.Contains("$2", StringComparison.Ordinal)) switch
    {
        (true, false) => $"SELECT * FROM ({sql}) WHERE $2 IS NULL OR true",
        (false, true) => $"SELECT * FROM ({sql}) WHERE $1 IS NULL OR true",
        _ => sql,
    };

    private static Gen<string> One(string table) =>
        from condition in Condition("", DepthMax)
        select $"SELECT * FROM {table} WHERE {condition}";

    private static Gen<string> Joined() =>
        from kind in Gen.Elements("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "SEMI JOIN", "ANTI JOIN", "LEFT JOIN", "ASOF JOIN", "ASOF LEFT JOIN")
        from sides in Gen.Elements(("a", "b"), ("b", "a"), ("a", "a"))
        from isUsing in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from side in Gen.Elements("l.", "r.")
        from joined in Condition(side, 1)
        from other in Gen.Elements("l.", "r.")
        from one in Condition(other, 1)
        from two in Condition(isUsing ? "" : "l.", 1)
        let hasRight = kind is not ("SEMI JOIN" or "ANTI JOIN")
        let asOf = kind.StartsWith("ASOF", StringComparison.Ordinal)
        let link = isUsing && !asOf ? "USING (k)" : asOf ? "ON l.h = r.h AND l.k >= r.k" : $"ON l.k = r.k AND {joined}"
        // The engine's ASOF join lets a left row with a null bound through when it sees enough rows, and not when it sees few.
        let bounded = asOf ? " AND l.k IS NOT NULL AND l.h IS NOT NULL" : ""
        let chosen = (hasRight || other == "l." ? $"{one} AND {two}" : two) + bounded
        select $"SELECT {(hasRight ? "l.k, l.s, r.k, r.s, r.x" : "l.k, l.s")} FROM {sides.Item1} AS l {kind} {sides.Item2} AS r {link} WHERE {chosen}";

    private static Gen<string> Condition(string alias, int depth) => depth == 0
        ? Leaf(alias)
        : Gen.Frequency(
            (4, Leaf(alias)),
            (2, from left in Condition(alias, depth - 1) from right in Condition(alias, depth - 1) select $"({left} AND {right})"),
            (2, from left in Condition(alias, depth - 1) from right in Condition(alias, depth - 1) select $"({left} OR {right})"),
            (1, from inner in Condition(alias, depth - 1) select $"(NOT {inner})"));

    private static Gen<string> Leaf(string alias) =>
        from column in Gen.Elements(Columns)
        let name = alias + column.Name
        from leaf in Leaf(name, column.Kind, alias)
        select leaf;

    private static Gen<string> Leaf(string name, string kind, string alias)
    {
        Gen<string> value = Gen.Elements(Kinds[kind].Values);
        Gen<string> operand = Gen.Frequency((3, Gen.Constant(name)), (2, Gen.Elements(Kinds[kind].Forms).Select(form => string.Format(null, form, name))));
        Gen<string> compared = from left in operand from comparison in Comparison from right in value select $"{left} {comparison} {right}";
        Gen<string> flipped = from left in value from comparison in Comparison from right in operand select $"{left} {comparison} {right}";
        Gen<string> listed = from left in operand from not in Gen.Elements("", "NOT ") from values in value.ListOf(3) select $"{left} {not}IN ({string.Join(", ", values)})";
        Gen<string> between = from left in operand from not in Gen.Elements("", "NOT ") from low in value from high in value select $"{left} {not}BETWEEN {low} AND {high}";
        Gen<string> nulls = from not in Gen.Elements("", "NOT ") select $"{name} IS {not}NULL";
        Gen<string> columns = from comparison in Comparison from other in Gen.Elements(Columns.Where(column => column.Kind == kind).ToArray()) select $"{name} {comparison} {alias}{other.Name}";
        Gen<string> like = from not in Gen.Elements("", "NOT ") from pattern in Gen.Elements("'key1%'", "'key%'", "'éé%'", "'q1%'", "'%5'", "'key_5%'", "'key10'", "'l%'", "''", "NULL")
                           from form in Gen.Elements("{0} {1}LIKE {2}", "{1} starts_with({0}, {2})", "{1} ({0} ^@ {2})", "{0} {1}ILIKE {2}")
                           select string.Format(null, form, name, not, pattern);
        Gen<string> parts = from part in Gen.Elements("year", "month", "epoch", "day") from comparison in Comparison from number in Gen.Elements("2023", "2024", "1970", "2", "1708992000", "28")
                            select $"extract({part} FROM {name}) {comparison} {number}";
        Gen<string> odd = Gen.Elements("{0}b", "NOT {0}b", "{0}b IS NULL", "{0}b = true", "{0}b IS NOT TRUE", "{0}o = '5'::BLOB", "{0}st IS NULL", "{0}st.q IS NULL", "1 = 0", "NULL").Select(form => string.Format(null, form, alias));
        (int, Gen<string>)[] extra = kind switch
        {
            "text" => [(4, like)],
            "date" or "time" or "moment" => [(2, parts)],
            _ => [],
        };
        return Gen.Frequency([(6, compared), (2, flipped), (2, listed), (2, between), (2, nulls), (1, columns), (1, odd), .. extra]);
    }
}
