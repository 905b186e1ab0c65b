using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Weir.Ado;
using Weir.Tests.Sessions;

namespace Weir.Tests.Ado;

public sealed class ConnectionStringTests
{
    [Fact]
    public void Keys_are_found_whatever_their_case_and_spaces()
    {
        WeirConnectionStringBuilder text = new("threads=2;MEMORYLIMIT=512 MiB;Command Timeout=7;batchrows=100;Table.Orders=lake/orders@3");
        Assert.Equal((2, "512 MiB", 7, 100), (text.Threads, text.MemoryLimit, text.CommandTimeout, text.BatchRows));
        Assert.Equal("lake/orders@3", text.Tables["orders"]);
        Assert.True(text.ContainsKey("CommandTimeout"));
        text.Threads = null;
        text["Profile"] = "small";
        Assert.True(text.Remove("memory limit"));
        Assert.False(text.TryGetValue("Memory Limit", out _));
        Assert.Equal("small", text.Profile);
        Assert.DoesNotContain("Threads", text.ConnectionString, StringComparison.OrdinalIgnoreCase);
        text.AddTable("events", "lake/ev;ents");
        Assert.Equal("lake/ev;ents", new WeirConnectionStringBuilder(text.ConnectionString).Tables["events"]);
    }

    [Theory]
    [InlineData("Server=localhost", "WEIR8030", "Threads")]
    [InlineData("Table.=x", "WEIR8030", "Table.NAME")]
    [InlineData("Threads=0", "WEIR8031", "above 0")]
    [InlineData("Threads=two", "WEIR8031", "above 0")]
    [InlineData("Memory Limit=much", "WEIR8031", "GiB")]
    [InlineData("Memory Limit=99999999999 GiB", "WEIR8031", "GiB")]
    [InlineData("Profile=huge", "WEIR8031", "small, medium, large")]
    [InlineData("Profile=huge", "WEIR8031", "default, dev, prod, symtable")]
    [InlineData("Policy=everything", "WEIR8031", "read_only, write, service, admin, or a file")]
    [InlineData("Huge Integers=long", "WEIR8031", "decimal or BigInteger")]
    [InlineData("Array Nullability Mode=sometimes", "WEIR8031", "never or always")]
    [InlineData("Command Timeout=-1", "WEIR8031", "seconds")]
    [InlineData("Allow Files Outside Tables=maybe", "WEIR8031", "true or false")]
    public void What_a_string_cannot_say_is_an_error_that_tells_what_it_can(string text, string code, string expected)
    {
        foreach (Action use in new Action[] { () => _ = new WeirConnectionStringBuilder(text), () => _ = new WeirConnection(text), () => _ = new WeirDataSourceBuilder(text) })
        {
            WeirException error = Assert.Throws<WeirException>(use);
            Assert.Equal(code, error.Code);
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("67108864", 67_108_864)]
    [InlineData("64MiB", 67_108_864)]
    [InlineData("2 gib", 2_147_483_648)]
    [InlineData("3KB", 3_000)]
    [InlineData("1GB", 1_000_000_000)]
    public void Sizes_are_read_with_their_units(string text, long bytes) => Assert.Equal(bytes, ByteSize.TryRead(text));

    [Fact]
    public async Task The_factory_makes_every_part_and_a_source_with_its_tables()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "people.csv");
        await File.WriteAllTextAsync(file, "id,name\n1,Ada\n2,Grace\n");
        DbProviderFactories.RegisterFactory("Weir.Tests", WeirProviderFactory.Instance);
        DbProviderFactory factory = DbProviderFactories.GetFactory("Weir.Tests");
        DbConnectionStringBuilder text = factory.CreateConnectionStringBuilder()!;
        text["Threads"] = 1;
        text["Command Timeout"] = 77;
        text["Table.people"] = file;
        await using DbDataSource source = factory.CreateDataSource(text.ConnectionString);
        await using DbConnection connection = await source.OpenConnectionAsync();
        Assert.Same(factory, DbProviderFactories.GetFactory(connection));
        DbCommand command = factory.CreateCommand()!;
        (command.Connection, command.CommandText) = (connection, "SELECT name FROM people WHERE id = @id");
        DbParameter parameter = factory.CreateParameter()!;
        (parameter.ParameterName, parameter.Value) = ("@id", 2);
        command.Parameters.Add(parameter);
        Assert.Equal(("Grace", 77), (await command.ExecuteScalarAsync(), command.CommandTimeout));
        Assert.True(factory.CanCreateBatch);
        Assert.IsType<WeirBatch>(factory.CreateBatch());
        Assert.IsType<WeirBatchCommand>(factory.CreateBatchCommand());
        Assert.IsType<WeirConnection>(factory.CreateConnection());
        await using DbBatch batch = source.CreateBatch();
        DbBatchCommand one = batch.CreateBatchCommand();
        one.CommandText = "SELECT count(*) FROM people";
        batch.BatchCommands.Add(one);
        Assert.Equal(2L, await batch.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Code_that_knows_only_the_factory_writes_with_the_policy_of_the_string()
    {
        using TemporaryFolder folder = new();
        string table = Path.Combine(folder.Path, "t"), policy = Path.Combine(folder.Path, "policy.json");
        File.WriteAllText(policy, """{"base": "write", "denied_tables": ["t"]}""");
        using (Lake lake = new())
            await lake.Session.WriteAsync(new DatasetLocation(table), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
        Assert.Equal(2, Write("Policy=write"));
        Assert.StartsWith("WEIR5", Assert.Throws<WeirException>(() => Write("Policy=read_only")).Code, StringComparison.Ordinal);
        Assert.StartsWith("WEIR5", Assert.Throws<WeirException>(() => Write("Threads=1")).Code, StringComparison.Ordinal);
        Assert.StartsWith("WEIR5", Assert.Throws<WeirException>(() => Write($"Policy={policy}")).Code, StringComparison.Ordinal);
        File.WriteAllText(policy, """{"base": "nothing"}""");
        Assert.Equal("WEIR5023", Assert.Throws<WeirException>(() => Write($"Policy={policy}")).Code);

        int Write(string text)
        {
            using DbDataSource source = WeirProviderFactory.Instance.CreateDataSource($"{text};Table.t={table}");
            using DbCommand command = source.CreateCommand("INSERT INTO t VALUES (2), (3)");
            return command.ExecuteNonQuery();
        }
    }

    [Fact]
    public void A_profile_is_any_preset_or_a_file_and_other_keys_change_it()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "profile.json");
        File.WriteAllText(file, """{"name": "mine", "policies": {"sql_policy_name": "service"}, "execution": {"target_partitions": 1}}""");
        RuntimeProfile dev = RuntimeProfile.Preset("dev"), prod = RuntimeProfile.Preset("prod");
        Assert.Equal((dev with { Execution = dev.Execution with { TargetPartitions = 3 } }).Fingerprint, Fingerprint("Profile=dev;Threads=3"));
        Assert.Equal((prod with { Execution = prod.Execution with { MemoryLimitBytes = 1L << 30 } }).Fingerprint, Fingerprint("Profile=prod;Memory Limit=1GiB"));
        Assert.Equal(RuntimeProfile.Read(File.ReadAllText(file)).Fingerprint, Fingerprint($"Profile={file}"));
        File.WriteAllText(file, """{"nome": "mine"}""");
        Assert.Equal("WEIR8080", Assert.Throws<WeirException>(() => Fingerprint($"Profile={file}")).Code);

        static string Fingerprint(string text)
        {
            string found = "";
            using WeirDataSource source = new WeirDataSourceBuilder(text).Configure(options => options.TimeProvider = TimeProvider.System).Build();
            source.ConfigureSession(session => found = session.Trace.ProfileFingerprint);
            return found;
        }
    }

    [Fact]
    public void A_builder_prepares_the_session_and_leaves_a_runtime_that_it_was_given()
    {
        using Lake lake = new();
        using (WeirDataSource source = new WeirDataSourceBuilder("Command Timeout=5").UseRuntime(lake.Runtime).ConfigureSession(session => session.RegisterView("v", "SELECT 1 AS a")).Build())
        {
            using DbCommand command = source.CreateCommand("FROM v");
            Assert.Equal(1, command.ExecuteScalar());
            using WeirCommand own = source.OpenConnection().CreateCommand();
            Assert.Equal(5, own.CommandTimeout);
        }
        lake.Session.Run(new Query("SELECT 1")).Dispose();
        Assert.Equal("WEIR8031", Assert.Throws<WeirException>(() => new WeirDataSourceBuilder("Threads=1").UseRuntime(lake.Runtime).Build()).Code);
        Assert.Throws<InvalidOperationException>(() => new WeirDataSourceBuilder().Configure(options => options.Threads = 1).UseRuntime(lake.Runtime).Build());
        Assert.Equal("WEIR8002", Assert.Throws<WeirException>(() => new WeirDataSourceBuilder().UseRuntime(lake.Runtime).ConfigureSession(session => session.RegisterView("", "SELECT 1")).Build()).Code);
    }

    [Fact]
    public async Task A_container_gives_sources_and_connections_also_by_key()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddWeir(options => options.Threads = 1)
            .AddWeirDataSource((_, builder) => builder.ConfigureSession(session => session.RegisterView("who", "SELECT 'plain' AS name")))
            .AddWeirDataSource((_, builder) => builder.ConfigureSession(session => session.RegisterView("who", "SELECT 'keyed' AS name")), serviceKey: "reports")
            .BuildServiceProvider();
        Assert.Same(services.GetRequiredService<WeirDataSource>(), services.GetRequiredService<DbDataSource>());
        Assert.Same(services.GetRequiredKeyedService<WeirDataSource>("reports"), services.GetRequiredKeyedService<DbDataSource>("reports"));
        Assert.NotSame(services.GetRequiredService<DbConnection>(), services.GetRequiredService<WeirConnection>());
        await using DbConnection keyed = services.GetRequiredKeyedService<DbConnection>("reports");
        await keyed.OpenAsync();
        await using DbCommand command = keyed.CreateCommand();
        command.CommandText = "SELECT name FROM who";
        Assert.Equal("keyed", await command.ExecuteScalarAsync());
        await using DbCommand plain = services.GetRequiredService<DbDataSource>().CreateCommand("SELECT name FROM who");
        Assert.Equal("plain", await plain.ExecuteScalarAsync());
    }
}
