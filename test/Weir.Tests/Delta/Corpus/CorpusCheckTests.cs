using System.Text.Json;

namespace Weir.Tests.Delta.Corpus;

/// <summary>What the origins' own tests say about the rows of their tables.</summary>
public sealed class CorpusCheckTests(CorpusRuntime runtime) : IClassFixture<CorpusRuntime>
{
    // Rows that an origin printed in its own notation are compared where each cell is one value.
    private static readonly char[] NestedMarks = ['{', '['];

    public static TheoryData<string, int> Counts => Checks(check => Kind(check) == "count");

    public static TheoryData<string, int> Bags => Checks(check => Kind(check) == "rows" && check.TryGetProperty("rows", out _) && IsFlat(check));

    public static TheoryData<string, int> Parts => Checks(check => Kind(check) == "query" && IsFlat(check));

    public static TheoryData<string, int> Aggregates => Checks(check => Kind(check) == "aggregate");

    public static TheoryData<string, int> Statements => Checks(check => TrinoStatement.Of(check) is not null, Unlike);

    // Statements whose answer is Trino's and not the table's.
    private static readonly Dictionary<(string, int), string> Unlike = new()
    {
        [("trino/databricks153/type_widening", 2)] = "Trino leaves out the columns whose widening it does not know; they are read here.",
        [("trino/databricks153/variant_types", 0)] = "Trino prints a moment inside a variant in the zone of its session; here it is in UTC.",
    };

    [CorpusTheory]
    [MemberData(nameof(Counts))]
    public void The_table_has_as_many_rows_as_the_origin_says(string id, int index)
    {
        (Session session, JsonElement check) = Open(id, index);
        using (session)
        {
            string where = check.TryGetProperty("where", out JsonElement condition) ? $" WHERE {condition.GetString()}" : "";
            Assert.Equal(check.GetProperty("rows").GetInt64(), CorpusRuntime.Count(session, $"SELECT count(*) FROM t{where}"));
        }
    }

    [CorpusTheory]
    [MemberData(nameof(Aggregates))]
    public void An_aggregate_is_what_the_origin_says(string id, int index)
    {
        (Session session, JsonElement check) = Open(id, index);
        using (session)
            Assert.Equal(check.GetProperty("value").GetInt64(), CorpusRuntime.Count(session, $"SELECT {check.GetProperty("sql").GetString()} FROM t"));
    }

    [CorpusTheory]
    [MemberData(nameof(Bags))]
    public void The_rows_are_those_that_the_origin_lists(string id, int index)
    {
        (Session session, JsonElement check) = Open(id, index);
        using (session)
        {
            string where = check.TryGetProperty("where", out JsonElement condition) ? $" WHERE {condition.GetString()}" : "";
            (string columns, string listed) = Listed(session, check);
            Assert.Empty(CorpusRuntime.Rows(session, $"(SELECT {columns} FROM t{where}) EXCEPT ALL ({listed})"));
            Assert.Empty(CorpusRuntime.Rows(session, $"({listed}) EXCEPT ALL (SELECT {columns} FROM t{where})"));
        }
    }

    // The condition of these queries is not on record, so the listed rows must be among the table's.
    [CorpusTheory]
    [MemberData(nameof(Parts))]
    public void The_rows_that_the_origin_lists_are_in_the_table(string id, int index)
    {
        (Session session, JsonElement check) = Open(id, index);
        using (session)
        {
            (string columns, string listed) = Listed(session, check);
            // The origin printed null and the empty text alike, so here they are: Listed takes both for null.
            Assert.Empty(CorpusRuntime.Rows(session, $"({listed}) EXCEPT ALL (SELECT {EmptyAsNull(session, columns)} FROM t)"));
        }
    }

    [CorpusTheory]
    [MemberData(nameof(Statements))]
    public void A_statement_gives_the_rows_that_the_origin_says(string id, int index)
    {
        CorpusTable table = CorpusTable.Find(id);
        TrinoStatement statement = TrinoStatement.Of(table.Checks.ElementAt(index))!;
        using Session session = runtime.Open(table, statement.Version);
        if (statement.Timestamp is { } moment)
            session.Register("t", new DatasetLocation(DatedTable.Of(table.Root)) { Timestamp = moment });
        if (statement.Expected is null)
        {
            Assert.Empty(CorpusRuntime.Rows(session, statement.Sql));
            return;
        }
        Assert.Empty(CorpusRuntime.Rows(session, $"({statement.Sql}) EXCEPT ALL ({statement.Expected})"));
        Assert.Empty(CorpusRuntime.Rows(session, $"({statement.Expected}) EXCEPT ALL ({statement.Sql})"));
    }

    public static TheoryData<string, int> FileCounts => Checks(check => Kind(check) == "files");

    [CorpusTheory]
    [MemberData(nameof(FileCounts))]
    public void A_version_has_as_many_files_as_the_origin_says(string id, int index)
    {
        CorpusTable table = CorpusTable.Find(id);
        JsonElement check = table.Checks.ElementAt(index);
        using Session session = runtime.OpenEmpty();
        using QueryResult result = session.Run(new Query("SELECT count(*)::VARCHAR FROM delta_add_actions($1, version := $2)")
        {
            Parameters = [table.Root, check.GetProperty("version").GetInt64()],
        });
        using Weir.Arrow.RecordBatchReader reader = result.AsReader();
        Assert.Equal([$"{check.GetProperty("rows").GetInt64()}"], CorpusRows.Read(reader));
    }

    private (Session Session, JsonElement Check) Open(string id, int index)
    {
        CorpusTable table = CorpusTable.Find(id);
        JsonElement check = table.Checks.ElementAt(index);
        long? version = check.TryGetProperty("version", out JsonElement at) && at.ValueKind == JsonValueKind.Number ? at.GetInt64() : null;
        return (runtime.Open(table, version), check);
    }

    // The listed rows as a SELECT, each cell cast from text to the type of its column.
    private static (string Columns, string Listed) Listed(Session session, JsonElement check)
    {
        string[] names = [.. check.GetProperty("columns").EnumerateArray().Select(column => $"\"{column.GetString()}\"")];
        string[] types = Types(session, string.Join(", ", names));
        IEnumerable<string> rows = check.GetProperty("rows").EnumerateArray()
            .Select(row => $"SELECT {string.Join(", ", row.EnumerateArray().Zip(types, (cell, type) => type == "BLOB" && cell.ToString().StartsWith("0x", StringComparison.Ordinal)
                ? $"unhex('{cell.ToString()[2..]}')"
                : $"CAST({Text(cell)} AS {type})"))}");
        return (string.Join(", ", names), string.Join(" UNION ALL ", rows));
    }

    private static string EmptyAsNull(Session session, string columns)
    {
        string[] types = Types(session, columns);
        return string.Join(", ", columns.Split(", ").Zip(types, (name, type) => type == "VARCHAR" ? $"nullif({name}, '')" : name));
    }

    private static string[] Types(Session session, string columns) =>
        CorpusRuntime.Rows(session, $"SELECT typeof(COLUMNS(*)) FROM (SELECT {columns} FROM t LIMIT 1)")[0].Split('|');

    private static string Text(JsonElement cell) => cell.ToString() is { Length: > 0 } text
        ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"
        : "NULL";

    private static bool IsFlat(JsonElement check) => check.GetProperty("rows").EnumerateArray()
        .SelectMany(row => row.EnumerateArray())
        .All(cell => cell.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object) && cell.ToString().IndexOfAny(NestedMarks) < 0);

    private static TheoryData<string, int> Checks(Func<JsonElement, bool> wanted, Dictionary<(string, int), string>? unlike = null)
    {
        TheoryData<string, int> data = [];
        foreach (CorpusTable table in CorpusTable.All.Where(table => table.MustRead && table.HasData))
        {
            foreach ((int index, JsonElement check) in table.Checks.Index())
            {
                if (wanted(check) && unlike?.ContainsKey((table.Id, index)) != true)
                    data.Add(table.Id, index);
            }
        }
        return data;
    }

    private static string Kind(JsonElement check) => check.GetProperty("kind").GetString()!;
}
