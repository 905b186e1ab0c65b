using System.Globalization;
using System.Text;
using Weir.Arrow;
using Weir.Engine;

namespace Weir.Tests.Engine;

public sealed class ScalarFunctionTests : IDisposable
{
    private readonly EngineFixture _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_function_over_fixed_width_values_skips_nulls_and_covers_many_chunks()
    {
        Register("twice", [ArrowType.Int64], ArrowType.Int64, (ref ScalarCall call) =>
        {
            ReadOnlySpan<long> input = call.Argument(0).Values<long>();
            Span<long> output = call.Result.Values<long>();
            foreach (int row in call.Rows)
                output[row] = input[row] * 2;
        });
        Assert.Equal(99_999L * 100_000, _engine.Scalar("SELECT sum(twice(range))::BIGINT FROM range(100000)"));
        Assert.Equal(33_334, _engine.Scalar(
            "SELECT count(*) FROM (SELECT CASE WHEN range % 3 = 0 THEN NULL ELSE range END AS a FROM range(100000)) WHERE twice(a) IS NULL"));
        Assert.Equal(0, _engine.Scalar(
            "SELECT count(*) FROM (SELECT CASE WHEN range % 3 = 0 THEN NULL ELSE range END AS a FROM range(100000)) WHERE twice(a) <> a * 2"));
        Assert.Equal(84, _engine.Scalar("SELECT twice(42)"));
        Assert.Equal("NULL", _engine.Text("SELECT twice(NULL)::VARCHAR"));
    }

    [Fact]
    public void Texts_are_read_in_place_and_written_short_and_long()
    {
        Register("bracket", [ArrowType.Utf8], ArrowType.Utf8, (ref ScalarCall call) =>
        {
            VectorView input = call.Argument(0);
            Span<byte> buffer = stackalloc byte[1024];
            foreach (int row in call.Rows)
            {
                ReadOnlySpan<byte> text = input.Bytes(row);
                buffer[0] = (byte)'[';
                text.CopyTo(buffer[1..]);
                buffer[text.Length + 1] = (byte)']';
                call.Result.SetBytes(row, buffer[..(text.Length + 2)]);
            }
        });
        Assert.Equal(0, _engine.Scalar(
            "SELECT count(*) FROM (SELECT repeat('ä', (range % 40)::INT) || range AS s FROM range(20000)) WHERE bracket(s) <> '[' || s || ']'"));
        Assert.Equal(["[]", "NULL", "[héllo wörld, longer than twelve]"],
            _engine.Texts("SELECT bracket(s) FROM (VALUES (''), (NULL), ('héllo wörld, longer than twelve')) t(s)"));
        // Equality and hashing rely on zeroed bytes behind short strings.
        Assert.Equal(7, _engine.Scalar("SELECT count(DISTINCT bracket((range % 7)::VARCHAR)) FROM range(100000)"));
    }

    [Fact]
    public void A_function_that_sees_nulls_decides_about_them()
    {
        _engine.Database.Register(new ScalarFunction("null_or", new ScalarOverload
        {
            Arguments = [ArrowType.Int64, ArrowType.Int64],
            Result = ArrowType.Int64,
            SeesNulls = true,
            Kernel = (ref ScalarCall call) =>
            {
                VectorView first = call.Argument(0), second = call.Argument(1);
                foreach (int row in call.Rows)
                {
                    if (!first.IsNull(row))
                        call.Result.Values<long>()[row] = first.Values<long>()[row];
                    else if (!second.IsNull(row))
                        call.Result.Values<long>()[row] = second.Values<long>()[row];
                    else
                        call.Result.SetNull(row);
                }
            },
        }));
        Assert.Equal(["1", "2", "3", "NULL"],
            _engine.Texts("SELECT null_or(a, b)::VARCHAR FROM (VALUES (1, 9), (NULL, 2), (3, NULL), (NULL, NULL)) t(a, b)"));
    }

    [Fact]
    public void Overloads_are_chosen_by_type_and_further_arguments_are_counted()
    {
        _engine.Database.Register(new ScalarFunction("what",
            new ScalarOverload { Arguments = [ArrowType.Int64], Result = ArrowType.Utf8, Kernel = (ref ScalarCall call) => Constant(ref call, "bigint") },
            new ScalarOverload { Arguments = [ArrowType.Utf8], Result = ArrowType.Utf8, Kernel = (ref ScalarCall call) => Constant(ref call, "text") },
            new ScalarOverload
            {
                Arguments = [ArrowType.Utf8, ArrowType.Utf8],
                FurtherArguments = ArrowType.Utf8,
                Result = ArrowType.Utf8,
                Kernel = (ref ScalarCall call) => Constant(ref call, call.ArgumentCount.ToString(CultureInfo.InvariantCulture)),
            }));
        Assert.Equal("bigint", _engine.Text("SELECT what(1::BIGINT)"));
        Assert.Equal("text", _engine.Text("SELECT what('a')"));
        Assert.Equal("2", _engine.Text("SELECT what('a', 'b')"));
        Assert.Equal("5", _engine.Text("SELECT what('a', 'b', 'c', 'd', 'e')"));
    }

    [Fact]
    public void A_struct_comes_back_with_its_fields_and_null_structs()
    {
        StructType span = new([new Field("start", ArrowType.Int64), new Field("text", ArrowType.Utf8)]);
        Register("span_of", [ArrowType.Int64], span, (ref ScalarCall call) =>
        {
            VectorView input = call.Argument(0);
            VectorWriter start = call.Result.Field(0), text = call.Result.Field(1);
            foreach (int row in call.Rows)
            {
                long value = input.Values<long>()[row];
                if (value % 5 == 0)
                {
                    call.Result.SetNull(row);
                    continue;
                }
                start.Values<long>()[row] = value;
                text.SetBytes(row, Encoding.UTF8.GetBytes($"the value is {value}"));
            }
        });
        Assert.Equal("{'start': 7, 'text': the value is 7}", _engine.Text("SELECT span_of(7)::VARCHAR"));
        Assert.Equal("NULL", _engine.Text("SELECT span_of(NULL)::VARCHAR"));
        Assert.Equal(2000, _engine.Scalar("SELECT count(*) FROM range(10000) WHERE span_of(range) IS NULL"));
        Assert.Equal(2000, _engine.Scalar("SELECT count(*) FROM range(10000) WHERE (span_of(range)).start IS NULL"));
        Assert.Equal(0, _engine.Scalar("SELECT count(*) FROM range(10000) WHERE (span_of(range)).text <> 'the value is ' || range"));
    }

    [Fact]
    public void Lists_are_read_and_written()
    {
        ListType bigints = new(new Field("item", ArrowType.Int64));
        Register("reversed", [bigints], bigints, (ref ScalarCall call) =>
        {
            VectorView input = call.Argument(0);
            ReadOnlySpan<long> source = input.Elements().Values<long>();
            foreach (int row in call.Rows)
            {
                (int from, int length) = input.ListRange(row);
                Span<long> target = call.Result.AppendList(row, length, out int start).Values<long>();
                for (int i = 0; i < length; i++)
                    target[start + i] = source[from + length - 1 - i];
            }
        });
        Assert.Equal("[3, 2, 1]", _engine.Text("SELECT reversed([1, 2, 3]::BIGINT[])::VARCHAR"));
        Assert.Equal("NULL", _engine.Text("SELECT reversed(NULL::BIGINT[])::VARCHAR"));
        Assert.Equal(0, _engine.Scalar(
            "SELECT count(*) FROM (SELECT range(range % 50) AS l FROM range(20000)) WHERE reversed(l) <> list_reverse(l)"));
    }

    [Fact]
    [Trait("Requirement", "R128")]
    [Trait("Requirement", "R135")]
    public void An_exception_in_a_kernel_becomes_an_error_with_function_and_row_and_the_process_lives()
    {
        Register("picky", [ArrowType.Int64], ArrowType.Int64, (ref ScalarCall call) =>
        {
            ReadOnlySpan<long> input = call.Argument(0).Values<long>();
            foreach (int row in call.Rows)
                call.Result.Values<long>()[row] = input[row] == 1234 ? throw new FormatException("1234 is not welcome") : input[row];
        });
        WeirException error = _engine.Fails("SELECT picky(range) FROM range(100000)");
        Assert.Equal("WEIR4019", error.Code);
        Assert.Equal("picky", error.Details["function"]);
        Assert.Contains("row 1234", error.Message, StringComparison.Ordinal);
        Assert.Contains("1234 is not welcome", error.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(error.InnerException);
        Assert.Equal(99_999, _engine.Scalar("SELECT count(try(picky(range))) FROM range(100000)"));
    }

    [Fact]
    public void A_text_that_is_not_utf8_is_an_error_of_the_function()
    {
        Register("broken", [ArrowType.Int64], ArrowType.Utf8, (ref ScalarCall call) =>
        {
            foreach (int row in call.Rows)
                call.Result.SetBytes(row, [0xC3, 0x28]);
        });
        Assert.Equal("WEIR4019", _engine.Fails("SELECT broken(1)").Code);
    }

    [Fact]
    public void Reading_an_argument_that_is_not_there_is_an_error_of_the_function()
    {
        Register("greedy", [ArrowType.Int64], ArrowType.Int64, (ref ScalarCall call) => call.Argument(1));
        Assert.Equal("WEIR4019", _engine.Fails("SELECT greedy(1)").Code);
        Register("outside", [ArrowType.Utf8], ArrowType.Utf8, (ref ScalarCall call) => call.Result.SetBytes(call.RowCount, call.Argument(0).Bytes(0)));
        Assert.Equal("WEIR4019", _engine.Fails("SELECT outside('x')").Code);
    }

    [Fact]
    public void Bind_sees_constants_and_may_refuse_and_every_thread_has_its_state()
    {
        int bound = 0, states = 0;
        _engine.Database.Register(new ScalarFunction("scaled", new ScalarOverload
        {
            Arguments = [ArrowType.Int64, ArrowType.Utf8],
            Result = ArrowType.Int64,
            Bind = binding =>
            {
                Interlocked.Increment(ref bound);
                if (!binding.TryGetConstant(1, out string? factor) || factor is null)
                    throw new ArgumentException("the factor must be a constant");
                return long.Parse(factor, CultureInfo.InvariantCulture);
            },
            NewState = value =>
            {
                Interlocked.Increment(ref states);
                return new long[] { (long)value! };
            },
            Kernel = (ref ScalarCall call) =>
            {
                long factor = ((long[])call.State!)[0];
                Assert.Equal(factor, call.Bound);
                ReadOnlySpan<long> input = call.Argument(0).Values<long>();
                foreach (int row in call.Rows)
                    call.Result.Values<long>()[row] = input[row] * factor;
            },
        }));
        Assert.Equal(499_999L * 500_000 / 2 * 13, _engine.Scalar("SELECT (sum(scaled(range, '3')) + sum(scaled(range, '1' || '0')))::BIGINT FROM range(500000)"));
        Assert.True(bound >= 2);
        Assert.True(states >= 2);
        WeirException refused = _engine.Fails("SELECT scaled(range, range::VARCHAR) FROM range(10)");
        Assert.Equal("WEIR4019", refused.Code);
        Assert.Contains("the factor must be a constant", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_volatile_function_runs_for_every_row_and_a_stable_one_is_folded()
    {
        int stable = 0, changing = 0;
        ScalarKernel Count(Func<int> add) => (ref ScalarCall call) =>
        {
            foreach (int row in call.Rows)
                call.Result.Values<long>()[row] = add();
        };
        _engine.Database.Register(new ScalarFunction("stable_fn",
            new ScalarOverload { Arguments = [ArrowType.Int64], Result = ArrowType.Int64, Kernel = Count(() => Interlocked.Increment(ref stable)) }));
        _engine.Database.Register(new ScalarFunction("volatile_fn",
            new ScalarOverload { Arguments = [ArrowType.Int64], Result = ArrowType.Int64, IsVolatile = true, Kernel = Count(() => Interlocked.Increment(ref changing)) }));
        Assert.Equal(1, _engine.Scalar("SELECT count(DISTINCT stable_fn(1)) FROM range(1000)"));
        Assert.Equal(1000, _engine.Scalar("SELECT count(DISTINCT volatile_fn(1)) FROM range(1000)"));
        Assert.True(stable < 1000);
    }

    [Fact]
    public void A_function_that_asks_its_own_connection_is_refused_instead_of_waiting_for_itself()
    {
        Register("nested", [ArrowType.Int64], ArrowType.Int64, (ref ScalarCall call) =>
        {
            _engine.Connection.Execute("SELECT 1");
        });
        WeirException error = _engine.Fails("SELECT nested(1)");
        Assert.Equal("WEIR4019", error.Code);
        Assert.Equal("WEIR4009", Assert.IsType<WeirException>(error.InnerException).Code);
    }

    [Fact]
    public void A_function_may_ask_another_connection()
    {
        using DuckConnection other = _engine.Database.Connect();
        Register("elsewhere", [ArrowType.Int64], ArrowType.Int64, (ref ScalarCall call) =>
        {
            lock (other)
            {
                using RecordBatchReader reader = other.Query("SELECT 40::BIGINT");
                using RecordBatch batch = reader.Read()!;
                foreach (int row in call.Rows)
                    call.Result.Values<long>()[row] = call.Argument(0).Values<long>()[row] + batch.Column(0).Values<long>()[0];
            }
        });
        Assert.Equal(42, _engine.Scalar("SELECT elsewhere(2)"));
    }

    [Fact]
    public void Definitions_that_cannot_work_are_refused()
    {
        ScalarKernel nothing = (ref ScalarCall call) => { };
        Assert.Equal("WEIR4020", Assert.Throws<WeirException>(() => _engine.Database.Register(new ScalarFunction("x"))).Code);
        Assert.Equal("WEIR4020", Assert.Throws<WeirException>(() => Register(" ", [ArrowType.Int64], ArrowType.Int64, nothing)).Code);
        WeirException type = Assert.Throws<WeirException>(() => Register("x", [new DurationType(TimeUnit.Second)], ArrowType.Int64, nothing));
        Assert.Equal("WEIR4020", type.Code);
        Assert.Contains("duration[Second]", type.Message, StringComparison.Ordinal);
        ScalarOverload one = new() { Arguments = [ArrowType.Int64], Result = ArrowType.Int64, Kernel = nothing };
        Assert.Equal("WEIR4020", Assert.Throws<WeirException>(() => _engine.Database.Register(new ScalarFunction("x", one, one))).Code);
    }

    [Fact]
    public void What_a_function_needs_lives_as_long_as_its_database_and_no_longer()
    {
        WeakReference held = RegisterAndClose();
        for (int i = 0; i < 10 && held.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(held.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference RegisterAndClose()
    {
        using EngineFixture engine = new();
        object needed = new();
        engine.Database.Register(new ScalarFunction("holder", new ScalarOverload
        {
            Arguments = [ArrowType.Int64],
            Result = ArrowType.Int64,
            Kernel = (ref ScalarCall call) =>
            {
                foreach (int row in call.Rows)
                    call.Result.Values<long>()[row] = needed is null ? 0 : 1;
            },
        }));
        GC.Collect();
        Assert.Equal(1, engine.Scalar("SELECT holder(1)"));
        return new WeakReference(needed);
    }

    private static void Constant(ref ScalarCall call, string text)
    {
        foreach (int row in call.Rows)
            call.Result.SetBytes(row, Encoding.UTF8.GetBytes(text));
    }

    private void Register(string name, ArrowType[] arguments, ArrowType result, ScalarKernel kernel) =>
        _engine.Database.Register(new ScalarFunction(name, new ScalarOverload { Arguments = arguments, Result = result, Kernel = kernel }));
}
