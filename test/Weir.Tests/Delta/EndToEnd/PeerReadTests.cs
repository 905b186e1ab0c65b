using Weir.Delta.Commands;

namespace Weir.Tests.Delta.EndToEnd;

/// <summary>What we write, readers that are not ours read with the same rows.</summary>
public sealed class PeerReadTests
{
    private const string Text = "CASE i % 7 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'it''s \"x\"' WHEN 3 THEN 'né 日本 🌊' " +
        "WHEN 4 THEN E'line\\nbreak\\ttab' ELSE repeat('long', 100) || i END";

    // Our expression, the peer's expression for the same text.
    private sealed record Column(string Name, string Source, string Ours, string Theirs);

    private static readonly Column[] Plain =
    [
        new("id", "i", "id::VARCHAR", "id"),
        new("i32", "CASE WHEN i % 5 <> 0 THEN (i * 1000 - 7000)::INTEGER END", "i32::VARCHAR", "i32"),
        new("i16", "(i * 10 - 100)::SMALLINT", "i16::VARCHAR", "i16"),
        new("i8", "(i - 20)::TINYINT", "i8::VARCHAR", "i8"),
        new("i64", "i * 100000000000 + 9000000000000000000", "i64::VARCHAR", "i64"),
        new("f32", "CASE i % 9 WHEN 0 THEN 'inf'::FLOAT WHEN 1 THEN 'nan'::FLOAT WHEN 2 THEN NULL ELSE (i + 0.25)::FLOAT END", "f32::VARCHAR", "f32"),
        new("f64", "CASE i % 9 WHEN 0 THEN '-inf'::DOUBLE WHEN 1 THEN 'nan'::DOUBLE ELSE (i + 0.125)::DOUBLE END", "f64::VARCHAR", "f64"),
        new("d10", "CASE WHEN i % 4 <> 0 THEN (i * 1.25 - 20)::DECIMAL(10,2) END", "d10::VARCHAR", "toDecimalString(d10, 2)"),
        new("d38", "(i * 12345678901234567.0123456789 - 3)::DECIMAL(38,10)", "d38::VARCHAR", "toDecimalString(d38, 10)"),
        new("s", Text, "s", "s"),
        new("b", "CASE WHEN i % 3 <> 0 THEN i % 2 = 0 END", "b::VARCHAR", "b"),
        new("bin", "CASE WHEN i % 6 <> 0 THEN unhex('00FF' || lpad(hex(i), 4, '0')) END", "hex(bin)", "hex(bin)"),
        new("day", "DATE '1960-02-28' + (i * 500)::INTEGER", "day::VARCHAR", "day"),
        new("ts", "CASE WHEN i % 8 <> 0 THEN to_timestamp(-86400.5 + i * 1234567.000001) END", "epoch_us(ts)::VARCHAR", "toUnixTimestamp64Micro(ts)"),
        new("list", "[i, NULL, i * 2]", "to_json(list)::VARCHAR", "toJSONString(list)"),
        new("map", "MAP {'a': i, 'b': NULL}", "to_json(map)::VARCHAR", "toJSONString(map)"),
        new("st", "{'x': i, 'y': {'z': 'v' || i, 'w': [{'q': i}]}}", "to_json(st)::VARCHAR", "toJSONString(st)"),
    ];

    [Fact]
    public async Task All_types_are_read_alike()
    {
        using WrittenByEngine table = new();
        string select = Select(Plain, 60);
        WriteOutcome done = await table.WriteAsync(WriteMode.Create, select);
        Assert.Equal(60, done.RowsWritten);
        await MustReadAlikeAsync(table, Plain, select, DeltaPeer.Kernel, DeltaPeer.Own);
    }

    [Fact]
    public async Task Timestamps_without_zone_are_read_alike()
    {
        Column[] columns =
        [
            Plain[0],
            new("ts", "CASE WHEN i % 4 <> 0 THEN TIMESTAMP '1969-12-31 23:59:59.999999' + i * INTERVAL '1 day 1 microsecond' END",
                "epoch_us(ts)::VARCHAR", "toUnixTimestamp64Micro(ts)"),
        ];
        using WrittenByEngine table = new();
        await table.WriteAsync(WriteMode.Create, Select(columns, 20));
        await MustReadAlikeAsync(table, columns, Select(columns, 20), DeltaPeer.Kernel);
    }

    [Fact]
    public async Task Null_and_escaped_partition_values_are_read_alike()
    {
        Column[] columns =
        [
            Plain[0],
            new("s", """
                CASE i % 16 WHEN 0 THEN NULL WHEN 1 THEN 'a b' WHEN 2 THEN 'a/b' WHEN 3 THEN '100%' WHEN 4 THEN 'k=v' WHEN 5 THEN 'né 日本'
                WHEN 6 THEN '#?&+' WHEN 7 THEN 'x:y' WHEN 8 THEN 'it''s "q"' WHEN 9 THEN '[1]*' WHEN 10 THEN 'back\slash' WHEN 11 THEN '..'
                WHEN 12 THEN '%41' WHEN 13 THEN ' lead' WHEN 14 THEN '{a}' ELSE '__x' END
                """, "s", "s"),
            new("n", "i * 2", "n::VARCHAR", "n"),
        ];
        using WrittenByEngine table = new();
        string select = Select(columns, 64);
        WriteOutcome done = await table.WriteAsync(WriteMode.Create, select, ["s"]);
        Assert.Equal(16, done.PartitionsWritten);
        await MustReadAlikeAsync(table, columns, select, DeltaPeer.Kernel);
    }

    [Theory]
    [InlineData("(i % 3)::INTEGER", "p::VARCHAR", "p")]
    [InlineData("CASE WHEN i % 3 <> 0 THEN i % 3 - 2 END", "p::VARCHAR", "p")]
    [InlineData("i % 2 = 0", "p::VARCHAR", "p")]
    [InlineData("DATE '2024-02-28' + (i % 3)::INTEGER", "p::VARCHAR", "p")]
    [InlineData("((i % 3) * 1.5)::DECIMAL(9,3)", "p::VARCHAR", "toDecimalString(p, 3)")]
    [InlineData("(i % 3) + 0.25::DOUBLE", "p::VARCHAR", "p")]
    [InlineData("to_timestamp(1714521600 + (i % 3) * 1800 + 0.25)", "epoch_us(p)::VARCHAR", "toUnixTimestamp64Micro(p)")]
    public async Task Partition_columns_of_every_type_are_read_alike(string source, string ours, string theirs)
    {
        Column[] columns = [Plain[0], new("p", source, ours, theirs)];
        using WrittenByEngine table = new();
        await table.WriteAsync(WriteMode.Create, Select(columns, 12), ["p"]);
        await MustReadAlikeAsync(table, columns, Select(columns, 12), DeltaPeer.Kernel);
    }

    [Fact]
    public async Task Appends_overwrites_and_missing_columns_are_read_alike()
    {
        Column[] columns = [Plain[0], new("s", "'v' || i", "s", "s")];
        using WrittenByEngine table = new();
        await table.WriteAsync(WriteMode.Append, Select(columns, 5));
        await table.WriteAsync(WriteMode.Overwrite, Select(columns, 3));
        await table.WriteAsync(WriteMode.Append, "SELECT 100 + i AS id FROM range(2) AS r(i)");
        await table.WriteAsync(WriteMode.Append, Select(columns, 0));
        await MustReadAlikeAsync(table, columns,
            $"{Select(columns, 3)} UNION ALL SELECT 100 + i, NULL FROM range(2) AS r(i)", DeltaPeer.Kernel);
    }

    private static string Select(IEnumerable<Column> columns, int rows) =>
        $"SELECT {string.Join(", ", columns.Select(column => $"{column.Source} AS {column.Name}"))} FROM range({rows}) AS r(i)";

    private static async Task MustReadAlikeAsync(WrittenByEngine table, Column[] columns, string select, params int[] readers)
    {
        List<string?[]> expected = table.Query(
            $"SELECT {string.Join(", ", columns.Select(column => column.Ours))} FROM ({select}) ORDER BY id");
        foreach (List<string?[]> rows in await DeltaPeer.ReadAsync(table.Root, columns.Select(column => column.Theirs), "id", readers))
        {
            Assert.Equal(expected.Count, rows.Count);
            for (int row = 0; row < rows.Count; row++)
                Assert.Equal(expected[row], rows[row]);
        }
    }
}
