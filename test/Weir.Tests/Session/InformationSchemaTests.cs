using Weir.Arrow;

namespace Weir.Tests.Sessions;

public sealed class InformationSchemaTests
{
    [Fact]
    public async Task It_shows_what_the_session_has_and_not_what_queries_have_bound()
    {
        using Lake lake = new();
        await Fill(lake);
        Assert.Equal(
            ["weir|main|broken|BASE TABLE|parquet", "weir|main|orders|BASE TABLE|delta", "weir|main|v|VIEW|NULL", "weir|raw|people|BASE TABLE|csv"],
            lake.Rows("SELECT table_catalog, table_schema, table_name, table_type, weir_format FROM information_schema.tables ORDER BY ALL"));
        Assert.Equal(["main", "raw"], lake.Rows("SELECT schema_name FROM information_schema.schemata ORDER BY 1"));
        Assert.Equal(["v|SELECT id FROM orders"], lake.Rows("SELECT table_name, view_definition FROM weir.INFORMATION_SCHEMA.views"));
        Assert.Equal(["main|v|id|INTEGER"], lake.Rows("SELECT c.table_schema, c.table_name, c.column_name, c.data_type FROM information_schema.columns AS c WHERE c.table_name = 'v'"));
    }

    [Fact]
    public async Task Columns_agree_with_describe_and_a_table_that_does_not_open_says_so()
    {
        using Lake lake = new();
        await Fill(lake);
        Assert.Equal(
            [
                "broken|NULL|NULL|NULL|NULL|WEIR8004", "orders|1|id|INTEGER|YES|NULL", "orders|2|tags|STRUCT(k VARCHAR)[]|YES|NULL", "people|1|id|BIGINT|NO|NULL",
                "people|2|name|VARCHAR|YES|NULL", "v|1|id|INTEGER|YES|NULL",
            ],
            lake.Rows("SELECT table_name, ordinal_position, column_name, data_type, is_nullable, left(weir_error, 8) FROM information_schema.columns ORDER BY ALL"));
        foreach (string table in new[] { "orders", "raw.people", "v" })
        {
            Assert.Equal(
                lake.Rows($"SELECT column_name, column_type FROM (DESCRIBE {table})"),
                lake.Rows($"SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '{TableName.Parse(table).Name}' ORDER BY ordinal_position"));
        }
        Assert.Equal(["broken", "orders", "v"], SessionCatalogTests.SessionRows(lake, "SHOW TABLES"));
    }

    [Fact]
    public async Task Constraints_and_keys_are_told_as_they_were_declared()
    {
        using Lake lake = new();
        await Fill(lake);
        Assert.Equal(
            ["people_check_1|CHECK|YES", "people_fkey_1|FOREIGN KEY|NO", "people_id_not_null|CHECK|YES", "people_pkey|PRIMARY KEY|NO"],
            lake.Rows("SELECT constraint_name, constraint_type, enforced FROM information_schema.table_constraints ORDER BY 1"));
        Assert.Equal(["people_check_1|id > 0", "people_id_not_null|id IS NOT NULL"], lake.Rows("SELECT constraint_name, check_clause FROM information_schema.check_constraints ORDER BY 1"));
        Assert.Equal(
            ["people_fkey_1|id|1|weir.main.orders|id", "people_pkey|id|1|NULL|NULL"],
            lake.Rows("SELECT constraint_name, column_name, ordinal_position, referenced_table, referenced_column FROM information_schema.key_column_usage ORDER BY 1"));
    }

    [Fact]
    public void What_keys_mean_and_constraints_use_is_told_too()
    {
        using Lake lake = new();
        lake.Session.Catalog.Execute($"""
            CREATE EXTERNAL TABLE o (id INTEGER, PRIMARY KEY (id)) STORED AS CSV LOCATION '{lake.Write("o.csv", "id\n1\n")}';
            CREATE EXTERNAL TABLE p (id INTEGER NOT NULL, o INTEGER, CHECK (o > id), FOREIGN KEY (o) REFERENCES o (id), FOREIGN KEY (o) REFERENCES gone (x))
            STORED AS CSV LOCATION '{lake.Write("p.csv", "id,o\n1,1\n")}'
            """);
        Assert.Equal(["p_fkey_1|weir|main|o_pkey|NO ACTION", "p_fkey_2|NULL|NULL|NULL|NO ACTION"],
            lake.Rows("SELECT constraint_name, unique_constraint_catalog, unique_constraint_schema, unique_constraint_name, delete_rule FROM information_schema.referential_constraints ORDER BY 1"));
        Assert.Equal(["o_pkey|o|id", "p_check_1|p|id", "p_check_1|p|o", "p_fkey_1|o|id", "p_fkey_2|gone|x", "p_id_not_null|p|id"],
            lake.Rows("SELECT constraint_name, table_name, column_name FROM information_schema.constraint_column_usage ORDER BY ALL"));
        Assert.Equal(["o_pkey|o", "p_check_1|p", "p_fkey_1|o", "p_fkey_2|gone", "p_id_not_null|p"],
            lake.Rows("SELECT constraint_name, table_name FROM information_schema.constraint_table_usage ORDER BY ALL"));
    }

    [Fact]
    public void Show_and_the_current_schema_are_the_sessions_own()
    {
        using Lake lake = new();
        lake.Session.Catalog.Execute("CREATE VIEW t AS SELECT 1 AS x; CREATE SCHEMA lake.raw; CREATE VIEW lake.raw.u AS SELECT 1 AS x; CREATE VIEW lake.raw.it AS SELECT current_schema() AS s");
        Assert.Equal(["lake|raw|it", "lake|raw|u", "weir|main|t"], lake.Rows("FROM (SHOW ALL TABLES)"));
        Assert.Equal(["lake|raw|false", "weir|main|true"], lake.Rows("FROM (SHOW SCHEMAS)"));
        Assert.Equal(["lake", "weir"], lake.Rows("FROM (SHOW DATABASES)"));
        Assert.Equal(["it", "u"], lake.Rows("FROM (SHOW TABLES FROM lake.raw)"));
        Assert.Equal(["1"], lake.Rows("SELECT count(*) FROM (SHOW TABLES)"));
        Assert.Equal("WEIR8051", Assert.Throws<WeirException>(() => lake.Rows("FROM (SHOW TABLES FROM nothing)")).Code);
        Assert.Equal(["main|weir|weir"], lake.Rows("SELECT current_schema(), current_database(), current_catalog()"));
        lake.Session.Catalog.Use("raw", "lake");
        Assert.Equal(["raw|lake|lake"], lake.Rows("SELECT current_schema(), current_database(), current_catalog()"));
        Assert.Equal(["it", "u"], SessionCatalogTests.SessionRows(lake, "SHOW TABLES"));
        Assert.Equal(["raw"], lake.Rows("FROM it"));
        using QueryResult named = lake.Session.Run(new Query("SELECT current_schema(), current_schema() || '!' AS s"));
        Assert.Equal(["current_schema()", "s"], named.Schema.Fields.Select(field => field.Name));
    }

    [Fact]
    public void Routines_parameters_and_settings_are_those_of_the_session()
    {
        using Lake lake = new();
        Assert.Equal(["plugin|VARCHAR"], lake.Rows("SELECT DISTINCT weir_tier, data_type FROM information_schema.routines WHERE routine_name = 'utf8_text' OR routine_name = 'stable_id'").Take(1));
        Assert.Equal(lake.Session.Functions.Routines.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Single(lake.Rows("SELECT count(DISTINCT specific_name) FROM information_schema.routines")));
        Assert.Equal(["true"], lake.Rows("SELECT count(*) > 1000 FROM information_schema.parameters JOIN information_schema.routines USING (specific_name)"));
        Assert.Equal(lake.Rows("SELECT name, value FROM duckdb_settings() WHERE name = 'threads'"), lake.Rows("SELECT name, value FROM information_schema.settings WHERE name = 'threads'"));
    }

    [Fact]
    public void A_view_over_the_columns_of_the_session_has_an_end()
    {
        using Lake lake = new();
        lake.Session.RegisterView("all_columns", "SELECT table_name, column_name FROM information_schema.columns");
        Assert.Equal(["all_columns|column_name", "all_columns|table_name"], lake.Rows("FROM all_columns ORDER BY ALL"));
    }

    [Fact]
    public void Opening_tables_for_their_columns_is_cancelled_with_the_query()
    {
        using Lake lake = new();
        using CancellationTokenSource stop = new();
        int opened = 0;
        Schema schema = new([new Field("a", ArrowType.Int32)]);
        for (int i = 0; i < 50; i++)
        {
            lake.Session.Register($"t{i}", new StreamTableSource(_ =>
            {
                if (Interlocked.Increment(ref opened) == 3)
                    stop.Cancel();
                return RecordBatchReader.From(schema, []);
            }));
        }
        Assert.ThrowsAny<OperationCanceledException>(() => lake.Session.Run(new Query("FROM information_schema.columns"), stop.Token));
        Assert.InRange(opened, 3, 20);
    }

    private static async Task Fill(Lake lake)
    {
        await lake.Session.WriteAsync(lake.Table("orders"), new Query("SELECT 1 AS id, [{'k': 'x'}] AS tags"), DeltaWriteMode.Create);
        lake.Session.Register("orders", lake.Table("orders"));
        lake.Session.RegisterView("v", "SELECT id FROM orders");
        lake.Session.Register("broken", new DatasetLocation(lake.At("none.parquet"), DatasetFormat.Parquet));
        lake.Session.Catalog.Execute(
            $"""
            CREATE SCHEMA raw;
            CREATE EXTERNAL TABLE raw.people (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR, CHECK (id > 0), FOREIGN KEY (id) REFERENCES weir.main.orders (id))
            STORED AS CSV LOCATION '{lake.Write("people.csv", "id,name\n1,Ada\n")}' OPTIONS ('contract' 'enforced')
            """);
    }
}
