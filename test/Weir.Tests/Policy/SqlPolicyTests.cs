namespace Weir.Tests.Policies;

public sealed class SqlPolicyTests
{
    [Fact]
    [Trait("Requirement", "R164")]
    public void Presets_have_names_and_an_unknown_name_lists_them()
    {
        Assert.Equal(["read_only", "write", "service", "admin"], SqlPolicy.PresetNames);
        Assert.All(SqlPolicy.PresetNames, name => Assert.Equal(name, SqlPolicy.Named(name).Name));
        WeirException error = Assert.Throws<WeirException>(() => SqlPolicy.Named("root"));
        Assert.Equal("WEIR5023", error.Code);
        Assert.Contains("read_only, write, service, admin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R162")]
    public void There_is_one_default_and_it_only_reads()
    {
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 1 });
        using Session session = runtime.NewSession();
        using Session other = runtime.NewSession(new SessionOptions());
        Assert.Same(SqlPolicy.ReadOnly, session.Policy);
        Assert.Same(SqlPolicy.ReadOnly, other.Policy);
        Assert.Equal(SqlPolicy.ReadOnly.ToJson(), new SqlPolicy().ToJson());
    }

    [Fact]
    [Trait("Requirement", "R164")]
    public void A_policy_keeps_what_it_was_given_when_the_lists_of_its_author_change()
    {
        List<string> tables = ["orders"], columns = ["id"];
        SqlPolicy policy = SqlPolicy.Service with { Tables = tables, Columns = new Dictionary<string, IReadOnlyList<string>> { ["orders"] = columns } };
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 1 });
        using Session session = runtime.NewSession(new SessionOptions { Policy = policy });
        session.RegisterView("orders", "SELECT 1 AS id, 2 AS price");
        session.RegisterView("secret", "SELECT 42 AS x");
        tables.Add("secret");
        columns.Add("price");
        Assert.Equal("WEIR5013", Assert.Throws<WeirException>(() => session.Run(new Query("FROM secret")).Dispose()).Code);
        Assert.Equal(["id"], session.Policy.Columns["orders"]);
        Assert.Equal(policy, SqlPolicy.Service with { Tables = ["orders"], Columns = new Dictionary<string, IReadOnlyList<string>> { ["ORDERS"] = ["id"] } });
    }

    [Fact]
    public void A_runtime_gives_its_policy_to_sessions_that_name_none()
    {
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 1, SqlPolicy = SqlPolicy.Service });
        using Session session = runtime.NewSession();
        using Session other = runtime.NewSession(new SessionOptions { Policy = SqlPolicy.Admin });
        Assert.Equal("service", session.Policy.Name);
        Assert.Equal("admin", other.Policy.Name);
    }

    [Theory]
    [InlineData("read_only")]
    [InlineData("write")]
    [InlineData("service")]
    [InlineData("admin")]
    public void A_policy_survives_json(string name)
    {
        string json = SqlPolicy.Named(name).ToJson();
        Assert.Equal(json, SqlPolicy.FromJson(json).ToJson());
        Assert.Equal(json, SqlPolicy.FromJson($$"""{ "base": "{{name}}" }""").ToJson());
    }

    [Fact]
    public void Every_member_survives_json()
    {
        SqlPolicy policy = SqlPolicy.Write with
        {
            Name = "tenant",
            Tables = ["orders", "information_schema.*"],
            DeniedTables = ["secrets"],
            Columns = new Dictionary<string, IReadOnlyList<string>> { ["orders"] = ["id", "amount"] },
            Functions = ["sum", "count"],
            DeniedFunctions = ["sniff_csv"],
            ReadPaths = ["/data"],
            WritePaths = null,
            ParameterIdentifiers = ["orders"],
            AllowVolatileFunctions = false,
            Limits = new SqlLimits { RowsMax = 10, TimeMaxMs = 20, MemoryMaxBytes = 1 << 20, TextMaxCharacters = 30, NestingMax = 4 },
        };
        SqlPolicy read = SqlPolicy.FromJson(policy.ToJson());
        Assert.Equal(policy.ToJson(), read.ToJson());
        Assert.Null(read.WritePaths);
        Assert.Equal(policy.Limits, read.Limits);
        Assert.Equal(policy.Rights, read.Rights);
        Assert.Equal(["id", "amount"], read.Columns["ORDERS"]);
    }

    [Theory]
    [InlineData("""{ "base": "root" }""", "'root' is no policy")]
    [InlineData("""{ "rights": ["querry"] }""", "'querry' is no right")]
    [InlineData("""{ "tabels": [] }""", "tabels")]
    [InlineData("""{ "tables": 3 }""", "neither \"all\" nor a list")]
    [InlineData("""{ "tables": "none" }""", "neither \"all\" nor a list")]
    [InlineData("""{ "limits": { "time_max_ms": 0 } }""", "time_max_ms is too small")]
    [InlineData("""{ "limits": { "rows_max": -1 } }""", "rows_max is too small")]
    [InlineData("""{ "limits": { "rows_max": "ten" } }""", "at $.limits.rows_max, line 1: \"ten\" was found, expected is a number")]
    [InlineData("""{ "limits": { "rows_max": 1.5 } }""", "1.5 was found, expected is a whole number")]
    [InlineData("""{ "denied_tables": "t" }""", "\"t\" was found, expected is a list")]
    [InlineData("""{ "allow_volatile_functions": 1 }""", "1 was found, expected is true or false")]
    [InlineData("""{ "tabels": [] }""", "at $.tabels, line 1: there is no member 'tabels' here")]
    [InlineData("""{ "denied_tables": [null] }""", "denied_tables holds a null")]
    [InlineData("""{ "columns": { "t": ["a"], "T": ["b"] } }""", "names the table 't' more than once (t, T)")]
    [InlineData("""{ "columns": { "t": null } }""", "columns.t holds a null")]
    [InlineData("null", "it is null")]
    [InlineData("[", "cannot be used")]
    public void A_policy_that_cannot_be_read_says_why(string json, string why)
    {
        WeirException error = Assert.Throws<WeirException>(() => SqlPolicy.FromJson(json));
        Assert.Equal("WEIR5023", error.Code);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rights_can_be_named_in_groups() =>
        Assert.Equal(SqlRights.Query | SqlRights.Dml, SqlPolicy.FromJson("""{ "rights": ["query", "dml"] }""").Rights);

    [Fact]
    public void A_limit_of_memory_below_the_engines_is_refused_with_the_reason()
    {
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 1, MemoryLimitBytes = 128L << 20 });
        SqlPolicy policy = SqlPolicy.ReadOnly with { Limits = new SqlLimits { MemoryMaxBytes = 64L << 20 } };
        WeirException error = Assert.Throws<WeirException>(() => runtime.NewSession(new SessionOptions { Policy = policy }));
        Assert.Equal("WEIR5023", error.Code);
        Assert.Contains("one limit for all sessions, 134217728", error.Message, StringComparison.Ordinal);
        using Session session = runtime.NewSession(new SessionOptions { Policy = policy with { Limits = new SqlLimits { MemoryMaxBytes = 128L << 20 } } });
    }
}
