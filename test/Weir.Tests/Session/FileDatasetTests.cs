namespace Weir.Tests.Sessions;

public sealed class FileDatasetTests
{
    [Theory]
    [InlineData("delimiter", "abcde", "the table 'bad': Invalid Input error: The delimiter option cannot exceed a size of 4 bytes.")]
    [InlineData("quote", "ab", "the table 'bad': Invalid Input error: The quote option cannot exceed a size of 1 byte.")]
    [InlineData("header", "true", "(strict=false)")]
    [InlineData("header", "true", "(e.g., max_line_bytes=10000000)")]
    public void What_is_wrong_with_a_file_is_told_in_the_words_of_its_options(string option, string value, string expected)
    {
        using Lake lake = new();
        string file = lake.Write("bad.csv", "id,name\n1,x\nfoo,\"a\"b\n3\n");
        Dictionary<string, string> options = new() { [option] = value };
        if (option == "header")
            options["delimiter"] = ",";
        lake.Session.Register("bad", new DatasetLocation(file, DatasetFormat.Csv) { Options = options });
        WeirException error = Assert.Throws<WeirException>(() => lake.Rows("FROM bad"));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.All(new[] { "ignore_errors", "strict_mode", "max_line_size", "encoding =", "read_csv", "line 1", "Statement:" }, word => Assert.DoesNotContain(word, error.Message, StringComparison.Ordinal));
        Assert.Equal(["engineError"], error.Details.Keys);
    }

    [Fact]
    public void A_value_that_is_none_of_its_type_is_told_in_the_words_of_the_options_of_the_table()
    {
        using Lake lake = new();
        string file = lake.Write("t.csv", "id,name\n1,x\n");
        lake.Session.Register("t", new DatasetLocation(file, DatasetFormat.Csv) { Columns = [new DatasetColumn("id", "INTEGER"), new DatasetColumn("name", "INTEGER")] });
        string told = Assert.Throws<WeirException>(() => Lake.Texts(lake.Session.Run(new Query("FROM t")))).Message;
        Assert.Contains("null_value = 'N/A'", told, StringComparison.Ordinal);
        Assert.Contains("Statement: FROM t", told, StringComparison.Ordinal);
        Assert.DoesNotContain("ignore_errors", told, StringComparison.Ordinal);
        // Who calls the engine's own function has its arguments.
        string raw = Assert.Throws<WeirException>(() => Lake.Texts(lake.Session.Run(new Query($"FROM read_csv('{file}', types = {{'name': 'INTEGER'}})")))).Message;
        Assert.Contains("nullstr", raw, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_files_are_rows_with_paths_relative_to_the_location()
    {
        using Lake lake = new();
        lake.Write("src/a.cs", "class A;");
        lake.Write("src/b c/ü[1].cs", "class Ü;\0");
        lake.Write("src/.git/c.cs", "hidden");
        File.WriteAllBytes(lake.At("src/bad.cs"), [0x41, 0xFF, 0xC3, 0x42]);
        lake.Session.Register("files", new DatasetLocation(lake.At("src"), DatasetFormat.Text));
        Assert.Equal(["a.cs|8", "b c/ü[1].cs|10", "bad.cs|4"], lake.Rows("SELECT path, size_bytes FROM files ORDER BY path"));
        Assert.Equal(["true|class Ü;|true"],
            lake.Rows("SELECT content = 'class Ü;' || chr(0), replace(content, chr(0), ''), modified_at IS NOT NULL FROM files WHERE path LIKE 'b c%'"));
        Assert.Equal(["A\uFFFD\uFFFDB"], lake.Rows("SELECT content FROM files WHERE path = 'bad.cs'"));
        lake.Session.Register("globbed", new DatasetLocation(lake.At("src/**/*.cs"), DatasetFormat.Text));
        Assert.Contains("b c/ü[1].cs", lake.Rows("SELECT path FROM globbed"));
        lake.Session.Register("one", new DatasetLocation(lake.At("src/b c/ü[1].cs"), DatasetFormat.Text));
        Assert.Equal(["ü[1].cs"], lake.Rows("SELECT path FROM one"));
    }

    [Fact]
    public void Csv_is_read_by_its_header_or_by_options()
    {
        using Lake lake = new();
        lake.Write("a.csv", "id;name\n1;'x;y'\n2;-\n");
        lake.Session.Register("a", new DatasetLocation(lake.At("a.csv"), DatasetFormat.Csv)
        {
            Options = new Dictionary<string, string> { ["delimiter"] = ";", ["quote"] = "'", ["null_value"] = "-", ["header"] = "true" },
        });
        Assert.Equal(["1|x;y", "2|NULL"], lake.Rows("SELECT id, name FROM a ORDER BY id"));
        lake.Session.Register("text", new DatasetLocation(lake.At("a.csv"), DatasetFormat.Csv)
        {
            Options = new Dictionary<string, string> { ["delimiter"] = ";", ["all_text"] = "true", ["skip"] = "1", ["header"] = "false" },
        });
        Assert.Equal(["VARCHAR"], lake.Rows("SELECT DISTINCT typeof(column0) FROM text"));
        Assert.Equal("WEIR8006", Assert.Throws<WeirException>(() => lake.Session.Register(
            "bad", new DatasetLocation(lake.At("a.csv"), DatasetFormat.Csv) { Options = new Dictionary<string, string> { ["x"] = "" } })).Code);
    }

    [Theory]
    [InlineData("[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":null}]")]
    [InlineData("{\"a\":1,\"b\":\"x\"}\n{\"a\":2}\n")]
    public void Json_is_an_array_or_lines(string text)
    {
        using Lake lake = new();
        lake.Session.Register("j", new DatasetLocation(lake.Write("j.json", text), DatasetFormat.Json));
        Assert.Equal(["1|x", "2|NULL"], lake.Rows("SELECT a, b FROM j ORDER BY a"));
    }

    [Fact]
    public void A_folder_of_parquet_files_is_one_table_by_column_name()
    {
        using Lake lake = new();
        lake.WriteParquet("p/1.parquet", "SELECT 1 AS a, 'x' AS b");
        lake.WriteParquet("p/in/2.parquet", "SELECT 'y' AS b, 2 AS a, true AS c");
        lake.WriteParquet("p/_temporary/3.parquet", "SELECT 9 AS a");
        lake.Session.Register("p", new DatasetLocation(lake.At("p"), DatasetFormat.Parquet));
        Assert.Equal(["1|x|NULL", "2|y|true"], lake.Rows("SELECT a, b, c FROM p ORDER BY a"));
        lake.WriteParquet("p/4.parquet", "SELECT 4 AS a, 0.5 AS d");
        Assert.Equal(["1|NULL", "2|NULL", "4|0.5"], lake.Rows("SELECT a, d FROM p ORDER BY a"));
    }

    [Fact]
    public void A_missing_empty_or_broken_location_is_told_with_its_path()
    {
        using Lake lake = new();
        Directory.CreateDirectory(lake.At("empty"));
        lake.Write("bad.parquet", "this is no Parquet file at all");
        Assert.Equal("WEIR8004", Code(lake, lake.At("none.csv"), DatasetFormat.Csv));
        Assert.Equal("WEIR8005", Code(lake, lake.At("empty"), DatasetFormat.Parquet));
        Assert.Equal("WEIR8005", Code(lake, lake.At("empty/*.json"), DatasetFormat.Json));
        Assert.Equal("WEIR2001", Code(lake, lake.At("none"), DatasetFormat.Delta));
        Assert.Equal("WEIR2001", Code(lake, lake.At("empty"), DatasetFormat.Delta));
        Assert.Equal("WEIR8007", Assert.Throws<WeirException>(() => lake.Session.Register("t", new DatasetLocation(lake.At("bad.parquet"), DatasetFormat.Parquet, 3))).Code);
        lake.Session.Register("t", new DatasetLocation(lake.At("bad.parquet"), DatasetFormat.Parquet));
        WeirException broken = Assert.Throws<WeirException>(() => lake.Rows("FROM t"));
        Assert.StartsWith("WEIR40", broken.Code, StringComparison.Ordinal);
        Assert.Contains("bad.parquet", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_format_is_told_from_what_is_there()
    {
        using Lake lake = new();
        Directory.CreateDirectory(lake.At("d/_delta_log"));
        lake.Write("mixed/a.csv", "a");
        lake.Write("mixed/b.json", "{}");
        lake.Write("csvs/a.csv", "a");
        lake.Write("csvs/_success", "");
        lake.Write("x@3.csv", "a");
        Assert.Equal(new DatasetLocation(lake.At("d"), DatasetFormat.Delta, 12), DatasetLocation.Detect(lake.At("d") + "@12"));
        Assert.Equal(DatasetFormat.Delta, DatasetLocation.Detect(lake.At("d")).Format);
        Assert.Equal(DatasetFormat.Csv, DatasetLocation.Detect(lake.At("csvs")).Format);
        Assert.Equal((lake.At("x@3.csv"), null), (DatasetLocation.Detect(lake.At("x@3.csv")).Path, DatasetLocation.Detect(lake.At("x@3.csv")).Version));
        Assert.Equal(DatasetFormat.Json, DatasetLocation.Detect("logs/*.ndjson.gz").Format);
        Assert.Equal("WEIR8003", Assert.Throws<WeirException>(() => DatasetLocation.Detect(lake.At("mixed"))).Code);
    }

    [Fact]
    public void A_view_runs_where_it_is_named_and_may_not_name_itself()
    {
        using Lake lake = new();
        lake.Session.Register("numbers", new DatasetLocation(lake.WriteParquet("n.parquet", "SELECT i FROM range(10) t(i)"), DatasetFormat.Parquet));
        lake.Session.RegisterView("even", "SELECT i FROM numbers WHERE i % 2 = 0 -- half of them\n;");
        lake.Session.RegisterView("squares", "SELECT i * i AS s FROM even");
        Assert.Equal(["120"], lake.Rows("SELECT sum(s) FROM squares"));
        Assert.Equal(["120"], lake.Rows("SELECT sum(s) FROM squares"));
        lake.Session.RegisterView("even", "SELECT i FROM squares");
        Assert.Equal("WEIR8012", Assert.Throws<WeirException>(() => lake.Rows("FROM squares")).Code);
        lake.Session.RegisterView("bad", "DROP TABLE numbers");
        Assert.Equal("WEIR5001", Assert.Throws<WeirException>(() => lake.Rows("FROM bad")).Code);
        Assert.True(lake.Session.Unregister("EVEN"));
        Assert.False(lake.Session.Unregister("even"));
        Assert.Equal("WEIR8002", Assert.Throws<WeirException>(() => lake.Session.RegisterView("", "SELECT 1")).Code);
    }

    private static string Code(Lake lake, string path, DatasetFormat format)
    {
        lake.Session.Register("t", new DatasetLocation(path, format));
        WeirException error = Assert.Throws<WeirException>(() => lake.Rows("FROM t"));
        Assert.Contains(Path.GetFileName(path), error.Message, StringComparison.Ordinal);
        return error.Code;
    }
}
