using System.Globalization;
using System.Text.Json;
using Weir.Delta.Actions;
using Weir.Delta.Commands;
using Weir.Delta.Table;

namespace Weir.Tests.Delta.EndToEnd;

/// <summary>Statistics that a reader may skip files by must hold for every row of the file.</summary>
public sealed class WrittenStatisticsTests
{
    private const string Source = """
        SELECT i AS id,
               CASE WHEN i % 5 <> 0 THEN (i * 7 % 31 - 15)::INTEGER END AS i32,
               CASE i % 9 WHEN 0 THEN NULL ELSE ((i * 13) % 29 - 9) / 4 END::DOUBLE AS f64,
               ((i * 11) % 37 * 1.25 - 20)::DECIMAL(10,2) AS d10,
               CASE WHEN i % 7 <> 0 THEN chr(97 + (i % 20)::INTEGER) || i END AS short,
               CASE WHEN i % 7 <> 0 THEN 'v' || repeat(chr(97 + (i % 20)::INTEGER), (i % 400)::INTEGER) END AS s,
               CASE WHEN i % 4 <> 0 THEN 'né' || repeat('日', (i % 50)::INTEGER) END AS u,
               i % 6 > 3 AS b,
               DATE '1960-02-28' + (i * 37 % 1000)::INTEGER AS day,
               to_timestamp(-86400 + i * 1234.567891) AS "at",
               NULL::BIGINT AS nothing,
               {'x': CASE WHEN i % 2 = 0 THEN i END, 'y': 'k' || i} AS st,
               (i % 3)::INTEGER AS p
        FROM range(1000) AS r(i)
        """;

    // Column path in the statistics, and in SQL; the type to read a text of the statistics as.
    private static readonly (string[] Path, string Sql, string Type)[] Columns =
    [
        (["id"], "id", "BIGINT"), (["i32"], "i32", "INTEGER"), (["f64"], "f64", "DOUBLE"), (["d10"], "d10", "DECIMAL(10,2)"),
        (["short"], "short", "VARCHAR"), (["s"], "s", "VARCHAR"), (["u"], "u", "VARCHAR"), (["day"], "\"day\"", "DATE"), (["at"], "\"at\"", "TIMESTAMPTZ"),
        (["st", "x"], "st.x", "BIGINT"), (["st", "y"], "st.y", "VARCHAR"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_value_lies_between_min_and_max_and_rows_and_nulls_are_counted(bool partitioned)
    {
        using WrittenByEngine table = new();
        await table.WriteAsync(WriteMode.Create, Source, partitioned ? ["p"] : null);
        Snapshot snapshot = await table.Table.OpenAsync(null, default);
        Assert.Equal(partitioned ? 3 : 1, snapshot.Files.Count);
        foreach (AddFile file in snapshot.Files)
        {
            using JsonDocument stats = JsonDocument.Parse(file.Stats!);
            string parquet = snapshot.EnginePath(file).Replace("[", "[[]", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);
            string from = $"FROM read_parquet('{parquet}', hive_partitioning = false)";
            Assert.Equal(One(table, $"SELECT count(*)::VARCHAR {from}"), Text(stats.RootElement.GetProperty("numRecords")));
            foreach ((string[] path, string sql, string type) in Columns)
            {
                JsonElement nulls = At(stats.RootElement.GetProperty("nullCount"), path) ?? throw new InvalidDataException($"no nullCount of {sql}");
                Assert.Equal(One(table, $"SELECT count(*) FILTER ({sql} IS NULL)::VARCHAR {from}"), Text(nulls));
                // The engine cuts long texts, so their bounds may be left out; those of others may not.
                if (sql is ("s" or "u") && At(stats.RootElement.GetProperty("maxValues"), path) is null)
                    continue;
                string min = Literal(At(stats.RootElement.GetProperty("minValues"), path), type, sql);
                string max = Literal(At(stats.RootElement.GetProperty("maxValues"), path), type, sql);
                string outside = $"SELECT count(*) FILTER ({sql} < {min} OR {sql} > {max})::VARCHAR {from}";
                Assert.True(One(table, outside) == "0", $"{sql}: rows outside {min} .. {max}");
            }
            Assert.Null(At(stats.RootElement.GetProperty("minValues"), ["nothing"]));
            Assert.Equal(One(table, $"SELECT count(*)::VARCHAR {from}"), Text(At(stats.RootElement.GetProperty("nullCount"), ["nothing"])!.Value));
            Assert.False(stats.RootElement.GetProperty("nullCount").TryGetProperty("p", out _) && partitioned);
        }
    }

    [Fact]
    public async Task Nan_is_not_hidden_behind_a_bound_that_it_is_outside_of()
    {
        using WrittenByEngine table = new();
        await table.WriteAsync(WriteMode.Create, "SELECT i AS id, CASE WHEN i = 3 THEN 'nan'::DOUBLE ELSE i::DOUBLE END AS f FROM range(10) AS r(i)");
        AddFile file = Assert.Single((await table.Table.OpenAsync(null, default)).Files);
        using JsonDocument stats = JsonDocument.Parse(file.Stats!);
        // Spark orders NaN above all numbers: a maximum that leaves it out would skip files with rows that match.
        Assert.Null(At(stats.RootElement.GetProperty("maxValues"), ["f"]));
    }

    private static string One(WrittenByEngine table, string sql) => table.Query(sql).Single()[0]!;

    private static JsonElement? At(JsonElement root, string[] path)
    {
        foreach (string name in path)
        {
            if (!root.TryGetProperty(name, out root))
                return null;
        }
        return root;
    }

    private static string Text(JsonElement number) => number.GetInt64().ToString(CultureInfo.InvariantCulture);

    private static string Literal(JsonElement? bound, string type, string column)
    {
        JsonElement value = bound ?? throw new InvalidDataException($"no bound of {column}");
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return $"CAST('{text.Replace("'", "''", StringComparison.Ordinal)}' AS {type})";
    }
}
