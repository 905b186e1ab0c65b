using System.Reflection;
using Weir.Arrow;
using Weir.Build;
using Weir.Plugins;

namespace Weir.Tests.Sessions;

/// <summary>Every way into the library fails with the one error, which has a stage, a code, a message and details.</summary>
public sealed class EntryPointTests
{
    private static readonly Type[] Entries = [typeof(WeirRuntime), typeof(Session), typeof(QueryResult)];

    // What cannot fail but by misuse of the API, or answers with a finding.
    private static readonly string[] Free =
    [
        "Session.Judge(String,CancellationToken)", "WeirRuntime.CheckHealthAsync(IReadOnlyList<DatasetLocation>,CancellationToken)", "Session.Unregister(String)", "Session.Forget(String)", "QueryResult.AsReader()",
    ];

    private static readonly Dictionary<string, (string Code, Func<Lake, Task> Call)> Failing = new()
    {
        ["WeirRuntime.Open(WeirOptions)"] = ("WEIR8001", _ => Now(() => WeirRuntime.Open(new WeirOptions { Threads = 0 }))),
        ["WeirRuntime.NewSession(SessionOptions)"] = ("WEIR5023", lake => Now(() => lake.Runtime.NewSession(new SessionOptions
        {
            Policy = SqlPolicy.ReadOnly with { Limits = new SqlLimits { MemoryMaxBytes = 1 } },
        }))),
        ["WeirRuntime.Open(RuntimeProfile,WeirOptions)"] = ("WEIR8082", _ => Now(() => WeirRuntime.Open(Profiles.ProfileTexts.With("execution.batch_size", "0")))),
        ["WeirRuntime.NewSession(SessionKind)"] = ("WEIR8089", _ => Now(() =>
        {
            using WeirRuntime runtime = WeirRuntime.Open(Profiles.ProfileTexts.With("policies.expr_planner_names", """["nowhere"]"""));
            runtime.NewSession(SessionKind.Cached);
        })),
        ["WeirRuntime.BuildAsync(BuildRequest,IProgress<BuildProgress>,CancellationToken)"] = ("WEIR1", lake => lake.Runtime.BuildAsync(new BuildRequest("{}"))),
        ["Session.RegisterPlugin(PluginReference,CancellationToken)"] = ("WEIR31", lake => Now(() => lake.Session.RegisterPlugin(new PluginReference("nobody_has_it")))),
        ["Session.RegisterPlugin(String,CancellationToken)"] = ("WEIR31", lake => Now(() => lake.Session.RegisterPlugin("nobody_has_it"))),
        ["Session.RegisterPlugin(Plugin)"] = ("WEIR32", lake => Now(() => lake.Session.RegisterPlugin(new Engine.InlinePlugin("weir_code_functions")))),
        ["Session.ApplyFunctionPolicy(String,CancellationToken)"] = ("WEIR3317", lake => Now(() => lake.Session.ApplyFunctionPolicy("{"))),
        ["Session.ApplyFunctionPolicy(RecordBatchReader,CancellationToken)"] = ("WEIR3317", lake => Now(() => lake.Session.ApplyFunctionPolicy(NoRows()))),
        ["Session.Register(String,DatasetLocation)"] = ("WEIR8002", lake => Now(() => lake.Session.Register("", lake.Table("t")))),
        ["Session.Register(String,PluginTableSource)"] = ("WEIR3220", lake => Now(() => lake.Session.Register("t", new PluginTableSource("nobody", "rows")))),
        ["Session.RegisterView(String,String)"] = ("WEIR8002", lake => Now(() => lake.Session.RegisterView("a\0b", "SELECT 1"))),
        ["Session.Run(Query,CancellationToken)"] = ("WEIR5001", lake => Now(() => lake.Session.Run(new Query("DROP TABLE t")))),
        ["Session.RunAsync(Query,CancellationToken)"] = ("WEIR4", lake => lake.Session.RunAsync(new Query("SELEC 1"))),
        ["Session.Fingerprint(Query,CancellationToken)"] = ("WEIR4030", lake => Now(() => lake.Session.Fingerprint(TwoStatements))),
        ["Session.Normalize(Query,CancellationToken)"] = ("WEIR4030", lake => Now(() => lake.Session.Normalize(TwoStatements))),
        ["Session.Render(Query,SqlDialect,CancellationToken)"] = ("WEIR4030", lake => Now(() => lake.Session.Render(TwoStatements, SqlDialect.Trino))),
        ["Session.Lineage(Query,CancellationToken)"] = ("WEIR8008", lake => Now(() => lake.Session.Lineage(new Query("SELECT * FROM nowhere")))),
        ["Session.Prepare(Query,String,CancellationToken)"] = ("WEIR8008", lake => Now(() => lake.Session.Prepare(new Query("SELECT * FROM nowhere")))),
        ["Session.Explain(Query,Boolean,CancellationToken)"] = ("WEIR8008", lake => Now(() => lake.Session.Explain(new Query("SELECT * FROM nowhere")))),
        ["Session.Register(String,StreamTableSource)"] = ("WEIR8002", lake => Now(() => lake.Session.Register("", Stream()))),
        ["Session.Describe(Query,CancellationToken)"] = ("WEIR8008", lake => Now(() => lake.Session.Describe(new Query("SELECT * FROM nowhere")))),
        ["Session.WriteAsync(DatasetLocation,Query,DeltaWriteMode,DeltaWriteOptions,IProgress<DeltaWriteProgress>,CancellationToken)"] =
            ("WEIR8013", lake => lake.Session.WriteAsync(lake.Table("t") with { Version = 3 }, new Query("SELECT 1"), DeltaWriteMode.Append)),
        ["Session.WriteAsync(DatasetLocation,RecordBatchReader,DeltaWriteMode,DeltaWriteOptions,IProgress<DeltaWriteProgress>,CancellationToken)"] =
            ("WEIR8013", lake => lake.Session.WriteAsync(lake.Table("t") with { Version = 3 }, NoRows(), DeltaWriteMode.Append)),
        ["QueryResult.Batches(CancellationToken)"] = ("WEIR4006", async lake =>
        {
            await foreach (RecordBatch batch in lake.Session.Run(Late).Batches())
                batch.Dispose();
        }),
        ["QueryResult.CollectAsync(CancellationToken)"] = ("WEIR4006", async lake => await lake.Session.Run(Late).CollectAsync()),
    };

    public static TheoryData<string> Names => [.. Failing.Keys];

    private static Query Late => new("SELECT CASE WHEN i = 500000 THEN error('late') ELSE i END FROM range(1000000) r(i)");

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Requirement", "R129")]
    public async Task A_way_in_fails_with_the_one_error(string name)
    {
        using Lake lake = new();
        (string code, Func<Lake, Task> call) = Failing[name];
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => call(lake));
        Assert.StartsWith(code, error.Code, StringComparison.Ordinal);
        Assert.Matches("^WEIR[0-9]{4}$", error.Code);
        Assert.NotEmpty(error.Stage);
        Assert.NotEmpty(error.Message);
        Assert.All(error.Details, fact => Assert.NotNull(fact.Value));
    }

    [Fact]
    [Trait("Requirement", "R129")]
    public void Every_way_in_is_tried() =>
        Assert.Empty(Entries.SelectMany(Methods).Except(Failing.Keys).Except(Free));

    [Theory]
    [InlineData("WEIR1001", "spec")]
    [InlineData("WEIR2003", "delta")]
    [InlineData("WEIR3004", "contract")]
    [InlineData("WEIR3104", "plugin")]
    [InlineData("WEIR3310", "function")]
    [InlineData("WEIR4006", "engine")]
    [InlineData("WEIR5001", "policy")]
    [InlineData("WEIR6001", "storage")]
    [InlineData("WEIR7001", "build")]
    [InlineData("WEIR8001", "configuration")]
    [InlineData("OWN1", "other")]
    [Trait("Requirement", "R129")]
    public void The_stage_of_an_error_follows_from_its_code(string code, string stage) => Assert.Equal(stage, new WeirException(code, "text").Stage);

    private static IEnumerable<string> Methods(Type type) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where !method.IsSpecialName && method.Name is not ("Dispose" or "DisposeAsync")
        select $"{type.Name}.{method.Name}({string.Join(',', method.GetParameters().Select(parameter => Word(parameter.ParameterType)))})";

    private static string Word(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(',', type.GenericTypeArguments.Select(Word))}>" : type.Name;

    private static Query TwoStatements => new("SELECT 1; SELECT 2");

    private static StreamTableSource Stream() => new(_ => NoRows());

    private static RecordBatchReader NoRows() => RecordBatchReader.From(new Schema(new Field("id", ArrowType.Int64)), []);

    private static Task Now(Action call)
    {
        call();
        return Task.CompletedTask;
    }
}
