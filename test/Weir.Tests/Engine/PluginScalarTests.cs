using System.Globalization;
using System.Text;
using Weir.Arrow;
using Weir.Engine;
using Weir.Plugins;

namespace Weir.Tests.Engine;

public sealed class PluginScalarTests : IDisposable
{
    private readonly EngineFixture _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory, Trait("Requirement", "R114"), Trait("Requirement", "R049")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(100_000)]
    public void A_function_gives_one_result_a_row_whatever_the_number_of_rows(int rows)
    {
        Register(Add("add_skipping"), Add("add_total", isTotal: true));
        foreach (string name in (string[])["add_skipping", "add_total"])
        {
            string source = $"(SELECT range AS a, CASE WHEN range % 7 = 0 THEN NULL ELSE range * 2 END AS b FROM range({rows}))";
            Assert.Equal(rows, _engine.Scalar($"SELECT count(*) FROM (SELECT {name}(a, b) AS r FROM {source})"));
            Assert.Equal(0, _engine.Scalar($"SELECT count(*) FROM {source} WHERE {name}(a, b) IS DISTINCT FROM a + b"));
        }
    }

    [Fact, Trait("Requirement", "R116"), Trait("Requirement", "R118")]
    public void Constants_come_as_one_row_and_give_what_columns_give()
    {
        List<(bool, int)> seen = [];
        Register(new InlineScalar("add_watched", InlinePlugin.Parameters(ArrowType.Int64, ArrowType.Int64), ArrowType.Int64, (ref PluginScalarCall call) =>
        {
            lock (seen)
                seen.Add((call.Argument(1).IsConstant, call.Argument(1).Length));
            Sum(ref call);
        }));
        Assert.Equal(0, _engine.Scalar(
            "SELECT count(*) FROM (SELECT range AS a, 5::BIGINT AS b FROM range(5000)) WHERE add_watched(a, 5) <> a + 5"));
        Assert.All(seen, argument => Assert.Equal((true, 1), argument));
        seen.Clear();
        Assert.Equal(0, _engine.Scalar("SELECT count(*) FROM (SELECT range AS a, 5 + range * 0 AS b FROM range(5000)) WHERE add_watched(a, b) <> a + 5"));
        Assert.All(seen, argument => Assert.False(argument.Item1));
        Assert.Equal(0, _engine.Scalar("SELECT count(add_watched(range, NULL)) FROM range(5000)"));
        Assert.Equal(7, _engine.Scalar("SELECT add_watched(3, 4)"));
    }

    [Fact, Trait("Requirement", "R116")]
    public void Binding_sees_the_types_and_the_values_of_constants_in_the_types_of_the_parameters()
    {
        PluginParameter[] parameters =
        [
            new("value", ArrowType.Int64), new("factor", ArrowType.Double) { IsConstant = true },
            new("unit", new DecimalType(12, 2)), new("names", new ListType(new Field("item", ArrowType.Utf8))),
        ];
        Register(new InlineScalar("scaled", parameters, ArrowType.Utf8, (ref PluginScalarCall call) =>
        {
            for (int row = 0; row < call.RowCount; row++)
                call.Result.SetBytes(row, Encoding.UTF8.GetBytes((string)call.Bound!));
        })
        {
            OnBind = binding =>
            {
                RecordBatch constants = Assert.IsType<RecordBatch>(binding.Constants);
                Assert.True(constants.Column(0).IsNull(0));
                string names = binding.IsConstant[3] ? constants.Column(3).Child(0).GetString(1) : "?";
                return string.Create(CultureInfo.InvariantCulture,
                    $"{string.Concat(binding.IsConstant.Select(constant => constant ? 1 : 0))} {constants.Column(1).Values<double>()[0]} {constants.Column(2).Values<Int128>()[0]} {names}");
            },
        });
        Assert.Equal("0111 3 250 a name that is long", _engine.Text("SELECT scaled(range, 3, 2.5, ['x', 'a name that is long']) FROM range(1)"));
        WeirException refused = _engine.Fails("SELECT scaled(1, range, 2.5, ['x', 'y']) FROM range(1)");
        Assert.Equal("WEIR3202", refused.Code);
        Assert.Contains("'factor' of scaled(value BIGINT, factor DOUBLE, ", refused.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Requirement", "R131"), Trait("Requirement", "R134")]
    [InlineData("BOOLEAN", "range % 2 = 0")]
    [InlineData("TINYINT", "range % 100 - 50")]
    [InlineData("UTINYINT", "range % 200")]
    [InlineData("SMALLINT", "range - 1000")]
    [InlineData("USMALLINT", "range")]
    [InlineData("INTEGER", "range * 1000")]
    [InlineData("UINTEGER", "range * 1000")]
    [InlineData("BIGINT", "range * 1000000007")]
    [InlineData("UBIGINT", "range * 1000000007")]
    [InlineData("FLOAT", "range / 3")]
    [InlineData("DOUBLE", "range / 7")]
    [InlineData("DECIMAL(4,2)", "range % 90")]
    [InlineData("DECIMAL(9,2)", "range / 100")]
    [InlineData("DECIMAL(18,4)", "range * 100000")]
    [InlineData("DECIMAL(38,10)", "range * 100000")]
    [InlineData("VARCHAR", "repeat('ä', (range % 30)::INT) || range")]
    [InlineData("BLOB", "encode(repeat('z', (range % 30)::INT) || range)")]
    [InlineData("DATE", "DATE '2020-01-01' + (range % 5000)::INT")]
    [InlineData("TIME", "TIME '00:00:00' + INTERVAL (range) SECOND")]
    [InlineData("TIMESTAMP", "TIMESTAMP '2020-01-01' + INTERVAL (range) MINUTE")]
    [InlineData("TIMESTAMP_S", "(TIMESTAMP '2020-01-01' + INTERVAL (range) MINUTE)::TIMESTAMP_S")]
    [InlineData("TIMESTAMP_NS", "(TIMESTAMP '2020-01-01' + INTERVAL (range) MINUTE)::TIMESTAMP_NS")]
    [InlineData("TIMESTAMPTZ", "TIMESTAMPTZ '2020-01-01 00:00:00+00' + INTERVAL (range) MINUTE")]
    [InlineData("INTERVAL", "INTERVAL (range) HOUR")]
    [InlineData("BIGINT[]", "[range, NULL, range + 1][: (range % 4)::INT]")]
    [InlineData("VARCHAR[]", "['a' || range, NULL, repeat('b', 20)][: (range % 4)::INT]")]
    [InlineData("BIGINT[3]", "[range, NULL, range + 1]")]
    [InlineData("STRUCT(a BIGINT, b VARCHAR)", "{'a': range, 'b': CASE WHEN range % 4 = 0 THEN NULL ELSE 'text number ' || range END}")]
    [InlineData("MAP(VARCHAR, BIGINT)", "MAP {'k' || range: range, 'a key that is long': NULL}")]
    [InlineData("STRUCT(l BIGINT[2][], s STRUCT(x VARCHAR, y DECIMAL(9,1)))", "{'l': [[range, 1], [2, NULL]][: (range % 3)::INT], 's': {'x': 'x' || range, 'y': range / 10}}")]
    public void Values_of_every_type_go_in_and_out_unchanged(string sqlType, string expression)
    {
        Register(Echo("echo", TypeOf(sqlType)));
        string source = $"(SELECT range AS i, CASE WHEN range % 5 = 3 THEN NULL ELSE {expression} END::{sqlType} AS v FROM range(5000))";
        Assert.Equal(0, _engine.Scalar($"SELECT count(*) FROM {source} WHERE echo(v) IS DISTINCT FROM v"));
        Assert.Equal(1000, _engine.Scalar($"SELECT count(*) FROM {source} WHERE echo(v) IS NULL"));
        // The value as a constant, beside a column so that the call is not folded away.
        Assert.Equal(0, _engine.Scalar(
            $"SELECT count(*) FROM (SELECT range AS i FROM range(2, 3)) t, range(3000) WHERE echo(({expression.Replace("range", "2", StringComparison.Ordinal)})::{sqlType}) IS DISTINCT FROM ({expression.Replace("range", "t.i", StringComparison.Ordinal)})::{sqlType}"));
    }

    [Fact, Trait("Requirement", "R115")]
    public void A_parameter_of_any_type_takes_every_type_and_the_result_follows_where_it_depends_on_it()
    {
        Register(
            new InlineScalar("kind", InlinePlugin.Parameters((ArrowType?)null), ArrowType.Utf8, (ref PluginScalarCall call) =>
            {
                for (int row = 0; row < call.RowCount; row++)
                    call.Result.SetBytes(row, Encoding.UTF8.GetBytes(call.Argument(0).Type.ToString()));
            })
            { SeesNulls = true },
            new InlineScalar("same", InlinePlugin.Parameters((ArrowType?)null), null, Copy) { ResultFrom = types => types[0] });
        Assert.Equal("int64", _engine.Text("SELECT kind(1::BIGINT)"));
        Assert.Equal("utf8", _engine.Text("SELECT kind('a')"));
        Assert.Equal("null", _engine.Text("SELECT kind(NULL)"));
        Assert.Equal("decimal128(7, 2)", _engine.Text("SELECT kind(1.5::DECIMAL(7,2))"));
        Assert.Equal("struct<a: int32, b: list<item: utf8>>", _engine.Text("SELECT kind({'a': 1, 'b': ['x']})"));
        Assert.Equal("BIGINT DATE DOUBLE[]", _engine.Text("SELECT concat_ws(' ', typeof(same(1::BIGINT)), typeof(same(DATE '2020-01-01')), typeof(same([1.5::DOUBLE])))"));
        WeirException refused = _engine.Fails("SELECT kind(uuid())");
        Assert.Equal("WEIR3204", refused.Code);
        Assert.Contains("UUID", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Further_arguments_are_counted_and_functions_that_see_nulls_decide_about_them()
    {
        Register(new InlineScalar("present", [], ArrowType.Int64, (ref PluginScalarCall call) =>
        {
            for (int row = 0; row < call.RowCount; row++)
            {
                long present = 0;
                for (int i = 0; i < call.ArgumentCount; i++)
                    present += call.Argument(i).IsNull(row) ? 0 : 1;
                call.Result.Values<long>()[row] = present;
            }
        })
        { FurtherArguments = new PluginParameter("part", ArrowType.Utf8), SeesNulls = true, Aliases = ["present_parts"] });
        Assert.Equal(2, _engine.Scalar("SELECT present('a', NULL, 'c')"));
        Assert.Equal(0, _engine.Scalar("SELECT present()"));
        Assert.Equal(15_000, _engine.Scalar("SELECT sum(present_parts('a', range::VARCHAR, CASE WHEN range % 2 = 0 THEN 'x' END, 'd', NULL) - 0.5)::BIGINT FROM range(5000)"));
    }

    [Fact, Trait("Requirement", "R129"), Trait("Requirement", "R135"), Trait("Requirement", "R150"), Trait("Requirement", "R152")]
    public void A_failure_in_any_callback_names_plugin_and_function_and_leaves_the_connection_usable()
    {
        PluginParameter[] one = InlinePlugin.Parameters(ArrowType.Int64);
        Register(
            new InlineScalar("fails_at_bind", one, ArrowType.Int64, Copy) { OnBind = _ => throw new InvalidOperationException("no such mode") },
            new InlineScalar("fails_at_start", one, ArrowType.Int64, Copy) { OnState = _ => throw new InvalidOperationException("no such mode") },
            new InlineScalar("fails_at_work", one, ArrowType.Int64, (ref PluginScalarCall _) => throw new InvalidOperationException("no such mode")));
        foreach (string name in (string[])["fails_at_bind", "fails_at_start", "fails_at_work"])
        {
            WeirException failure = _engine.Fails($"SELECT {name}(range) FROM range(10)");
            Assert.Equal("WEIR3203", failure.Code);
            Assert.Equal($"the function '{name}' of the plugin 'inline' failed: no such mode", failure.Message);
            Assert.IsType<InvalidOperationException>(failure.InnerException);
            Assert.Equal("inline", failure.Details["plugin"]);
        }
        Assert.Equal("NULL", _engine.Text("SELECT try(fails_at_work(range))::VARCHAR FROM range(1)"));
        Assert.Equal(1, _engine.Scalar("SELECT 1::BIGINT"));
    }

    [Fact]
    public void A_result_that_breaks_a_rule_is_an_error_and_a_forgotten_row_is_no_wild_pointer()
    {
        Register(
            new InlineScalar("not_text", InlinePlugin.Parameters(ArrowType.Int64), ArrowType.Utf8, (ref PluginScalarCall call) => call.Result.SetBytes(0, [0xff])),
            new InlineScalar("too_far", InlinePlugin.Parameters(ArrowType.Int64), ArrowType.Int64, (ref PluginScalarCall call) => call.Result.SetNull(call.RowCount)),
            new InlineScalar("forgets", InlinePlugin.Parameters(ArrowType.Int64), ArrowType.Utf8, (ref PluginScalarCall _) => { }));
        Assert.Equal("WEIR3203", _engine.Fails("SELECT not_text(range) FROM range(3)").Code);
        Assert.Equal("WEIR3203", _engine.Fails("SELECT too_far(range) FROM range(3)").Code);
        Assert.Equal(0, _engine.Scalar("SELECT sum(length(forgets(range)))::BIGINT FROM range(10000)"));
    }

    [Fact]
    public void States_belong_to_one_thread_and_states_and_bindings_are_disposed_once()
    {
        int made = 0, bound = 0, disposed = 0;
        Register(new InlineScalar("counts", InlinePlugin.Parameters(ArrowType.Int64), ArrowType.Int64, (ref PluginScalarCall call) =>
        {
            Counted state = (Counted)call.State!;
            Assert.Equal(0, Interlocked.Exchange(ref state.Busy, 1));
            Copy(ref call);
            Interlocked.Exchange(ref state.Busy, 0);
        })
        {
            OnBind = _ => new Counted(() => Interlocked.Increment(ref disposed), ref bound),
            OnState = _ => new Counted(() => Interlocked.Increment(ref disposed), ref made),
        });
        _engine.Connection.Execute("CREATE TABLE numbers AS SELECT range AS i FROM range(1000000)");
        Assert.Equal(499_999_500_000, _engine.Scalar("SELECT sum(counts(i))::BIGINT FROM numbers"));
        Assert.Equal(499_999_500_000, _engine.Scalar("SELECT sum(counts(i))::BIGINT FROM numbers"));
        Assert.Equal(made + bound, disposed);
        Assert.InRange(made, 2, 100);
    }

    [Fact]
    public async Task Cancellation_reaches_a_call_that_looks_for_it_and_the_next_statement_runs()
    {
        TaskCompletionSource entered = new();
        Register(new InlineScalar("waits", InlinePlugin.Parameters(ArrowType.Int64), ArrowType.Int64, (ref PluginScalarCall call) =>
        {
            entered.TrySetResult();
            while (call.Argument(0).Values<long>()[0] == 0)
                call.Control.ThrowIfCancellationRequested();
            Copy(ref call);
        }));
        using CancellationTokenSource stop = new();
        Task<long> running = Task.Run(() =>
        {
            using RecordBatchReader reader = _engine.Connection.Query("SELECT waits(range) FROM range(1)", cancellationToken: stop.Token);
            return EngineFixture.Drain(reader, stop.Token);
        });
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(6, _engine.Scalar("SELECT sum(waits(range))::BIGINT FROM range(1, 4)"));
    }

    [Fact]
    public void A_volatile_function_is_called_for_every_row_and_another_is_folded()
    {
        int calls = 0, volatileCalls = 0;
        Register(
            new InlineScalar("stable", InlinePlugin.Parameters(ArrowType.Int64), ArrowType.Int64, (ref PluginScalarCall call) =>
            {
                Interlocked.Add(ref calls, call.RowCount);
                CopyConstant(ref call);
            }),
            new InlineScalar("dice", InlinePlugin.Parameters(ArrowType.Int64), ArrowType.Int64, (ref PluginScalarCall call) =>
            {
                Interlocked.Add(ref volatileCalls, call.RowCount);
                CopyConstant(ref call);
            })
            { IsVolatile = true });
        Assert.Equal(3000, _engine.Scalar("SELECT sum(stable(3))::BIGINT FROM range(1000)"));
        Assert.Equal(3000, _engine.Scalar("SELECT sum(dice(3))::BIGINT FROM range(1000)"));
        Assert.Equal((1, 1000), (calls, volatileCalls));
    }

    [Fact, Trait("Requirement", "R061"), Trait("Requirement", "R073")]
    public void A_name_that_is_taken_or_a_type_that_SQL_lacks_refuses_the_whole_plugin()
    {
        InlinePlugin first = new InlinePlugin("first").With(Add("first_add"));
        Assert.True(_engine.Database.Register(first));
        Assert.False(_engine.Database.Register(first));
        WeirException engine = Assert.Throws<WeirException>(() => _engine.Database.Register(new InlinePlugin("p").With(Add("fresh_add")).With(Add("weir_plugin_x"))));
        Assert.Equal("WEIR3200", engine.Code);
        Assert.Contains("that Weir itself has", engine.Message, StringComparison.Ordinal);
        Assert.Equal("WEIR4005", _engine.Fails("SELECT fresh_add(1, 2)").Code);
        WeirException other = Assert.Throws<WeirException>(() => _engine.Database.Register(new InlinePlugin("second").With(Add("First_Add"))));
        Assert.Contains("that the plugin 'first' has", other.Message, StringComparison.Ordinal);
        WeirException type = Assert.Throws<WeirException>(() => _engine.Database.Register(
            new InlinePlugin("third").With(new InlineScalar("lasts", InlinePlugin.Parameters(new DurationType(TimeUnit.Second)), ArrowType.Int64, Copy))));
        Assert.Equal("WEIR3201", type.Code);
    }

    [Fact, Trait("Requirement", "R061")]
    public void A_function_with_a_name_of_the_engine_s_leaves_the_engine_s_as_it_is()
    {
        _engine.Database.Register(new InlinePlugin("namesake").With(Add("UPPER")));
        Assert.Equal("A", _engine.Text("SELECT upper('a')"));
        Assert.Equal("WEIR4005", _engine.Fails("SELECT upper(1, 2)").Code);
        Assert.Equal(3, _engine.Scalar($"SELECT {PluginNames.OfFunction("upper")}(1::BIGINT, 2::BIGINT)"));
    }

    private static InlineScalar Add(string name, bool isTotal = false) =>
        new(name, InlinePlugin.Parameters(ArrowType.Int64, ArrowType.Int64), ArrowType.Int64, Sum) { IsTotal = isTotal };

    private static void Sum(ref PluginScalarCall call)
    {
        ColumnView a = call.Argument(0), b = call.Argument(1);
        Span<long> result = call.Result.Values<long>();
        for (int row = 0; row < call.RowCount; row++)
            if (call.Rows.IsEmpty || (call.Rows[row >> 6] >> (row & 63) & 1) != 0)
                result[row] = a.Values<long>()[a.IsConstant ? 0 : row] + b.Values<long>()[b.IsConstant ? 0 : row];
    }

    private static void Copy(ref PluginScalarCall call) => ColumnEcho.Write(call.Argument(0), call.Result, call.RowCount);

    private static void CopyConstant(ref PluginScalarCall call)
    {
        for (int row = 0; row < call.RowCount; row++)
            call.Result.Values<long>()[row] = call.Argument(0).Values<long>()[0];
    }

    private static InlineScalar Echo(string name, ArrowType type) =>
        new(name, InlinePlugin.Parameters(type), type, Copy) { SeesNulls = true, IsVolatile = true };

    private ArrowType TypeOf(string sqlType)
    {
        using RecordBatchReader reader = _engine.Connection.Query($"SELECT NULL::{sqlType}");
        return reader.Schema.Fields[0].Type;
    }

    private void Register(params InlineScalar[] functions)
    {
        InlinePlugin plugin = new("inline");
        foreach (InlineScalar function in functions)
            plugin.With(function);
        _engine.Database.Register(plugin);
    }

    private sealed class Counted : IDisposable
    {
        private readonly Action _disposed;
        public int Busy;

        public Counted(Action disposed, ref int made)
        {
            _disposed = disposed;
            Interlocked.Increment(ref made);
        }

        public void Dispose() => _disposed();
    }
}
