using Weir.Arrow;
using Weir.Engine;

namespace Weir.Bench;

/// <summary>Functions of the bundled plugin against the nearest built-in functions of the engine, over the same rows in the same run.</summary>
internal static class FunctionBenchmark
{
    private const long Rows = 10_000_000;
    private const int Repetitions = 5;
    private const double HashRatioMax = 2.0, SpanRatioMax = 1.3, TextRatioMax = 1.5;
    private const string AllFields =
        ", count(x.line_base), count(x.col_unit), count(x.end_exclusive), count(y.bend), count(y.bstart), count(y.line_base), count(y.col_unit), count(y.end_exclusive)";

    public static int Run()
    {
        using WeirRuntime runtime = WeirRuntime.Open();
        using Session session = runtime.NewSession();
        using DuckConnection connection = session.Host.Engine.Connect();
        connection.Execute($"CREATE TABLE texts AS SELECT printf('%020d', range * 7919) AS s, 'Some Name of Row ' || range AS t FROM range({Rows})");
        connection.Execute($"""
            CREATE TABLE spans AS SELECT range AS b, range + range % 100 AS e,
                {Struct("range", "range + range % 100")} AS x, {Struct("range + 50", "range + 60")} AS y FROM range({Rows})
            """);
        int failed = Hashes(connection) + Texts(connection) + Spans(session, connection);
        return failed == 0 ? 0 : 1;
    }

    private static int Hashes(DuckConnection connection)
    {
        (string Name, string Sql, double? Limit)[] ways =
        [
            ("built-in md5", Where("texts", "md5(s) = ''"), null),
            ("stable_hash64", Where("texts", "stable_hash64(s) = 0"), HashRatioMax),
            ("stable_hash128", Where("texts", "stable_hash128(s) = ''"), null),
            ("stable_id", Where("texts", "stable_id('node', s) = ''"), null),
            ("stable_id_parts, three parts", Where("texts", "stable_id_parts('node', s, 1, 2) = ''"), null),
            ("stable_hash64_v2", Where("texts", "stable_hash64_v2(s) = 0"), null),
        ];
        return Compare($"functions: hashes of {Rows:N0} texts of 20 bytes", connection, ways);
    }

    private static int Texts(DuckConnection connection)
    {
        (string Name, string Sql, double? Limit)[] ways =
        [
            ("built-in lower(trim())", Where("texts", "lower(trim(t)) = ''"), null),
            ("utf8_normalize", Where("texts", "utf8_normalize(t, NULL, NULL, NULL, NULL) = ''"), TextRatioMax),
            ("utf8_null_if_blank", Where("texts", "utf8_null_if_blank(t) = ''"), null),
            ("qname_normalize", Where("texts", "qname_normalize(t, 'Pkg.Mod', NULL) = ''"), null),
        ];
        return Compare($"functions: {Rows:N0} ASCII texts", connection, ways);
    }

    private static int Spans(Session session, DuckConnection connection)
    {
        (string xEnd, string yEnd) = (End("x"), End("y"));
        int failed = 0;
        // A statement of a session reads the fields that a call on a column needs and computes lengths itself, a function as such reads the
        // whole struct. What the session makes of a call is run as such too: planning it takes some milliseconds, which are not of a row.
        foreach ((string what, string also, string length, string x, string y, Action<string> run, double? limit) in ((string, string, string, string, string, Action<string>, double?)[])
        [
            ("all fields read", AllFields, "span_len(x)", "x", "y", sql => Drain(connection, sql), SpanRatioMax),
            ("as a session runs it", "", Length("x"), Narrowed("x"), Narrowed("y"), sql => Drain(connection, sql), SpanRatioMax),
            ("in a session, planning included", "", "span_len(x)", "x", "y", sql => Drain(session, sql), null),
        ])
        {
            failed += Compare($"functions: lengths of spans, {what}", run,
            [
                ("the same in SQL", $"SELECT sum({xEnd} - x.bstart){also} FROM spans", null),
                ("span_len", $"SELECT sum({length}){also} FROM spans", SpanRatioMax),
            ]);
            failed += Compare($"functions: overlaps of spans, {what}", run,
            [
                ("the same in SQL", $"SELECT count(*) FILTER (x.bstart < {yEnd} AND y.bstart < {xEnd}){also} FROM spans", null),
                ("span_overlaps", $"SELECT count(*) FILTER (span_overlaps({x}, {y})){also} FROM spans", limit),
            ]);
            failed += Compare($"functions: spans in spans, {what}", run,
            [
                ("the same in SQL", $"SELECT count(*) FILTER (x.bstart <= y.bstart AND {yEnd} <= {xEnd}){also} FROM spans", null),
                ("span_contains", $"SELECT count(*) FILTER (span_contains({x}, {y})){also} FROM spans", limit),
            ]);
        }
        failed += Compare("functions: scores", connection,
        [
            ("the same in SQL", "SELECT sum(-(e - b)::DOUBLE) FROM spans", null),
            ("interval_align_score", "SELECT sum(interval_align_score(b, e, b, e)) FROM spans", SpanRatioMax),
        ]);
        return failed + Compare("functions: spans, made and read as Arrow", connection,
        [
            ("the same in SQL", $"SELECT {Struct("b", "e")} FROM spans", null),
            ("span_make", "SELECT span_make(b, e, 0, 'byte', true) FROM spans", SpanRatioMax),
        ]);
    }

    private static int Compare(string title, DuckConnection connection, (string Name, string Sql, double? Limit)[] ways) =>
        Compare(title, sql => Drain(connection, sql), ways);

    private static int Compare(string title, Action<string> run, (string Name, string Sql, double? Limit)[] ways)
    {
        double[] seconds = RatioRunner.Compare(Repetitions, [.. ways.Select(way => (Action)(() => run(way.Sql)))]);
        return RatioRunner.Print(title,
            [.. ways.Select((way, i) => new BenchLine(way.Name, seconds[i] * 1e9 / Rows, "ns/row", seconds[i] / seconds[0], way.Limit))]);
    }

    private static string Where(string table, string condition) => $"SELECT count(*) FROM {table} WHERE {condition}";

    private static string End(string span) => $"CASE WHEN {span}.end_exclusive IS DISTINCT FROM false THEN {span}.bend ELSE {span}.bend + 1 END";

    private static string Length(string span) =>
        $"(CASE WHEN {span}.end_exclusive IS DISTINCT FROM false THEN {span}.bend WHEN {span}.bend = {long.MaxValue} THEN {span}.bend ELSE {span}.bend + 1 END - {span}.bstart)";

    private static string Narrowed(string span) => $"{{'bstart': {span}.bstart, 'bend': {span}.bend, 'end_exclusive': {span}.end_exclusive}}";

    private static string Struct(string start, string end) =>
        $"{{'bstart': {start}, 'bend': {end}, 'line_base': 0, 'col_unit': 'byte', 'end_exclusive': true}}";

    private static void Drain(DuckConnection connection, string sql)
    {
        using RecordBatchReader reader = connection.Query(sql);
        Drain(reader);
    }

    private static void Drain(Session session, string sql)
    {
        using QueryResult result = session.Run(new Query(sql));
        using RecordBatchReader reader = result.AsReader();
        Drain(reader);
    }

    private static void Drain(RecordBatchReader reader)
    {
        while (reader.Read() is { } batch)
            batch.Dispose();
    }
}
