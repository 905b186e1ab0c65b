using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Generators;

/// <summary>Aggregates, windows, tables, providers and planners as the generator writes them.</summary>
public sealed class GeneratedKindsTests
{
    private const string Source = """
        [assembly: WeirPlugin("demo", "1.2.3", Isolated = true, Features = ["simd"], Publisher = "Some \"One\"", License = "MIT", ConfigurationSchema = "{}")]

        [AggregateFunction("total")]
        internal struct Total
        {
            private long _sum;
            private int _rows;
            public void Add(int value, int weight = 1) { _sum += (long)value * weight; _rows++; }
            public void Merge(in Total other) { _sum += other._sum; _rows += other._rows; }
            public readonly long? Finish() => _rows == 0 ? null : _sum;
        }

        [AggregateFunction("joined", OrderSensitive = true, Aliases = ["glued"])]
        internal sealed class Joined : IDisposable
        {
            public static int Disposed;
            private readonly List<string> _parts = [];
            public void Add(string? text) => _parts.Add(text ?? "NULL");
            public void Merge(Joined other) => _parts.AddRange(other._parts);
            public void Finish(Utf8Writer output) => output.Append(string.Join(",", _parts));
            public void Dispose() => Interlocked.Increment(ref Disposed);
        }

        [AggregateFunction("latest", SeesNulls = true, ResultType = nameof(TypeOf))]
        internal sealed class Latest
        {
            private long? _kept;
            public void Add(ColumnView value, int row, bool skips = false) { if (!value.IsNull(row)) _kept = value.Values<long>()[row]; else if (!skips) _kept = null; }
            public void Merge(Latest other) => _kept = other._kept;
            public void Finish(ColumnResult result, int row) { if (_kept is long kept) result.Values<long>()[row] = kept; else result.SetNull(row); }
            public static ArrowType TypeOf(IReadOnlyList<ArrowType> arguments) => arguments[0];
        }

        public sealed record Row(int Id, string? Name, DateOnly FirstDay)
        {
            [Decimal(10, 2)] public decimal? Price => Id % 2 == 0 ? Id / 4m : null;
        }

        internal static class Tables
        {
            /// <summary>The first sentence. The second one.</summary>
            [WindowFunction("backwards")]
            public static void Backwards([Of<int>] ColumnView value, [Of<int>] ColumnResult result)
            {
                for (int i = 0; i < result.RowCount; i++)
                    result.Values<int>()[i] = value.Values<int>()[result.RowCount - 1 - i];
            }

            [TableFunction("rows")]
            public static IEnumerable<Row> Rows(int count, string? prefix = null) =>
                Enumerable.Range(0, count).Select(i => new Row(i, i % 3 == 0 ? null : prefix + i, new DateOnly(1970, 1, 1).AddDays(i)));

            [TableFunction("endless")]
            public static IEnumerable<long> Endless(CancellationToken token)
            {
                for (long i = 0; ; i++) { token.ThrowIfCancellationRequested(); yield return i; }
            }

            [TableProvider("opened")]
            public static PluginTable Opened(int size, string name = "a\"b", bool isOpen = true, double? factor = null, long offset = -5) =>
                throw new InvalidOperationException($"{size} {name} {isOpen} {factor?.ToString() ?? "none"} {offset}");

            [RelationPlanner("look")]
            public static string? Look(string tree) => tree == "{}" ? null : "{}";
        }

        [TableProvider("own")]
        internal sealed class Own() : PluginTableProvider("own")
        {
            public override PluginTable Open(string optionsJson) => throw new InvalidOperationException(optionsJson);
        }
        """;

    private static readonly Lazy<Plugin> Demo = new(() => GeneratorRun.Of(Source).Load());

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(65, 3)]
    [InlineData(2049, 4)]
    public void A_struct_adds_up_in_the_hosts_memory_whatever_is_merged(int rows, int states)
    {
        Random random = new(rows);
        object?[] values = [.. Enumerable.Range(0, rows).Select(_ => random.Next(5) == 0 ? null : (object?)random.Next(100))];
        using TestColumn numbers = new(ArrowType.Int32, values), weight = new(ArrowType.Int32, [3], isConstant: true);
        long? expected = values.Any(value => value is not null) ? values.OfType<int>().Sum(value => 3L * value) : null;
        Assert.Equal(expected, TestHost.Aggregate(Aggregate("total"), rows, states, numbers, weight));
        Assert.Equal("1", Aggregate("total").Parameters[1].DefaultJson);
    }

    [Fact]
    public void A_class_sees_nulls_in_order_and_is_disposed_with_its_state()
    {
        PluginAggregate joined = Aggregate("joined");
        Assert.True(joined.IsOrderSensitive);
        Assert.True(joined.SeesNulls);
        Assert.Equal(["glued"], joined.Aliases);
        using TestColumn texts = new(ArrowType.Utf8, ["a", null, "c", "d"]);
        Assert.Equal("a,NULL,c,d", TestHost.Aggregate(joined, 4, 2, texts));
        Assert.Equal(2, joined.GetType().Assembly.GetType("Joined")!.GetField("Disposed")!.GetValue(null));
    }

    [Fact]
    public void An_aggregate_takes_columns_of_any_type_and_gives_what_follows_from_them()
    {
        PluginAggregate latest = Aggregate("latest");
        Assert.Null(latest.Parameters[0].Type);
        Assert.Equal("false", latest.Parameters[1].DefaultJson);
        using TestColumn values = new(ArrowType.Int64, [1L, 2L, null]), skips = new(ArrowType.Boolean, [true], isConstant: true), keeps = new(ArrowType.Boolean, [false], isConstant: true);
        Assert.Equal(2L, TestHost.Aggregate(latest, 3, 1, values, skips));
        Assert.Null(TestHost.Aggregate(latest, 3, 1, values, keeps));
        Assert.Equal(ArrowType.Date32, latest.ResultOf([ArrowType.Date32, ArrowType.Boolean]).Type);
    }

    [Fact]
    public void A_window_sees_the_whole_partition()
    {
        using TestColumn values = new(ArrowType.Int32, [1, 2, 3]);
        Assert.Equal([3, 2, 1], TestHost.Window(Demo.Value.Windows[0], 3, values));
        Assert.Equal("The first sentence.", Demo.Value.Windows[0].Summary);
    }

    [Fact]
    public void The_properties_of_a_row_type_are_the_columns()
    {
        PluginTableFunction rows = Demo.Value.TableFunctions.Single(function => function.Name == "rows");
        object?[][] found = TestHost.Table(rows, new PluginScanRequest(0), (ArrowType.Int32, 3), (ArrowType.Utf8, "n"));
        Assert.Equal([[0, null, 0, (Int128)0], [1, "n1", 1, null], [2, "n2", 2, (Int128)50]], found);
    }

    [Theory]
    [InlineData(null, 5000)]
    [InlineData(0L, 0)]
    [InlineData(2049L, 2049)]
    public void Projection_and_limit_are_kept_and_an_endless_table_ends(long? limit, int expected)
    {
        PluginTableFunction rows = Demo.Value.TableFunctions.Single(function => function.Name == "rows");
        PluginScanRequest request = new(0) { Projection = [2, 0], LimitRows = limit };
        object?[][] found = TestHost.Table(rows, request, (ArrowType.Int32, 5000), (ArrowType.Utf8, null));
        Assert.Equal(expected, found.Length);
        Assert.All(found.Select((row, i) => (row, i)), pair => Assert.Equal([pair.i, pair.i], pair.row));
        PluginTableFunction endless = Demo.Value.TableFunctions.Single(function => function.Name == "endless");
        Assert.Equal(4, TestHost.Table(endless, new PluginScanRequest(0) { Projection = [], LimitRows = 4 }).Length);
    }

    [Fact]
    public void A_null_for_a_parameter_that_takes_none_is_refused()
    {
        PluginTableFunction rows = Demo.Value.TableFunctions.Single(function => function.Name == "rows");
        WeirException error = Assert.Throws<WeirException>(() => TestHost.Table(rows, new PluginScanRequest(0), (ArrowType.Int32, null), (ArrowType.Utf8, null)));
        Assert.Equal("WEIR3023", error.Code);
    }

    [Theory]
    [InlineData("""{"size":1}""", "1 a\"b True none -5")]
    [InlineData("""{"size":2,"name":"x","is_open":false,"factor":0.5,"offset":7}""", "2 x False 0.5 7")]
    [InlineData("""{"size":2,"factor":null}""", "2 a\"b True none -5")]
    public void Options_are_the_parameters_of_the_provider(string json, string expected) =>
        Assert.Equal(expected, Assert.Throws<InvalidOperationException>(() => Provider("opened").Open(json)).Message);

    [Theory]
    [InlineData("{}", "The option 'size' of the table provider 'opened' is missing; expected an integer of 32 bits.")]
    [InlineData("""{"size":1.5}""", "The option 'size' of the table provider 'opened' is 1.5; expected an integer of 32 bits.")]
    [InlineData("""{"size":"1"}""", "is \"1\"; expected an integer of 32 bits.")]
    [InlineData("""{"size":1,"nam":"x"}""", "The option 'nam' of the table provider 'opened' is no option; expected one of size, name, is_open, factor, offset.")]
    [InlineData("[]", "is a JSON Array; expected a JSON object.")]
    [InlineData("{", "is no JSON")]
    public void Options_that_do_not_fit_are_refused_by_name(string json, string expected)
    {
        WeirException error = Assert.Throws<WeirException>(() => Provider("opened").Open(json));
        Assert.Equal("WEIR3021", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_of_the_options_names_types_defaults_and_what_is_required() =>
        Assert.Equal(
            """{"type":"object","properties":{"size":{"type":"integer"},"name":{"type":"string","default":"a\"b"},"is_open":{"type":"boolean","default":true},"factor":{"type":["number","null"],"default":null},"offset":{"type":"integer","default":-5}},"required":["size"],"additionalProperties":false}""",
            Provider("opened").OptionsSchemaJson);

    [Fact]
    public void A_derived_provider_and_a_planner_are_taken_as_they_are()
    {
        Assert.Equal("{}", Assert.Throws<InvalidOperationException>(() => Provider("own").Open("{}")).Message);
        Assert.Null(Demo.Value.RelationPlanners[0].Rewrite("{}"));
        Assert.Equal("{}", Demo.Value.RelationPlanners[0].Rewrite("[]"));
    }

    [Fact]
    [Trait("Requirement", "R059")]
    public void The_manifest_lists_every_export_and_what_the_author_says()
    {
        // What the comments say has tests of its own.
        string manifest = System.Text.RegularExpressions.Regex.Replace(
            GeneratorRun.Of(Source).File("Manifest.g.cs"), ",\"documentation\":\\{(?:[^{}\"]|\"(?:\\\\.|[^\"\\\\])*\"|\\{[^{}]*\\})*\\}", "");
        Assert.Contains(
            """
            "isolation":"process","abi":{"major":1,"minor":0},"engine_major":1,"arrow_major":1,"capabilities":["aggregate_functions","window_functions","table_functions","table_providers","relation_planners"],"functions":[{"name":"total","kind":"aggregate","aliases":[]},{"name":"joined","kind":"aggregate","aliases":["glued"]},{"name":"latest","kind":"aggregate","aliases":[]},{"name":"backwards","kind":"window","aliases":[]},{"name":"rows","kind":"table","aliases":[]},{"name":"endless","kind":"table","aliases":[]}],"providers":["opened","own"],"planners":["look"],"features":["simd"],"publisher":"Some \"One\"","license":"MIT","entry_type":"Weir.Plugins.Generated.DemoPlugin"}
            """,
            manifest, StringComparison.Ordinal);
        Assert.Equal("{}", Demo.Value.Description.ConfigurationSchemaJson);
    }

    private static PluginAggregate Aggregate(string name) => Demo.Value.Aggregates.Single(function => function.Name == name);

    private static PluginTableProvider Provider(string name) => Demo.Value.TableProviders.Single(provider => provider.Name == name);
}
