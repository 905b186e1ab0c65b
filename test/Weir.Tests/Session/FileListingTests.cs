using System.Diagnostics;

namespace Weir.Tests.Sessions;

public sealed class FileListingTests
{
    [Fact]
    public void Folders_of_values_are_parts_of_one_table()
    {
        using Lake lake = new();
        lake.Write("lake/sales/year=2025/month=1/x.csv", "id\n1\n");
        lake.Write("lake/sales/year=2026/_hidden=1/z.parquet", "");
        lake.Write("lake/sales/year=2026/month=2/y.csv", "id\n2\n");
        lake.Write("lake/plain/2025/x.csv", "id\n1\n");
        CatalogLoad load = lake.Session.Catalog.Load(new CatalogFolder(lake.At("lake")));
        Assert.Equal(["sales"], load.Tables.Select(table => table.Name));
        Assert.Equal(("plain", "WEIR8003"), load.Errors.Select(error => (error.Entry, error.Error.Code)).Single());
        Assert.Equal(["1|1|2025", "2|2|2026"], lake.Rows("SELECT id, month, year FROM sales ORDER BY id"));
        Assert.Equal(DatasetFormat.Csv, DatasetLocation.Detect(lake.At("lake/sales")).Format);
        CatalogLoad itself = lake.Session.Catalog.Load(new CatalogFolder(lake.At("lake/sales/")) { Schema = "own" });
        Assert.Equal("sales", itself.Tables.Single().Name);
        Assert.Equal(["2"], lake.Rows("SELECT count(*) FROM own.sales"));
    }

    [Fact]
    public void A_folder_is_listed_as_its_options_say()
    {
        using Lake lake = new();
        lake.WriteParquet("t/a.parquet", "SELECT 1 AS id");
        lake.WriteParquet("t/b.pq", "SELECT 2 AS id");
        lake.WriteParquet("t/in/c.parquet", "SELECT 3 AS id");
        Assert.Equal("1,3", Ids());
        Assert.Equal("1", Ids(("ignore_subdirectory", "true")));
        Assert.Equal("2", Ids(("file_extension", ".pq")));
        Assert.Equal("WEIR8005", Assert.Throws<WeirException>(() => Ids(("file_extension", ".none"))).Code);
        lake.Session.Register("t", new DatasetLocation(lake.At("t"), DatasetFormat.Parquet) { Files = ["b.pq", "in/c.parquet"] });
        Assert.Equal(["2", "3"], lake.Rows("FROM t ORDER BY id"));
        lake.Session.Register("t", new DatasetLocation(lake.At("t"), DatasetFormat.Parquet) { Files = ["gone.pq"] });
        Assert.Equal("WEIR8004", Assert.Throws<WeirException>(() => lake.Rows("FROM t")).Code);

        string Ids(params (string Name, string Value)[] options)
        {
            lake.Session.Register("t", new DatasetLocation(lake.At("t"), DatasetFormat.Parquet) { Options = options.ToDictionary(option => option.Name, option => option.Value) });
            return string.Join(',', lake.Rows("SELECT id FROM t ORDER BY id"));
        }
    }

    [Fact]
    public void A_list_of_files_is_kept_as_long_as_its_dataset_says()
    {
        using Lake lake = new();
        lake.WriteParquet("t/a.parquet", "SELECT 1 AS id");
        DatasetLocation location = new(lake.At("t"), DatasetFormat.Parquet);
        lake.Session.Register("fresh", location);
        lake.Session.Register("kept", location with { Options = new Dictionary<string, string> { ["list_cache_ttl_seconds"] = "3600" } });
        lake.Session.Register("small", location with { Options = new Dictionary<string, string> { ["list_cache_ttl_seconds"] = "3600", ["list_cache_files_max"] = "0" } });
        Assert.Equal(["1|1|1"], Counts());
        lake.WriteParquet("t/b.parquet", "SELECT 2 AS id");
        Assert.Equal(["2|1|2"], Counts());

        List<string> Counts() => lake.Rows("SELECT (SELECT count(*) FROM fresh), (SELECT count(*) FROM kept), (SELECT count(*) FROM small)");
    }

    [Fact]
    public void A_column_tells_the_file_of_each_row()
    {
        using Lake lake = new();
        lake.Write("t/a.csv", "id\n1\n");
        lake.Write("t/b.csv", "id\n2\n");
        DatasetLocation location = new(lake.At("t"), DatasetFormat.Csv) { Options = new Dictionary<string, string> { ["file_column"] = "from file" } };
        lake.Session.Register("found", location);
        lake.Session.Register("declared", location with { Columns = [new DatasetColumn("id", "TINYINT")] });
        foreach (string table in new[] { "found", "declared" })
            Assert.Equal([$"1|{lake.At("t/a.csv")}", $"2|{lake.At("t/b.csv")}"], lake.Rows($"SELECT id, \"from file\" FROM {table} ORDER BY id"));
    }

    [Fact]
    public void Texts_are_read_as_the_declared_types_and_a_value_that_is_none_is_told()
    {
        using Lake lake = new();
        lake.Write("t/a.csv", "id,day\n007,01.02.2026\n");
        DatasetLocation location = new(lake.At("t"), DatasetFormat.Csv) { Columns = [new DatasetColumn("day", "DATE"), new DatasetColumn("id", "VARCHAR")], Options = new Dictionary<string, string> { ["date_format"] = "%d.%m.%Y" } };
        lake.Session.Register("t", location);
        Assert.Equal(["2026-02-01|007"], lake.Rows("FROM t"));
        lake.Write("t/a.csv", "id,day\n007,tomorrow\n");
        Assert.Contains("tomorrow", Assert.Throws<WeirException>(() => lake.Rows("FROM t")).Message, StringComparison.Ordinal);
        lake.Write("j.json", "{\"id\": \"5\", \"more\": {\"x\": 1}}");
        lake.Session.Register("j", new DatasetLocation(lake.At("j.json"), DatasetFormat.Json) { Columns = [new DatasetColumn("id", "INTEGER"), new DatasetColumn("more", "STRUCT(x UTINYINT)")] });
        Assert.Equal(["5|{'x': 1}|STRUCT(x UTINYINT)"], lake.Rows("SELECT *, typeof(more) FROM j"));
    }

    [Fact]
    public async Task Rows_that_need_not_end_are_read_from_a_pipe_as_they_come()
    {
        if (OperatingSystem.IsWindows())
            return;
        using Lake lake = new();
        using (Process made = Process.Start("mkfifo", lake.At("pipe")))
            await made.WaitForExitAsync();
        lake.Session.Catalog.Execute($"CREATE UNBOUNDED EXTERNAL TABLE p (id INTEGER, name VARCHAR) STORED AS CSV LOCATION '{lake.At("pipe")}' OPTIONS ('header' 'false', 'delimiter' ',')");
        Task writing = Task.Run(() => File.WriteAllText(lake.At("pipe"), "1,a\n2,b\n"));
        Assert.Equal(["1|a", "2|b"], lake.Rows("FROM p"));
        await writing.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
