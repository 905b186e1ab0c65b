namespace Weir.Tests.Sessions;

public sealed class SchemaEvolutionTests
{
    private static readonly DatasetColumn[] Columns =
    [
        new("id", "BIGINT") { NotNull = true }, new("name", "VARCHAR"), new("price", "DOUBLE") { Default = "-1" }, new("moment", "TIMESTAMP"),
    ];

    private static readonly SchemaEvolution Loose = new() { AllowsAdditions = true, AllowsWidening = true, FillsDefaults = true };

    private static readonly SchemaEvolution Full = Loose with { Renames = new Dictionary<string, string> { ["title"] = "name" } };

    // Three generations: narrower types, an older name, columns that were added later, and one that is gone. What comes out is what the engine
    // answers to a union written by hand.
    [Theory]
    [InlineData(DatasetFormat.Parquet)]
    [InlineData(DatasetFormat.Csv)]
    [InlineData(DatasetFormat.Json)]
    [Trait("Requirement", "R174")]
    [Trait("Requirement", "R175")]
    public void Files_of_several_generations_are_one_table(DatasetFormat format)
    {
        using Lake lake = new();
        string[] generations =
        [
            "SELECT 1::SMALLINT AS id, 'a' AS title, 9 AS gone",
            "SELECT 2::INTEGER AS id, 'b' AS title, 1.5::FLOAT AS price UNION ALL SELECT 3, NULL, NULL",
            "SELECT TIMESTAMP '2026-01-01 10:00:00' AS moment, 4::BIGINT AS id, 2.25::DOUBLE AS price, 'd' AS name",
        ];
        for (int i = 0; i < generations.Length; i++)
            Write(lake, $"t/{i}", generations[i], format);
        lake.Session.Register("t", new DatasetLocation(lake.At("t"), format) { Columns = Columns, Evolution = Full });
        using (QueryResult result = lake.Session.Run(new Query("SELECT * FROM t")))
        {
            SchemaAdaptation adaptation = Assert.Single(result.Tables).Adaptation!;
            Assert.Same(Full, adaptation.Evolution);
            Assert.Equal([1, 1, 1], adaptation.Generations.Select(generation => generation.FileCount));
            Assert.Equal(new ColumnAdaptation("name", "VARCHAR", "title", "VARCHAR"), adaptation.Generations[0].Columns[1]);
            Assert.Equal(new ColumnAdaptation("price", "DOUBLE", null, null), adaptation.Generations[0].Columns[2]);
            if (format == DatasetFormat.Parquet)
                Assert.Equal(new ColumnAdaptation("price", "DOUBLE", "price", "FLOAT"), adaptation.Generations[1].Columns[2]);
        }
        lake.Session.RegisterView("expected",
            """
            SELECT 1::BIGINT AS id, 'a' AS name, -1::DOUBLE AS price, NULL::TIMESTAMP AS moment UNION ALL SELECT 2, 'b', 1.5, NULL
            UNION ALL SELECT 3, NULL, NULL, NULL UNION ALL SELECT 4, 'd', 2.25, TIMESTAMP '2026-01-01 10:00:00'
            """);
        Assert.Empty(lake.Rows("(FROM t EXCEPT ALL FROM expected) UNION ALL (FROM expected EXCEPT ALL FROM t)"));
        Assert.Equal(["BIGINT|VARCHAR|DOUBLE|TIMESTAMP"], lake.Rows("SELECT DISTINCT typeof(id), typeof(name), typeof(price), typeof(moment) FROM t"));
        // A generation that comes later is found by the next query.
        Write(lake, "t/9", "SELECT 5::TINYINT AS id", format);
        Assert.Equal(["5|NULL|-1.0|NULL"], lake.Rows("FROM t WHERE id = 5"));
        Assert.Equal("15", Assert.Single(lake.Rows("SELECT sum(id) FROM t")));
    }

    [Fact]
    [Trait("Requirement", "R175")]
    public void Sinks_are_told_what_may_differ_and_how_each_column_was_made()
    {
        Weir.Diagnostics.InMemoryDiagnosticsSink sink = new();
        using Lake lake = new(options => options.DiagnosticsSinks.Add(sink));
        lake.WriteParquet("t/1.parquet", "SELECT 1::SMALLINT AS id, 'a' AS title");
        lake.Session.Register("t", new DatasetLocation(lake.At("t"), DatasetFormat.Parquet) { Columns = Columns, Evolution = Full });
        Assert.Equal(["1"], lake.Rows("SELECT id FROM t"));
        System.Text.Json.JsonElement registered = Assert.Single(sink.Records, record => record.Name == "weir_table_provider_registered").Payload;
        Assert.Equal(("additions,widening,defaults", "declared"), (registered.GetProperty("evolution").GetString(), registered.GetProperty("contract").GetString()));
        System.Text.Json.JsonElement adapted = sink.Records.Last(record => record.Name == "weir_plan_bundle").Payload.GetProperty("tables")[0].GetProperty("adapter")[0];
        Assert.Equal(1, adapted.GetProperty("files").GetInt32());
        Assert.Equal(
            ["id BIGINT id SMALLINT", "name VARCHAR title VARCHAR", "price DOUBLE  ", "moment TIMESTAMP  "],
            adapted.GetProperty("columns").EnumerateArray().Select(column => string.Join(' ', new[] { "column", "type", "file_column", "file_type" }
                .Select(member => column.TryGetProperty(member, out System.Text.Json.JsonElement value) ? value.GetString() : ""))));
    }

    [Fact]
    [Trait("Requirement", "R174")]
    public async Task A_delta_table_is_adapted_as_files_are()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 1::SMALLINT AS id, 'a' AS title UNION ALL SELECT 2::SMALLINT, NULL"), DeltaWriteMode.Create);
        lake.Session.Register("t", lake.Table("t") with { Columns = Columns, Evolution = Full });
        Assert.Equal(["1|a|-1.0|NULL", "2|NULL|-1.0|NULL"], lake.Rows("FROM t ORDER BY id"));
        Assert.Equal(["2"], lake.Rows("SELECT id FROM t WHERE name IS NULL AND price < 0"));
        using QueryResult result = lake.Session.Run(new Query("SELECT * FROM t WHERE id > 5"));
        TableBinding binding = Assert.Single(result.Tables);
        Assert.Equal("the declared columns are made from the table's", binding.Files!.Reason);
        Assert.Equal(new ColumnAdaptation("id", "BIGINT", "id", "SMALLINT"), binding.Adaptation!.Generations[0].Columns[0]);
    }

    // Names that change places must not let statistics of the one be asked for the other.
    [Fact]
    public async Task Renames_that_change_places_give_the_right_rows()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT i AS a, 100 + i AS b FROM range(10) AS r(i)"), DeltaWriteMode.Create);
        lake.Session.Register("t", lake.Table("t") with
        {
            Columns = [new DatasetColumn("a", "BIGINT"), new DatasetColumn("b", "BIGINT")],
            Evolution = SchemaEvolution.Strict with { Renames = new Dictionary<string, string> { ["a"] = "b", ["b"] = "a" } },
        });
        Assert.Equal(["105|5"], lake.Rows("SELECT a, b FROM t WHERE a = 105"));
        Assert.Equal(["10"], lake.Rows("SELECT count(*) FROM t WHERE b < 50"));
    }

    [Fact]
    public async Task Declared_columns_that_are_the_tables_own_leave_files_out_as_before()
    {
        using Lake lake = new();
        foreach (int day in new[] { 1, 2, 3 })
            await lake.Session.WriteAsync(lake.Table("t"), new Query($"SELECT {day} AS day, 'x' AS name, 1 AS more"), DeltaWriteMode.Append);
        lake.Session.Register("t", lake.Table("t") with { Columns = [new DatasetColumn("name", "VARCHAR"), new DatasetColumn("day", "INTEGER")], Evolution = SchemaEvolution.Additive });
        using QueryResult result = lake.Session.Run(new Query("SELECT name FROM t WHERE day = 2"));
        Assert.Equal(1, Assert.Single(result.Tables).Files!.FilesRead);
        Assert.Equal(["x"], Lake.Texts(result));
    }

    public static TheoryData<string, string, SchemaEvolution?, string, string> Incompatible => new()
    {
        { "SELECT 1::BIGINT AS a", "INTEGER", Loose, "is BIGINT in the files and declared as INTEGER", "declare it as BIGINT" },
        { "SELECT 1::INTEGER AS a", "BIGINT", null, "is INTEGER in the files and declared as BIGINT", "allow widening" },
        { "SELECT 'x' AS a", "INTEGER", Loose, "is VARCHAR in the files and declared as INTEGER", "cast it in a view" },
        { "SELECT 1 AS b", "INTEGER", null, "is declared as INTEGER, and files lack it (they have b)", "allow additions" },
        { "SELECT 1 AS a, 2 AS b", "INTEGER", null, "is INTEGER in the files and not declared", "declare it, or allow additions" },
        { "SELECT {'x': 1::SMALLINT} AS a", "STRUCT(x INTEGER)", Loose, "is STRUCT(x SMALLINT) in the files", "apply the evolution to nested fields" },
        { "SELECT {'x': 1} AS a", "STRUCT(x INTEGER, y INTEGER)", SchemaEvolution.Widening with { AppliesToNested = true }, "is declared as INTEGER, and files lack it", "allow additions" },
        { "SELECT {'x': 1, 'z': 1} AS a", "STRUCT(x INTEGER)", SchemaEvolution.Widening with { AppliesToNested = true }, "is INTEGER in the files and not declared", "declare it" },
        { "SELECT [1::BIGINT] AS a", "INTEGER[]", Loose with { AppliesToNested = true }, "is BIGINT in the files and declared as INTEGER", "declare it as BIGINT" },
        { "SELECT 1 AS a, 2 AS old", "INTEGER", Loose with { Renames = new Dictionary<string, string> { ["old"] = "a" } }, "is in one file as 'a' and as 'old'", "write the file anew" },
    };

    [Theory]
    [MemberData(nameof(Incompatible))]
    [Trait("Requirement", "R176")]
    public void What_does_not_fit_is_refused_at_registration_with_column_types_and_mend(string file, string type, SchemaEvolution? evolution, string problem, string mend)
    {
        using Lake lake = new();
        DatasetLocation location = new(lake.WriteParquet("t.parquet", file), DatasetFormat.Parquet) { Columns = [new DatasetColumn("a", type)], Evolution = evolution };
        WeirException error = Assert.Throws<WeirException>(() => lake.Session.Register("t", location));
        Assert.Equal("WEIR8054", error.Code);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains(mend, error.Message, StringComparison.Ordinal);
        Assert.Empty(lake.Session.Tables);
    }

    [Fact]
    [Trait("Requirement", "R176")]
    public void A_required_column_that_files_lack_needs_a_default()
    {
        using Lake lake = new();
        DatasetLocation location = new(lake.WriteParquet("t.parquet", "SELECT 1 AS b"), DatasetFormat.Parquet) { Columns = [new DatasetColumn("a", "INTEGER") { NotNull = true }], Evolution = Loose };
        Assert.Contains("NOT NULL, and files lack it", Assert.Throws<WeirException>(() => lake.Session.Register("t", location)).Message, StringComparison.Ordinal);
        lake.Session.Register("t", location with { Columns = [location.Columns[0] with { Default = "7" }] });
        Assert.Equal(["7"], lake.Rows("FROM t"));
    }

    public static TheoryData<DatasetLocation, string, string> Contradicted => new()
    {
        { new DatasetLocation("a.csv") { Columns = [new DatasetColumn("a", "INTEGER") { Default = "'x'" }, new DatasetColumn("b", "VARCHAR")] }, "WEIR8056", "the default of the column 'a' is 'x', which is no INTEGER" },
        { new DatasetLocation("a.csv") { Columns = [new DatasetColumn("a", "INTEGER"), new DatasetColumn("b", "VARCHAR")], PartitionColumns = [new DatasetColumn("month", "INTEGER")] }, "WEIR8054", "lies in none named month=value" },
        { new DatasetLocation("p") { PartitionColumns = [new DatasetColumn("month", "INTEGER")] }, "WEIR8054", "lies in none named month=value (it has year)" },
        { new DatasetLocation("a.csv") { Constraints = new DatasetConstraints { Checks = [new DatasetCheck("nosuch > 1")] }, Contract = ContractMode.Enforced }, "WEIR8056", "CHECK (nosuch > 1) names the column 'nosuch', which is not there; the columns are a, b" },
        { new DatasetLocation("a.csv") { Constraints = new DatasetConstraints { PrimaryKey = ["nosuch"] } }, "WEIR8056", "the primary key names the column 'nosuch'" },
        { new DatasetLocation("a.csv") { Constraints = new DatasetConstraints { ForeignKeys = [new DatasetForeignKey(["nosuch"], "t", ["a"])] } }, "WEIR8056", "a foreign key names the column 'nosuch'" },
        { new DatasetLocation("p") { SortOrder = [new DatasetSortColumn("nosuch")] }, "WEIR8056", "the sort order names the column 'nosuch', which is not there; the columns are id, year" },
        { new DatasetLocation("d") { Constraints = new DatasetConstraints { Checks = [new DatasetCheck("nosuch > 1")] } }, "WEIR8056", "the columns are id" },
        { new DatasetLocation("d") { PartitionColumns = [new DatasetColumn("month", "INTEGER")] }, "WEIR8054", "is declared to partition the table by (month)" },
        { new DatasetLocation("d", DatasetFormat.Delta, 0) { Timestamp = DateTimeOffset.UnixEpoch }, "WEIR8014", "at version 0 and at 1970" },
        { new DatasetLocation("d", DatasetFormat.Delta, 0) { Changes = new DeltaChangeRange() }, "WEIR2033", "beside the range of changes" },
    };

    [Theory]
    [MemberData(nameof(Contradicted))]
    [Trait("Requirement", "R176")]
    public async Task What_is_declared_is_held_against_what_is_there_at_registration(DatasetLocation declared, string code, string problem)
    {
        using Lake lake = new();
        lake.Write("a.csv", "a,b\n1,x\n");
        lake.WriteParquet("p/year=2025/a.parquet", "SELECT 1 AS id");
        await lake.Session.WriteAsync(lake.Table("d"), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
        DatasetFormat format = declared.Path switch { "a.csv" => DatasetFormat.Csv, "p" => DatasetFormat.Parquet, _ => DatasetFormat.Delta };
        WeirException error = Assert.Throws<WeirException>(() => lake.Session.Register("t", declared with { Path = lake.At(declared.Path), Format = format }));
        Assert.Equal(code, error.Code);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Empty(lake.Session.Tables);
    }

    [Theory]
    [InlineData(DatasetFormat.Csv)]
    [InlineData(DatasetFormat.Parquet)]
    [InlineData(DatasetFormat.Delta)]
    [Trait("Requirement", "R176")]
    public void What_needs_files_to_be_known_is_not_asked_for_before_there_are_any(DatasetFormat format)
    {
        using Lake lake = new();
        DatasetLocation location = new(lake.At("later"), format)
        {
            PartitionColumns = [new DatasetColumn("year", "INTEGER")],
            SortOrder = [new DatasetSortColumn("id")],
            Constraints = new DatasetConstraints { PrimaryKey = ["id"], Checks = [new DatasetCheck("id > 0")] },
            Contract = ContractMode.Enforced,
        };
        lake.Session.Register("t", location);
        Assert.Equal("WEIR8056", Assert.Throws<WeirException>(() => lake.Session.Register("t", location with { Constraints = new DatasetConstraints { Checks = [new DatasetCheck("id +")] } })).Code);
        Assert.Single(lake.Session.Tables);
    }

    [Fact]
    public void A_file_that_comes_later_and_does_not_fit_ends_the_query()
    {
        using Lake lake = new();
        lake.WriteParquet("t/1.parquet", "SELECT 1::BIGINT AS a");
        lake.Session.Register("t", new DatasetLocation(lake.At("t"), DatasetFormat.Parquet) { Columns = [new DatasetColumn("a", "BIGINT")] });
        lake.WriteParquet("t/2.parquet", "SELECT 'x' AS a");
        Assert.Equal("WEIR8054", Assert.Throws<WeirException>(() => lake.Rows("FROM t")).Code);
    }

    [Fact]
    public void Fields_of_nested_columns_evolve_too()
    {
        using Lake lake = new();
        lake.WriteParquet("t/1.parquet", "SELECT 1 AS id, {'x': 1::SMALLINT, 'gone': 1} AS s, [{'k': 1::TINYINT}, NULL] AS l, MAP {'a': {'v': 1::INTEGER}} AS m");
        lake.WriteParquet("t/2.parquet", "SELECT 2 AS id, {'y q': 'why', 'x': 2::BIGINT} AS s, [{'k': 2::BIGINT, 'n': 'new'}] AS l, MAP {'b': {'v': 2::BIGINT}} AS m");
        lake.WriteParquet("t/3.parquet", "SELECT 3 AS id, NULL::STRUCT(x SMALLINT) AS s, NULL::STRUCT(k INTEGER)[] AS l, NULL::MAP(VARCHAR, STRUCT(v INTEGER)) AS m");
        lake.Session.Register("t", new DatasetLocation(lake.At("t"), DatasetFormat.Parquet)
        {
            Columns =
            [
                new DatasetColumn("id", "INTEGER"), new DatasetColumn("s", "STRUCT(x BIGINT, \"y q\" VARCHAR)"), new DatasetColumn("l", "STRUCT(k BIGINT, n VARCHAR)[]"),
                new DatasetColumn("m", "MAP(VARCHAR, STRUCT(v BIGINT))"),
            ],
            Evolution = new SchemaEvolution { AllowsAdditions = true, AllowsWidening = true, AppliesToNested = true },
        });
        Assert.Equal(
            [
                "1|{'x': 1, 'y q': NULL}|[{'k': 1, 'n': NULL}, NULL]|{a={'v': 1}}",
                "2|{'x': 2, 'y q': why}|[{'k': 2, 'n': new}]|{b={'v': 2}}",
                "3|NULL|NULL|NULL",
            ],
            lake.Rows("FROM t ORDER BY id"));
        Assert.Equal(["STRUCT(x BIGINT, \"y q\" VARCHAR)|STRUCT(k BIGINT, n VARCHAR)[]|MAP(VARCHAR, STRUCT(v BIGINT))"], lake.Rows("SELECT DISTINCT typeof(s), typeof(l), typeof(m) FROM t"));
    }

    [Fact]
    public void Partition_columns_have_their_declared_types()
    {
        using Lake lake = new();
        lake.WriteParquet("t/year=2025/region=01/a.parquet", "SELECT 1 AS id");
        lake.WriteParquet("t/year=2026/region=x%20y/b.parquet", "SELECT 2::SMALLINT AS id");
        lake.Session.Register("t", new DatasetLocation(lake.At("t"), DatasetFormat.Parquet)
        {
            Columns = [new DatasetColumn("id", "INTEGER")],
            PartitionColumns = [new DatasetColumn("year", "SMALLINT"), new DatasetColumn("region", "VARCHAR")],
            Evolution = SchemaEvolution.Widening,
        });
        Assert.Equal(["1|2025|01|SMALLINT", "2|2026|x y|SMALLINT"], lake.Rows("SELECT *, typeof(year) FROM t ORDER BY id"));
        Assert.Equal(["2"], lake.Rows("SELECT id FROM t WHERE year = 2026"));
    }

    [Fact]
    public async Task Partition_columns_of_a_delta_table_are_held_against_its_own()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 1 AS id, 2026 AS year"), DeltaWriteMode.Create, new DeltaWriteOptions { PartitionBy = ["year"] });
        DatasetLocation location = lake.Table("t") with { Columns = [new DatasetColumn("id", "INTEGER")], PartitionColumns = [new DatasetColumn("year", "INTEGER")] };
        lake.Session.Register("t", location);
        Assert.Equal(["1|2026"], lake.Rows("FROM t"));
        DatasetLocation other = location with { Columns = [new DatasetColumn("year", "INTEGER")], PartitionColumns = [new DatasetColumn("id", "INTEGER")] };
        Assert.Contains("declare (year), by which it is partitioned", Assert.Throws<WeirException>(() => lake.Session.Register("t", other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unsigned_integers_and_moments_of_every_precision_keep_their_types()
    {
        using Lake lake = new();
        string file = lake.WriteParquet("t.parquet",
            "SELECT 255::UTINYINT AS a, 18446744073709551615::UBIGINT AS b, 1.5::DECIMAL(30,2) AS c, TIMESTAMP_NS '2026-01-01 00:00:00.123456789' AS d, TIMESTAMP_MS '2026-01-01' AS e, TIMESTAMPTZ '2026-01-01 00:00:00+00' AS f, UUID '00000000-0000-0000-0000-000000000001' AS g, 'x'::BLOB AS h");
        string columns = string.Join(", ", lake.Session.Describe(new Query($"FROM read_parquet('{file}')")).Fields.Select(field => field.Name)
            .Zip(lake.Rows($"SELECT column_type FROM (DESCRIBE FROM read_parquet('{file}'))"), (name, type) => $"{name} {type}"));
        lake.Session.Catalog.Execute($"CREATE EXTERNAL TABLE t ({columns}) STORED AS PARQUET LOCATION '{file}'");
        Assert.Empty(lake.Rows($"FROM t EXCEPT FROM read_parquet('{file}')"));
        Assert.Contains("b UBIGINT", lake.Session.Catalog.Ddl(new TableName("t")), StringComparison.Ordinal);
    }

    private static void Write(Lake lake, string name, string select, DatasetFormat format)
    {
        string ending = format.ToString().ToLowerInvariant();
        Directory.CreateDirectory(Path.GetDirectoryName(lake.At(name))!);
        using Weir.Engine.DuckConnection connection = lake.Session.Host.Engine.Connect();
        connection.Execute($"COPY ({select}) TO '{lake.At(name)}.{ending}' (FORMAT {ending})");
    }
}
