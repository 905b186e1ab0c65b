using Weir.Arrow;

namespace Weir.Tests.Sessions;

public sealed class SessionCatalogTests
{
    [Fact]
    [Trait("Requirement", "R167")]
    public void A_table_may_be_declared_by_a_statement_or_by_an_object_and_is_the_same()
    {
        using Lake lake = new();
        string file = lake.Write("it's a.csv", "id;name\n1;x\n2;y\n");
        DatasetLocation location = new(file, DatasetFormat.Csv)
        {
            Columns = [new DatasetColumn("id", "SMALLINT"), new DatasetColumn("name", "VARCHAR")],
            Options = new Dictionary<string, string> { ["delimiter"] = ";" },
        };
        lake.Session.Register("a", location);
        Assert.Equal(1, lake.Session.Catalog.Execute(DatasetDdl.Of(new TableName("b"), location)));
        Assert.Equal(lake.Session.Catalog.Fingerprint(new TableName("a")), lake.Session.Catalog.Fingerprint(new TableName("b")));
        Assert.Equal(["1|x|SMALLINT", "2|y|SMALLINT"], lake.Rows("SELECT a.id, b.name, typeof(b.id) FROM a JOIN b USING (id) ORDER BY 1"));
        Assert.Equal(lake.Session.Catalog.Ddl(new TableName("a")).Replace("TABLE a", "TABLE b", StringComparison.Ordinal), lake.Session.Catalog.Ddl(new TableName("b")));
    }

    [Fact]
    [Trait("Requirement", "R169")]
    [Trait("Requirement", "R195")]
    public void What_is_written_of_texts_with_comments_declares_the_same_again()
    {
        using Lake lake = new();
        string file = lake.Write("a.csv", "id,name\n1,x\n");
        lake.Session.Catalog.Execute($"""
            CREATE EXTERNAL TABLE a (id INTEGER DEFAULT 1 -- one
              , name VARCHAR, CHECK (/* the key */ id > 0 -- hi
              )) STORED AS CSV LOCATION '{file}';
            CREATE VIEW v AS SELECT id FROM a -- only ids; and no others
            ;
            CREATE VIEW w AS /* names */ SELECT name FROM a; -- the end
            """);
        lake.Session.Register("b", new DatasetLocation(file, DatasetFormat.Csv)
        {
            Columns = [new DatasetColumn("id", "INTEGER") { Default = " 1 " }, new DatasetColumn("name", "VARCHAR")],
            Constraints = new DatasetConstraints { Checks = [new DatasetCheck("id > 0 -- hi")] },
        });
        lake.Session.RegisterView("x", "/* names */ SELECT name FROM a;-- no more");
        Assert.Equal(Of("a"), Of("b"));
        Assert.Equal(Of("w"), Of("x"));
        Dictionary<string, string?> before = lake.Session.Catalog.Names.ToDictionary(name => name.Name, name => Of(name.Name));
        string ddl = string.Concat(lake.Session.Catalog.Names.Select(name => $"{lake.Session.Catalog.Ddl(name)};\n"));
        using Session other = lake.Runtime.NewSession();
        Assert.Equal(5, other.Catalog.Execute(ddl));
        Assert.Equal(before, other.Catalog.Names.ToDictionary(name => name.Name, name => other.Catalog.Fingerprint(name)));

        string? Of(string name) => lake.Session.Catalog.Fingerprint(new TableName(name));
    }

    [Fact]
    public void A_table_that_is_there_is_not_opened_for_one_of_its_name()
    {
        using Lake lake = new();
        lake.Session.RegisterView("t", "SELECT 1 AS x");
        const string Missing = "CREATE EXTERNAL TABLE IF NOT EXISTS t (a INTEGER) STORED AS CSV LOCATION 'nothing/is/here.csv'";
        Assert.Equal(1, lake.Session.Catalog.Execute(Missing));
        Assert.Equal(["1"], lake.Rows("FROM t"));
        Assert.Equal("WEIR8004", Assert.Throws<WeirException>(() => lake.Session.Catalog.Execute($"DROP VIEW t; {Missing}")).Code);
        Assert.Equal("WEIR8052", Assert.Throws<WeirException>(() => lake.Session.Catalog.Execute(Missing.Replace("IF NOT EXISTS ", "", StringComparison.Ordinal))).Code);
        Assert.Equal(["1"], lake.Rows("FROM t"));
    }

    [Theory]
    [InlineData("DROP TABLE v", "WEIR8008", "'v' is a view and no table; DROP VIEW v takes it away")]
    [InlineData("DROP VIEW s.t", "WEIR8008", "'weir.s.t' is a table and no view; DROP TABLE weir.s.t takes it away")]
    [InlineData("DROP TABLE nothing", "WEIR8008", "there is no table 'nothing'; registered are: \"a b\", v, weir.s.t.")]
    [InlineData("DROP SCHEMA main CASCADE", "WEIR8061", "is the one that every session has; drop its tables one by one")]
    [InlineData("DROP SCHEMA s", "WEIR8061", "has 1 tables; write CASCADE to drop them with it")]
    [InlineData("USE s; DROP SCHEMA s CASCADE", "WEIR8061", "is the current one; name another with USE first")]
    [InlineData("CREATE EXTERNAL TABLE c STORED AS CSV LOCATION 'c'\nOPTIONS ('sep' ';')", "WEIR8006", "line 2, column 10: a dataset of the format Csv has no option 'sep'; it has all_text, comment, ")]
    [InlineData("CREATE EXTERNAL TABLE c STORED AS CSV LOCATION 'c' OPTIONS ('header' 'so')", "WEIR8006", "line 1, column 61: the dataset option 'header' is 'so', expected is true or false")]
    [InlineData("CREATE EXTERNAL TABLE c STORED AS CSV LOCATION 'c' OPTIONS ('cache' 'so')", "WEIR8006", "the dataset option 'cache' is not one that a table sets: list_cache_ttl_seconds says")]
    public void A_statement_that_cannot_be_done_says_what_can(string ddl, string code, string message)
    {
        using Lake lake = new();
        lake.Session.Catalog.Execute($"CREATE VIEW v AS SELECT 1 AS x; CREATE VIEW \"a b\" AS SELECT 1 AS x; CREATE SCHEMA s; CREATE EXTERNAL TABLE s.t STORED AS TEXT LOCATION '{lake.Folder}'");
        WeirException error = Assert.Throws<WeirException>(() => lake.Session.Catalog.Execute(ddl));
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT id,\n  nosuch FROM t", "WEIR4005", "the view 'weir.s.v': Binder error (line 2, column 3): Referenced column \"nosuch\"", "SELECT id,")]
    [InlineData("SELECT * FROM gone", "WEIR8008", "the view 'weir.s.v': there is no table 'gone'; registered are: t, weir.s.v, weir.s.w", "pg_")]
    [InlineData("SELEC 1", "WEIR4004", "the view 'weir.s.v': Parser error (line 1, column 1)", "TEMP VIEW")]
    [InlineData("FROM query('SELECT 1')", "WEIR5003", "the view 'weir.s.v': ", "TEMP VIEW")]
    public void A_view_that_does_not_hold_is_told_by_its_name_and_the_place_in_its_text(string sql, string code, string told, string untold)
    {
        using Lake lake = new();
        lake.Session.RegisterView("t", "SELECT 1 AS id");
        lake.Session.Catalog.Execute($"CREATE SCHEMA s; CREATE VIEW s.v AS {sql}; CREATE VIEW s.w AS SELECT * FROM weir.s.v");
        WeirException error = Assert.Throws<WeirException>(() => lake.Session.Run(new Query("SELECT * FROM s.w")));
        Assert.Equal(code, error.Code);
        Assert.StartsWith(told, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(untold, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_of_several_statements_is_refused_when_it_is_registered()
    {
        using Lake lake = new();
        WeirException error = Assert.Throws<WeirException>(() => lake.Session.RegisterView("v", "SELECT 1 AS a; DROP TABLE x"));
        Assert.Equal("WEIR5002", error.Code);
        Assert.Contains("holds 2 statements", error.Message, StringComparison.Ordinal);
        Assert.Empty(lake.Session.Tables);
    }

    [Fact]
    [Trait("Requirement", "R195")]
    public void The_same_registration_gives_the_same_fingerprint_and_each_option_changes_it()
    {
        using Lake lake = new();
        DatasetLocation location = new(lake.Write("a.csv", "id,name\n1,x\n"), DatasetFormat.Csv);
        string Of(DatasetLocation dataset)
        {
            lake.Session.Register("t", dataset);
            using QueryResult result = lake.Session.Run(new Query("SELECT count(*) FROM t"));
            string bound = Assert.Single(result.Tables).Fingerprint!;
            Assert.Equal(bound, lake.Session.Catalog.Fingerprint(new TableName("t")));
            return bound;
        }
        Dictionary<string, string> values = new()
        {
            ["header"] = "true", ["delimiter"] = ",", ["quote"] = "\"", ["escape"] = "\"", ["comment"] = "#", ["null_value"] = "-", ["decimal_separator"] = ".", ["skip"] = "0",
            ["all_text"] = "true", ["null_padding"] = "true", ["strict"] = "false", ["max_line_bytes"] = "100000", ["sample_rows"] = "10", ["date_format"] = "%Y", ["timestamp_format"] = "%Y",
            ["compression"] = "none", ["file_column"] = "file", ["hive_partitioning"] = "false", ["list_cache_ttl_seconds"] = "1", ["list_cache_files_max"] = "1",
        };
        HashSet<string> all = [Of(location), Of(location with { Columns = [new DatasetColumn("id", "INTEGER"), new DatasetColumn("name", "VARCHAR")] })];
        foreach ((string name, string value) in values)
            Assert.True(all.Add(Of(location with { Options = new Dictionary<string, string> { [name] = value } })), name);
        Assert.Equal(Of(location), Of(new DatasetLocation(Path.GetRelativePath(Environment.CurrentDirectory, location.Path), DatasetFormat.Csv)));
        using Lake other = new();
        other.Session.Register("elsewhere", location);
        Assert.Equal(Of(location), other.Session.Catalog.Fingerprint(new TableName("elsewhere")));
    }

    [Fact]
    [Trait("Requirement", "R186")]
    [Trait("Requirement", "R195")]
    public async Task Each_option_of_a_delta_scan_is_bound_and_changes_the_fingerprint()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
        DeltaScanOptions[] scans =
        [
            new(), new() { FileColumnName = "f" }, new() { FileColumnName = "g" }, new() { EnableParquetPushdown = false }, new() { SchemaForceViewTypes = true },
            new() { WrapPartitionValues = true }, new() { Schema = new Schema([new Field("id", ArrowType.Int32)]) }, new() { MinReaderVersion = 1 }, new() { MinWriterVersion = 1 },
        ];
        DatasetLocation[] all = [lake.Table("t"), lake.Table("t") with { Version = 0 }, lake.Table("t") with { Timestamp = DateTimeOffset.MaxValue }, .. scans.Select(scan => lake.Table("t") with { Scan = scan })];
        HashSet<string> fingerprints = [];
        foreach (DatasetLocation location in all)
        {
            lake.Session.Register("t", location);
            Assert.True(fingerprints.Add(lake.Session.Catalog.Fingerprint(new TableName("t"))!));
            if (location.Timestamp is not null)
                continue;
            using QueryResult result = lake.Session.Run(new Query("SELECT id FROM t"));
            TableBinding bound = Assert.Single(result.Tables);
            Assert.Equal((location.Scan, lake.Session.Catalog.Fingerprint(new TableName("t"))), (bound.Location!.Scan, bound.Fingerprint));
        }
    }

    [Fact]
    [Trait("Requirement", "R173")]
    public void Registering_and_reading_leaves_every_setting_of_the_engine_alone()
    {
        using Lake lake = new();
        lake.WriteParquet("p/year=2025/a.parquet", "SELECT 1 AS id");
        lake.Write("c.csv", "a;b\n1;2\n");
        string before = Settings();
        lake.Session.Register("p", new DatasetLocation(lake.At("p"), DatasetFormat.Parquet)
        {
            PartitionColumns = [new DatasetColumn("year", "INTEGER")],
            Options = new Dictionary<string, string> { ["binary_as_string"] = "true", ["list_cache_ttl_seconds"] = "60" },
        });
        lake.Session.Catalog.Execute($"CREATE EXTERNAL TABLE c (a INTEGER, b BIGINT) STORED AS CSV LOCATION '{lake.At("c.csv")}' OPTIONS ('delimiter' ';')");
        Assert.Equal(["1|2025|1|2"], lake.Rows("SELECT * FROM p, c"));
        Assert.Equal(before, Settings());

        string Settings() => string.Join('\n', lake.Rows("SELECT name, value, scope FROM duckdb_settings() ORDER BY name"));
    }

    [Theory]
    [InlineData(DatasetFormat.Parquet, "delimiter", ";", "WEIR8006")]
    [InlineData(DatasetFormat.Delta, "header", "true", "WEIR8006")]
    [InlineData(DatasetFormat.Csv, "header", "maybe", "WEIR8006")]
    [InlineData(DatasetFormat.Csv, "parquet_pruning", "true", "WEIR8006")]
    [InlineData(DatasetFormat.Text, "hive_partitioning", "true", "WEIR8006")]
    [InlineData(DatasetFormat.Csv, "file_extension", "csv", "WEIR8006")]
    [Trait("Requirement", "R172")]
    public void An_option_that_a_format_does_not_have_is_refused_at_registration(DatasetFormat format, string option, string value, string code)
    {
        using Lake lake = new();
        DatasetLocation location = new("nothing/is/here", format) { Options = new Dictionary<string, string> { [option] = value } };
        WeirException error = Assert.Throws<WeirException>(() => lake.Session.Register("t", location));
        Assert.Equal(code, error.Code);
        Assert.Contains(option, error.Message, StringComparison.Ordinal);
        Assert.Empty(lake.Session.Tables);
    }

    public static TheoryData<string, DatasetLocation> NotHonoured => new()
    {
        { "only CSV and JSON can be unbounded", new DatasetLocation("x") { IsUnbounded = true } },
        { "columns of unbounded rows have to be declared", new DatasetLocation("x", DatasetFormat.Csv) { IsUnbounded = true } },
        { "its log says which files", new DatasetLocation("x") { Files = ["a"] } },
        { "path, content, size_bytes", new DatasetLocation("x", DatasetFormat.Text) { Columns = [new DatasetColumn("a", "INT")] } },
        { "an evolution needs declared columns", new DatasetLocation("x") { Evolution = SchemaEvolution.Additive } },
        { "changes have the columns of the table", new DatasetLocation("x") { Changes = new DeltaChangeRange(), Columns = [new DatasetColumn("a", "INT")] } },
        { "scan options that add columns", new DatasetLocation("x") { Scan = new DeltaScanOptions { FileColumnName = "f" }, Columns = [new DatasetColumn("a", "INT")] } },
        { "which all_text takes away", new DatasetLocation("x", DatasetFormat.Csv) { Columns = [new DatasetColumn("a", "INT")], Options = new Dictionary<string, string> { ["all_text"] = "true" } } },
        { "leave hive_partitioning out", new DatasetLocation("x", DatasetFormat.Csv) { PartitionColumns = [new DatasetColumn("a", "INT")], Options = new Dictionary<string, string> { ["hive_partitioning"] = "true" } } },
        { "are for folders", new DatasetLocation("x/*.csv", DatasetFormat.Csv) { Options = new Dictionary<string, string> { ["file_extension"] = ".csv" } } },
    };

    [Theory]
    [MemberData(nameof(NotHonoured))]
    [Trait("Requirement", "R172")]
    public void What_a_format_cannot_honour_is_refused_at_registration(string expected, DatasetLocation location)
    {
        using Lake lake = new();
        WeirException error = Assert.Throws<WeirException>(() => lake.Session.Register("t", location));
        Assert.Equal("WEIR8053", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schemas_keep_tables_of_one_name_apart()
    {
        using Lake lake = new();
        lake.Session.Catalog.Execute(
            """
            CREATE SCHEMA raw; CREATE SCHEMA "la ke"."Sch.ema";
            CREATE VIEW t AS SELECT 'main' AS s;
            CREATE VIEW raw.t AS SELECT 'raw' AS s, {'x': 1} AS st; -- a comment; with a semicolon
            CREATE VIEW "la ke"."Sch.ema"."t t" AS SELECT 'far; away' AS s
            """);
        Assert.Equal(["main|raw|far; away"], lake.Rows("SELECT (SELECT s FROM t), raw.t.s, f.s FROM RAW.T, \"la ke\".\"sch.ema\".\"t t\" AS f"));
        Assert.Equal(["main"], lake.Rows("SELECT * FROM weir.main.t"));
        Assert.Equal(["main"], lake.Rows("WITH raw AS (SELECT 1) SELECT s FROM main.t"));
        Assert.Equal(["1"], lake.Rows("SELECT raw.t.st.x FROM raw.t"));
        Assert.Equal(["raw"], lake.Rows("SELECT o.s FROM raw.t AS o WHERE EXISTS (SELECT 1 FROM weir.raw.t WHERE weir.raw.t.s = o.s)"));
        WeirException unknown = Assert.Throws<WeirException>(() => lake.Rows("FROM raw.nothing"));
        Assert.Equal("WEIR8008", unknown.Code);
        Assert.Contains("weir.raw.nothing", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("WEIR8008", Assert.Throws<WeirException>(() => lake.Rows("FROM elsewhere.t")).Code);
        Assert.Equal(["t"], SessionRows(lake, "SHOW TABLES"));
    }

    [Fact]
    public void The_current_schema_is_where_plain_names_are_looked_up_and_registered()
    {
        using Lake lake = new();
        SessionCatalog catalog = lake.Session.Catalog;
        lake.Session.RegisterView("t", "SELECT 'main' AS s");
        lake.Session.RegisterView("alone", "SELECT 'alone' AS s");
        catalog.CreateSchema("raw", "lake");
        catalog.Use("raw", "lake");
        Assert.Equal(("lake", "raw"), (catalog.CurrentCatalog, catalog.CurrentSchema));
        lake.Session.RegisterView("t", "SELECT 'raw' AS s");
        lake.Session.RegisterView("v", "WITH c AS (SELECT s FROM t) SELECT c.s || '+' || (SELECT s FROM weir.main.t) AS s FROM c");
        Assert.Equal(["raw|raw+main"], lake.Rows("SELECT t.s, v.s FROM t, v"));
        Assert.Equal(["alone"], lake.Rows("FROM alone"));
        Assert.Equal(["t", "v"], catalog.Names.Where(name => name.Catalog == "lake").Select(name => name.Name).Order());
        catalog.Use(TableName.DefaultSchema, TableName.DefaultCatalog);
        Assert.Equal(["main|raw+main"], lake.Rows("SELECT t.s, v.s FROM t, lake.raw.v"));
        Assert.Equal("WEIR8051", Assert.Throws<WeirException>(() => catalog.Use("nothing")).Code);
        Assert.Equal("WEIR8051", Assert.Throws<WeirException>(() => catalog.Register(new TableName("t", "nothing"), lake.Table("x"))).Code);
    }

    [Fact]
    public void Statements_over_the_catalog_have_their_effect_together_or_not_at_all()
    {
        using Lake lake = new();
        SessionCatalog catalog = lake.Session.Catalog;
        Assert.Equal(3, catalog.Execute("CREATE SCHEMA s; CREATE VIEW s.a AS SELECT 1 AS x; CREATE VIEW b AS SELECT 2 AS x"));
        Assert.Equal("WEIR8052", Code("CREATE VIEW c AS SELECT 1; CREATE VIEW b AS SELECT 3"));
        Assert.Equal("WEIR8050", Code("CREATE VIEW c AS SELECT 1; CREATE NOTHING"));
        Assert.Equal("WEIR8008", Code("CREATE VIEW c AS SELECT 1; DROP VIEW nothing"));
        Assert.Equal("WEIR8008", Code("DROP TABLE b"));
        Assert.Equal("WEIR8061", Code("DROP SCHEMA s"));
        Assert.Equal("WEIR8061", Code("DROP SCHEMA main CASCADE"));
        Assert.Equal("WEIR8051", Code("DROP SCHEMA nothing"));
        Assert.Equal("WEIR8052", Code("CREATE SCHEMA s"));
        Assert.Equal(["b", "s.a"], Names());
        catalog.Execute("CREATE VIEW IF NOT EXISTS b AS SELECT 4 AS x; DROP TABLE IF EXISTS nothing; CREATE SCHEMA IF NOT EXISTS s; DROP SCHEMA IF EXISTS nothing");
        Assert.Equal(["2"], lake.Rows("FROM b"));
        catalog.Execute("CREATE OR REPLACE VIEW b AS SELECT 4 AS x; DROP SCHEMA s CASCADE; ; ");
        Assert.Equal(["4"], lake.Rows("FROM b"));
        Assert.Equal(["b"], Names());

        string Code(string ddl) => Assert.Throws<WeirException>(() => catalog.Execute(ddl)).Code;
        IEnumerable<string> Names() => catalog.Names.Select(name => name.Schema == "main" ? name.Name : $"{name.Schema}.{name.Name}").Order();
    }

    [Fact]
    public void A_session_takes_statements_over_its_catalog_where_it_was_told_to_and_its_policy_has_the_rights()
    {
        using Lake lake = new();
        using Session admin = lake.Runtime.NewSession(new SessionOptions { Policy = SqlPolicy.Admin });
        const string Ddl = "CREATE SCHEMA s";
        Refused(admin, Ddl);
        admin.Catalog.TakesStatements = true;
        using (QueryResult result = admin.Run(new Query(Ddl)))
            Assert.Equal(["s"], Lake.Texts(result));
        admin.Run(new Query("CREATE VIEW s.v AS SELECT 1 AS x")).Dispose();
        Assert.Equal(["1"], Lake.Rows(admin, "FROM s.v"));
        Refused(admin, "DROP VIEW s.v; DROP SCHEMA s");
        Refused(admin, "CREATE TABLE t (a INT)");
        Assert.Equal(["1"], Lake.Rows(admin, "FROM s.v"));
        // The default policy reads; one that names tables or folders leaves names to the program.
        lake.Session.Catalog.TakesStatements = true;
        Refused(lake.Session, Ddl);
        using Session bound = lake.Runtime.NewSession(new SessionOptions { Policy = SqlPolicy.Admin with { ReadPaths = [lake.Folder] } });
        bound.Catalog.TakesStatements = true;
        Refused(bound, $"CREATE EXTERNAL TABLE t STORED AS TEXT LOCATION '{lake.Folder}'");
        Assert.Empty(bound.Tables);

        static void Refused(Session session, string sql) => Assert.StartsWith("WEIR50", Assert.Throws<WeirException>(() => session.Run(new Query(sql))).Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_mean_what_a_policy_says_of_them()
    {
        using Lake lake = new();
        using Session session = lake.Runtime.NewSession(new SessionOptions { Policy = SqlPolicy.ReadOnly with { DeniedTables = ["secret"] } });
        session.RegisterView("secret", "SELECT 42 AS x");
        session.Catalog.CreateSchema("raw");
        Assert.All(new[] { "FROM secret", "FROM main.secret", "FROM weir.main.\"SECRET\"" }, sql => Assert.StartsWith("WEIR50", Assert.Throws<WeirException>(() => session.Run(new Query(sql))).Code, StringComparison.Ordinal));
        Assert.Equal("WEIR8062", Assert.Throws<WeirException>(() => session.Catalog.Use("raw")).Code);
    }

    [Fact]
    public void A_dataset_may_come_of_a_template()
    {
        using Lake lake = new();
        lake.Write("dev/orders.csv", "id\n1\n");
        lake.Session.Catalog.AddTemplate("raw", new DatasetTemplate(new DatasetLocation(lake.At("{env}/{name}.csv"), DatasetFormat.Csv)));
        lake.Session.Catalog.RegisterFrom(new TableName("orders"), "raw", new Dictionary<string, string> { ["env"] = "dev" });
        Assert.Equal(["1"], lake.Rows("FROM orders"));
        Assert.Equal("WEIR8059", Assert.Throws<WeirException>(() => lake.Session.Catalog.RegisterFrom(new TableName("orders"), "raw")).Code);
        Assert.Equal("WEIR8059", Assert.Throws<WeirException>(() => lake.Session.Catalog.RegisterFrom(new TableName("orders"), "nothing")).Code);
    }

    [Fact]
    public async Task A_folder_gives_a_schema_its_tables_and_tells_what_is_none()
    {
        using Lake lake = new();
        await lake.Session.WriteAsync(lake.Table("lake/orders"), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
        lake.Write("lake/people.csv", "name\nAda\n");
        lake.WriteParquet("lake/events/1.parquet", "SELECT 7 AS e");
        lake.Write("lake/mixed/a.csv", "a\n");
        lake.Write("lake/mixed/b.json", "{}");
        lake.Write("lake/people.json", "{}");
        lake.Write("lake/thing.bin", "");
        lake.Write("lake/_temporary/x", "");
        Directory.CreateDirectory(lake.At("lake/empty"));
        CatalogLoad load = lake.Session.Catalog.Load(new CatalogFolder(lake.At("lake")) { Schema = "raw" });
        Assert.Equal(["weir.raw.events", "weir.raw.orders", "weir.raw.people"], load.Tables.Select(name => name.ToString()));
        Assert.Equal(["empty WEIR8003", "mixed WEIR8003", "people.json WEIR8052", "thing.bin WEIR8003"], load.Errors.Select(error => $"{error.Entry} {error.Error.Code}").Order(StringComparer.Ordinal));
        Assert.Equal(["1|Ada|7"], lake.Rows("SELECT * FROM raw.orders, raw.people, raw.events"));
        Assert.Equal("WEIR8060", Assert.Throws<WeirException>(() => lake.Session.Catalog.Load(new CatalogFolder(lake.At("lake")) { TablesMax = 3, Schema = "other" })).Code);
        Assert.DoesNotContain(lake.Session.Catalog.Schemas, schema => schema.Name == "other");
        Assert.Equal("WEIR8004", Assert.Throws<WeirException>(() => lake.Session.Catalog.Load(new CatalogFolder(lake.At("none")))).Code);
        CatalogLoad one = lake.Session.Catalog.Load(new CatalogFolder(lake.At("lake")) { Format = DatasetFormat.Csv, Template = new DatasetLocation("", DatasetFormat.Csv) { Options = new Dictionary<string, string> { ["header"] = "false" } } });
        Assert.Equal(["weir.main.people"], one.Tables.Select(name => name.ToString()));
        Assert.Equal(["Ada", "name"], lake.Rows("FROM people ORDER BY 1"));
    }

    [Fact]
    public void Sessions_and_threads_that_register_at_once_lose_nothing()
    {
        using Lake lake = new();
        lake.Session.Catalog.CreateSchema("s");
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            lake.Session.Catalog.RegisterView(new TableName($"v{i}", i % 2 == 0 ? "s" : "main"), $"SELECT {i} AS i");
            if (i % 5 == 0)
                lake.Session.Catalog.Unregister(new TableName($"v{i}", i % 2 == 0 ? "s" : "main"));
        });
        Assert.Equal(320, lake.Session.Catalog.Names.Count);
        Assert.Equal(["2"], lake.Rows("FROM s.v2"));
    }

    internal static List<string> SessionRows(Lake lake, string sql)
    {
        using QueryResult result = lake.Session.Run(new Query(sql));
        return Lake.Texts(result);
    }
}
