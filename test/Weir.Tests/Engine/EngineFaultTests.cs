using Weir.Engine;

namespace Weir.Tests.Engine;

[Trait("Requirement", "R129")]
public sealed class EngineFaultTests : IDisposable
{
    private readonly EngineFixture _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("SELECT 1 FRM t", "WEIR4004", "Parser", 1, 14)]
    [InlineData("SELECT 1,\n  2,\n  nothing", "WEIR4005", "Binder", 3, 3)]
    [InlineData("SELECT 'äöü€😀', nothing", "WEIR4005", "Binder", 1, 18)]
    [InlineData("FROM nothing", "WEIR4005", "Catalog", 1, 6)]
    [InlineData("SELECT 'x'::INTEGER", "WEIR4006", "Conversion", 1, 11)]
    public void An_error_carries_code_kind_line_and_column_and_shows_the_place(string sql, string code, string kind, int line, int column)
    {
        WeirException error = _engine.Fails(sql);
        Assert.Equal(code, error.Code);
        Assert.Equal(kind, error.Details["engineError"]);
        Assert.Equal($"{line}", error.Details["line"]);
        Assert.Equal($"{column}", error.Details["column"]);
        string[] shown = error.Message.Split('\n');
        Assert.Equal(column - 1, shown[^1].IndexOf('^', StringComparison.Ordinal));
        Assert.DoesNotContain("exception_type", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_without_a_place_shows_the_statement_shortened()
    {
        WeirException error = _engine.Fails($"SELECT * FROM read_parquet('/nothing/here.parquet') -- {new string('x', 1000)}");
        Assert.Equal("WEIR4010", error.Code);
        Assert.InRange(error.Details["statement"].Length, 100, 303);
        Assert.Contains("/nothing/here.parquet", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_over_the_memory_limit_says_so()
    {
        using EngineFixture small = new(new EngineOptions { Threads = 1, MemoryLimitBytes = 20L << 20 });
        WeirException error = Assert.Throws<WeirException>(() => small.Connection.Execute("CREATE TABLE t AS SELECT range, uuid() FROM range(5000000)"));
        Assert.Equal("WEIR4007", error.Code);
        Assert.Contains("WeirOptions.MemoryLimitBytes", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SET ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_over_the_spill_limit_says_which_limit_it_was()
    {
        using TemporaryFolder folder = new();
        using EngineFixture small = new(new EngineOptions { Threads = 1, MemoryLimitBytes = 20L << 20, SpillFolder = folder["spill"], SpillBytesMax = 1 << 20 });
        WeirException error = Assert.Throws<WeirException>(() => small.Connection.Execute("CREATE TABLE t AS SELECT uuid() AS u, range FROM range(2000000) ORDER BY u"));
        Assert.Equal("WEIR4007", error.Code);
        Assert.Contains("the spill limit was reached: raise WeirOptions.SpillBytesMax", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("PRAGMA", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_would_change_on_its_way_to_the_engine_is_refused()
    {
        Assert.Equal("WEIR4008", _engine.Fails("SELECT 1\0; DROP TABLE t").Code);
        Assert.Equal("WEIR4008", _engine.Fails($"SELECT '{(char)0xD800}'").Code);
    }

    [Theory]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("LOAD '/nothing.duckdb_extension'")]
    [InlineData("SELECT 1; INSTALL httpfs")]
    public void Extensions_are_neither_installed_nor_loaded(string sql) =>
        Assert.Equal("WEIR4022", Assert.Throws<WeirException>(() => _engine.Connection.Execute(sql)).Code);

    [Theory]
    [InlineData(-5L, null, null, "WEIR4003")]
    [InlineData(null, null, "Nowhere/Land", "WEIR4003")]
    [InlineData(null, 0, null, "WEIR4003")]
    public void Options_that_the_engine_refuses_are_named(long? memory, int? threads, string? zone, string code)
    {
        EngineOptions options = new() { MemoryLimitBytes = memory, Threads = threads, TimeZone = zone ?? "UTC" };
        Assert.Equal(code, Assert.Throws<WeirException>(() => DuckDatabase.Open(options).Dispose()).Code);
    }

    [Fact]
    public void A_library_that_is_missing_is_reported_with_every_path_that_was_tried()
    {
        string[] candidates = [.. EngineLibrary.Candidates(["/nothing/a", "/nothing/b"])];
        WeirException error = Assert.Throws<WeirException>(() => EngineLibrary.LoadFrom(candidates));
        Assert.Equal("WEIR4001", error.Code);
        Assert.All(candidates, path => Assert.Contains(path, error.Message, StringComparison.Ordinal));
        Assert.Contains(System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R132")]
    public void A_library_that_is_no_library_or_of_another_version_is_refused()
    {
        string folder = Directory.CreateTempSubdirectory("weir-engine-").FullName;
        try
        {
            string path = Path.Combine(folder, EngineLibrary.FileName);
            File.WriteAllText(path, "this is not a library");
            WeirException error = Assert.Throws<WeirException>(() => EngineLibrary.LoadFrom([path]));
            Assert.Equal("WEIR4001", error.Code);
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        Assert.Equal("WEIR4002", Assert.Throws<WeirException>(() => EngineLibrary.RequireVersion("v2.0.0")).Code);
        EngineLibrary.RequireVersion(_engine.Database.Version);
    }
}
