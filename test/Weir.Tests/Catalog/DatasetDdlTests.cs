using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Weir.Arrow;

namespace Weir.Tests.Catalog;

public sealed class DatasetDdlTests
{
    private static readonly string[] Nasty = ["plain", "it's", "a.b", "\"q\"", "select", "ü😀", "new\nline", "a;b--c", "/*", "$$", "nul\0"];

    private static DatasetLocation Sales => new DatasetLocation("data/sales", DatasetFormat.Parquet)
    {
        Columns = [new DatasetColumn("id", "BIGINT") { NotNull = true }, new DatasetColumn("price", "decimal(10,2)") { Default = "0" }, new DatasetColumn("Tags of it", "struct(k varchar, v int[])")],
        PartitionColumns = [new DatasetColumn("year", "INTEGER")],
        SortOrder = [new DatasetSortColumn("id"), new DatasetSortColumn("price", Descending: true, NullsFirst: true)],
        Constraints = new DatasetConstraints
        {
            PrimaryKey = ["id"],
            Checks = [new DatasetCheck("price >= 0", "not_negative")],
            ForeignKeys = [new DatasetForeignKey(["id"], "raw.ids", ["id"])],
        },
        Evolution = new SchemaEvolution { AllowsAdditions = true, AllowsWidening = true, FillsDefaults = true, Renames = new Dictionary<string, string> { ["cost"] = "price" } },
        Contract = ContractMode.Enforced,
        Options = new Dictionary<string, string> { ["binary_as_string"] = "true" },
    };

    public static TheoryData<string, DatasetLocation, string> Kinds => new()
    {
        { "orders", new DatasetLocation("lake/orders"), "CREATE EXTERNAL TABLE orders\nSTORED AS DELTA\nLOCATION 'lake/orders'" },
        {
            "orders", new DatasetLocation("lake/orders", DatasetFormat.Delta, 3) { Scan = new DeltaScanOptions { FileColumnName = "file" } },
            """
            CREATE EXTERNAL TABLE orders
            STORED AS DELTA
            LOCATION 'lake/orders'
            OPTIONS (
              'scan' '{"scan_config_version":1,"file_column_name":"file","enable_parquet_pushdown":true,"schema_force_view_types":false,"wrap_partition_values":false,"required_reader_features":[],"required_writer_features":[]}',
              'version' '3'
            )
            """
        },
        {
            "changes", new DatasetLocation("lake/orders") { Changes = new DeltaChangeRange { StartVersion = 1, EndTimestamp = new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero), AllowOutOfRange = true } },
            """
            CREATE EXTERNAL TABLE changes
            STORED AS DELTA_CDF
            LOCATION 'lake/orders'
            OPTIONS (
              'changes.allow_out_of_range' 'true',
              'changes.end_timestamp' '2026-03-01T12:30:00.0000000Z',
              'changes.start_version' '1'
            )
            """
        },
        {
            "sales", Sales,
            """
            CREATE EXTERNAL TABLE sales (
              id BIGINT NOT NULL,
              price DECIMAL(10,2) DEFAULT 0,
              "Tags of it" STRUCT(k VARCHAR, v INTEGER[]),
              PRIMARY KEY (id),
              CONSTRAINT not_negative CHECK (price >= 0),
              FOREIGN KEY (id) REFERENCES raw.ids (id)
            )
            STORED AS PARQUET
            LOCATION 'data/sales'
            PARTITIONED BY (year INTEGER)
            WITH ORDER (id ASC NULLS LAST, price DESC NULLS FIRST)
            OPTIONS (
              'binary_as_string' 'true',
              'contract' 'enforced',
              'evolution' 'additions,widening,defaults',
              'rename.cost' 'price'
            )
            """
        },
        {
            "pipe", new DatasetLocation("in.csv", DatasetFormat.Csv) { IsUnbounded = true, Columns = [new DatasetColumn("a", "VARCHAR")], Options = new Dictionary<string, string> { ["delimiter"] = "'" } },
            """
            CREATE UNBOUNDED EXTERNAL TABLE pipe (
              a VARCHAR
            )
            STORED AS CSV
            LOCATION 'in.csv'
            OPTIONS (
              'delimiter' ''''
            )
            """
        },
        { "events", new DatasetLocation("events", DatasetFormat.Json) { Files = ["a.json", "b c.json"] }, "CREATE EXTERNAL TABLE events\nSTORED AS JSON\nLOCATION 'events'\nOPTIONS (\n  'files' '[\"a.json\",\"b c.json\"]'\n)" },
        { "source files", new DatasetLocation("src", DatasetFormat.Text) { Options = new Dictionary<string, string> { ["file_extension"] = ".cs" } }, "CREATE EXTERNAL TABLE \"source files\"\nSTORED AS TEXT\nLOCATION 'src'\nOPTIONS (\n  'file_extension' '.cs'\n)" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Requirement", "R166")]
    [Trait("Requirement", "R169")]
    public void Each_kind_of_dataset_has_its_statement(string name, DatasetLocation location, string expected)
    {
        string ddl = DatasetDdl.Of(new TableName(name), location);
        Assert.Equal(expected.ReplaceLineEndings("\n"), ddl);
        TableDeclaration read = DatasetDdl.Read(ddl);
        Assert.Equal(new TableName(name), read.Name);
        Assert.Equal(ddl, DatasetDdl.Of(read.Name, read.Location!));
    }

    [Fact]
    [Trait("Requirement", "R166")]
    public void A_table_of_a_plugin_and_a_view_have_theirs()
    {
        PluginTableSource source = new("sample", "sample_rows", "{\"rows\":1}") { SnapshotId = "s'1" };
        string ddl = DatasetDdl.Of(new TableName("t", "raw", "lake"), source);
        Assert.Equal("CREATE EXTERNAL TABLE lake.raw.t\nSTORED AS PLUGIN\nLOCATION 'sample.sample_rows'\nOPTIONS (\n  'json' '{\"rows\":1}',\n  'snapshot_id' 's''1'\n)", ddl);
        Assert.Equal(new TableDeclaration(new TableName("t", "raw", "lake"), null, source), DatasetDdl.Read(ddl));
        Assert.Equal("CREATE VIEW \"v w\" AS\nSELECT 1", DatasetDdl.OfView(new TableName("v w"), "SELECT 1 ;"));
    }

    // What it says is compared member by member, so that nothing that the text leaves out is overlooked.
    [Fact]
    [Trait("Requirement", "R170")]
    [Trait("Requirement", "R171")]
    public void Reading_what_was_written_gives_the_same_dataset() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Gen.Zip(Names, Datasets).ToArbitrary(), pair =>
        {
            (TableName name, DatasetLocation location) = pair;
            string ddl = DatasetDdl.Of(name, location);
            TableDeclaration read = DatasetDdl.Read($"-- of a file\n{ddl};\n");
            Assert.Equal(name, read.Name);
            Assert.Equal(Said(location), Said(read.Location!));
            Assert.Equal(ddl, DatasetDdl.Of(read.Name, read.Location!));
        }));

    // Every public property of a location, so that a new one which the text leaves out fails here.
    [Fact]
    [Trait("Requirement", "R172")]
    public void Every_property_of_a_dataset_changes_its_statement()
    {
        DatasetLocation plain = new("p", DatasetFormat.Csv) { Columns = [new DatasetColumn("a", "VARCHAR")] };
        DatasetLocation table = new("p");
        Dictionary<string, (DatasetLocation Before, DatasetLocation After)> changes = new()
        {
            [nameof(DatasetLocation.Path)] = (plain, plain with { Path = "q" }),
            [nameof(DatasetLocation.Format)] = (plain, plain with { Format = DatasetFormat.Json }),
            [nameof(DatasetLocation.Version)] = (table, table with { Version = 1 }),
            [nameof(DatasetLocation.Timestamp)] = (table, table with { Timestamp = DateTimeOffset.UnixEpoch }),
            [nameof(DatasetLocation.Changes)] = (table, table with { Changes = new DeltaChangeRange() }),
            [nameof(DatasetLocation.Scan)] = (table, table with { Scan = new DeltaScanOptions() }),
            [nameof(DatasetLocation.Options)] = (plain, plain with { Options = new Dictionary<string, string> { ["header"] = "true" } }),
            [nameof(DatasetLocation.Columns)] = (plain, plain with { Columns = [new DatasetColumn("b", "VARCHAR")] }),
            [nameof(DatasetLocation.PartitionColumns)] = (plain, plain with { PartitionColumns = [new DatasetColumn("b", "VARCHAR")] }),
            [nameof(DatasetLocation.Evolution)] = (plain, plain with { Evolution = SchemaEvolution.Strict }),
            [nameof(DatasetLocation.Constraints)] = (plain, plain with { Constraints = new DatasetConstraints { PrimaryKey = ["a"] } }),
            [nameof(DatasetLocation.Contract)] = (plain, plain with { Contract = ContractMode.Enforced }),
            [nameof(DatasetLocation.SortOrder)] = (plain, plain with { SortOrder = [new DatasetSortColumn("a")] }),
            [nameof(DatasetLocation.IsUnbounded)] = (plain, plain with { IsUnbounded = true }),
            [nameof(DatasetLocation.Files)] = (plain, plain with { Files = ["a.csv"] }),
        };
        Assert.Equal(typeof(DatasetLocation).GetProperties().Select(property => property.Name).Order(), changes.Keys.Order());
        Assert.All(changes, change => Assert.NotEqual(DatasetDdl.Of(new TableName("t"), change.Value.Before), DatasetDdl.Of(new TableName("t"), change.Value.After)));
    }

    [Theory]
    [InlineData("CREATE EXTERNAL TABLE t STORED AS XML LOCATION 'x'", 1, 35, "'XML' was found where a format (DELTA, PARQUET, CSV, JSON, TEXT, DELTA_CDF, PLUGIN)")]
    [InlineData("CREATE EXTERNAL TABLE t\n  (a thing)\nSTORED AS CSV LOCATION 'x'", 2, 6, "'thing' was found where a type")]
    [InlineData("CREATE EXTERNAL TABLE t STORED AS CSV", 1, 38, "the end was found where LOCATION")]
    [InlineData("CREATE EXTERNAL TABLE t LOCATION 'x'", 1, 37, "the end was found where STORED AS")]
    [InlineData("CREATE EXTERNAL TABLE t STORED AS CSV LOCATION 'x", 1, 48, "the end was found where a ' behind what begins here")]
    [InlineData("CREATE EXTERNAL TABLE t STORED AS CSV LOCATION 'x' LOCATION 'y'", 1, 52, "each once")]
    [InlineData("CREATE EXTERNAL TABLE t STORED AS CSV LOCATION 'x' OPTIONS ('a' 'b', 'a' 'c')", 1, 70, "'a' again")]
    [InlineData("CREATE EXTERNAL TABLE t STORED AS DELTA LOCATION 'x'\nOPTIONS ('version' 'x')", 2, 10, "a whole number from 0")]
    [InlineData("CREATE EXTERNAL TABLE t STORED AS CSV LOCATION 'x' PARTITIONED BY (y)", 1, 69, "the type of the column 'y'")]
    [InlineData("CREATE EXTERNAL TABLE t (a INT, PRIMARY KEY (a), PRIMARY KEY (a)) STORED AS CSV LOCATION 'x'", 1, 50, "PRIMARY KEY (once)")]
    [InlineData("CREATE TABLE t (a INT)", 1, 8, "'TABLE' was found where [UNBOUNDED] EXTERNAL TABLE, VIEW or SCHEMA")]
    [InlineData("CREATE EXTERNAL TABLE t (a INT UNIQUE) STORED AS CSV LOCATION 'x'", 1, 32, "'UNIQUE' was found where PRIMARY KEY")]
    [InlineData("CREATE EXTERNAL TABLE t (a INT, UNIQUE (a)) STORED AS CSV LOCATION 'x'", 1, 33, "'UNIQUE' was found where PRIMARY KEY")]
    [InlineData("CREATE EXTERNAL TABLE t (a INT DEFAULT 1 REFERENCES o (a)) STORED AS CSV LOCATION 'x'", 1, 42, "FOREIGN KEY (a) REFERENCES ..., behind the columns")]
    [InlineData("CREATE EXTERNAL TABLE t (a INT CONSTRAINT c CHECK (a > 0)) STORED AS CSV LOCATION 'x'", 1, 32, "constraints with names stand behind the columns")]
    [InlineData("SELECT 1", 1, 1, "'SELECT' was found where CREATE")]
    [InlineData("CREATE EXTERNAL TABLE t STORED AS PLUGIN LOCATION 'x'", 1, 54, "LOCATION 'plugin.provider'")]
    public void A_statement_that_cannot_be_read_is_told_with_its_place(string ddl, int line, int column, string expected)
    {
        WeirException error = Assert.Throws<WeirException>(() => DatasetDdl.Read(ddl));
        Assert.Equal("WEIR8050", error.Code);
        Assert.StartsWith($"line {line}, column {column}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_cut_of_a_statement_is_an_error_and_no_crash()
    {
        string ddl = DatasetDdl.Of(new TableName("sales"), Sales);
        for (int end = 0; end < ddl.Length; end++)
        {
            string cut = ddl[..end];
            // Where only optional clauses are missing it is a statement.
            if (Record.Exception(() => DatasetDdl.Read(cut)) is { } error)
                Assert.Equal("WEIR8050", Assert.IsType<WeirException>(error).Code);
            else
                Assert.Contains("LOCATION 'data/sales'", cut, StringComparison.Ordinal);
        }
    }

    private static readonly string[] Around = ["", " ", "\n", "-- hi\n", "--\r", "/* x */", "/* a /* b */ ; */ ", "\u00A0"];

    [Fact]
    [Trait("Requirement", "R170")]
    public void Comments_around_a_text_of_a_declaration_are_no_part_of_it() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Gen.Zip(Gen.Elements(Around), Gen.Elements([.. Around, "-- hi", "-- ;"])).ToArbitrary(), around =>
        {
            DatasetLocation plain = Checked("a /* in */ > 0 -- it\n AND b <> E'\\'' AND c <> $x$)'$x$", "1");
            DatasetLocation location = Checked($"{around.Item1}{plain.Constraints.Checks[0].Expression}{around.Item2}", " 1\n");
            string ddl = DatasetDdl.Of(new TableName("t"), location);
            Assert.Equal(DatasetDdl.Of(new TableName("t"), plain), ddl);
            Assert.Equal(Said(plain), Said(DatasetDdl.Read(ddl).Location!));
            string view = DatasetDdl.OfView(new TableName("v"), $"{around.Item1}SELECT ';' /* in */ AS a{around.Item2}");
            Assert.Equal("CREATE VIEW v AS\nSELECT ';' /* in */ AS a", view);
        }));

    [Theory]
    [InlineData("a > 0) OR (b > 0")]
    [InlineData("a > 0; DROP TABLE t")]
    [InlineData("a > 0 /* open")]
    [InlineData("a > '0")]
    public void A_check_that_no_statement_can_hold_is_refused(string check) =>
        Assert.Equal("WEIR8056", Assert.Throws<WeirException>(() => DatasetDdl.Of(new TableName("t"), Checked(check, "1"))).Code);

    private static DatasetLocation Checked(string check, string value) => new("a.csv", DatasetFormat.Csv)
    {
        Columns = [new DatasetColumn("a", "INTEGER") { Default = value }, new DatasetColumn("b", "VARCHAR"), new DatasetColumn("c", "VARCHAR")],
        Constraints = new DatasetConstraints { Checks = [new DatasetCheck(check)] },
    };

    private static Gen<TableName> Names =>
        from name in Gen.Elements(Nasty.Where(text => !text.Contains('\0')).ToArray())
        from parts in Gen.Choose(1, 3)
        select parts == 1 ? new TableName(name) : new TableName(name, "sch\"ema", parts == 2 ? null : "cat.alog");

    private static Gen<DatasetColumn> Column =>
        from name in Gen.Elements(Nasty.Where(text => !text.Contains('\0')).ToArray())
        from type in ColumnTypeTests.Types(2)
        from notNull in Gen.Elements(true, false)
        from value in Gen.Elements(null, "0", "-1.5e3", "'it''s, (x)'", "NULL", "DATE '2026-01-01'", "TRUE")
        select new DatasetColumn(name, Weir.Catalog.ColumnTypeReader.Parse(type).ToString()) { NotNull = notNull, Default = value };

    private static Gen<DatasetColumn[]> Columns => Column.ArrayOf(4).Select(all => all.DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase).ToArray());

    private static Gen<DatasetLocation> Datasets =>
        from path in Gen.Elements(Nasty)
        from format in Gen.Elements(DatasetFormat.Delta, DatasetFormat.Parquet, DatasetFormat.Csv, DatasetFormat.Json, DatasetFormat.Text)
        from columns in Columns
        from delta in Gen.Choose(0, 4)
        from flags in Gen.Choose(0, 63)
        from text in Gen.Elements(Nasty)
        select Dataset(path, format, columns, delta, flags, text);

    private static DatasetLocation Dataset(string path, DatasetFormat format, DatasetColumn[] columns, int delta, int flags, string text)
    {
        bool Has(int flag) => (flags & flag) != 0;
        DatasetLocation location = new(path, format);
        location = (format, delta) switch
        {
            (DatasetFormat.Delta, 1) => location with { Version = flags },
            (DatasetFormat.Delta, 2) => location with { Timestamp = DateTimeOffset.UnixEpoch.AddTicks(flags * 1_234_567_891L) },
            (DatasetFormat.Delta, 3) => location with { Changes = new DeltaChangeRange { StartVersion = flags, EndTimestamp = Has(2) ? DateTimeOffset.UnixEpoch.AddTicks(flags) : null, AllowOutOfRange = Has(4) } },
            (DatasetFormat.Delta, 4) => location with { Scan = new DeltaScanOptions { FileColumnName = text.Replace('\0', 'x'), Schema = Has(2) ? new Schema([new Field(text.Replace('\0', 'x'), ArrowType.Int32)]) : null, MinReaderVersion = flags } },
            (DatasetFormat.Csv, _) => location with { Options = new Dictionary<string, string> { ["delimiter"] = text, ["header"] = "true" } },
            (DatasetFormat.Text, _) when !Weir.Catalog.SqlText.IsGlob(path) => location with { Options = new Dictionary<string, string> { ["ignore_subdirectory"] = "true" } },
            _ => location,
        };
        if (format != DatasetFormat.Delta && Has(1) && format != DatasetFormat.Text)
            location = location with { Files = [text, "b"] };
        if (format == DatasetFormat.Text || location.Changes is not null || location.Scan is not null)
            return location;
        return location with
        {
            Columns = columns[1..],
            PartitionColumns = Has(2) ? columns[..1] : [],
            SortOrder = Has(4) ? [new DatasetSortColumn(columns[^1].Name, Has(8), Has(16))] : [],
            IsUnbounded = Has(32) && columns.Length > 1 && format is DatasetFormat.Csv or DatasetFormat.Json && columns.Length > 1 && Has(32),
            Contract = Has(8) ? ContractMode.Enforced : ContractMode.Declared,
            Evolution = Has(16) && columns.Length > 1 ? new SchemaEvolution { AllowsAdditions = Has(1), AllowsWidening = Has(2), FillsDefaults = Has(4), AppliesToNested = Has(8), Renames = Has(32) ? new Dictionary<string, string> { [text] = columns[1].Name } : new() } : null,
            Constraints = Has(1) && columns.Length > 1 && (Has(2) || !Has(4)) ? new DatasetConstraints
            {
                PrimaryKey = [columns[1].Name],
                Checks = [new DatasetCheck("f('a)(b', (1 + 2)) > 0", Has(8) ? "it's" : null)],
                ForeignKeys = [new DatasetForeignKey([columns[1].Name], "other.\"t t\"", ["x\"y"])],
            } : DatasetConstraints.None,
        };
    }

    private static string Said(DatasetLocation location) => JsonSerializer.Serialize(new
    {
        location.Path, location.Format, location.Version, location.Timestamp, location.Changes, Options = location.Options.OrderBy(option => option.Key, StringComparer.Ordinal),
        Scan = location.Scan is { } scan ? DeltaScanConfig.ToJson(scan) : null,
        location.Columns, location.PartitionColumns, location.Evolution, location.Constraints, location.Contract, location.SortOrder, location.IsUnbounded, location.Files,
    });
}
