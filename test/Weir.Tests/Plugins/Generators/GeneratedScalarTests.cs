using System.Globalization;
using System.Text;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Generators;

/// <summary>Generated loops against the plain methods: random values, NULLs, constants, both layouts, rows around the words of 64.</summary>
public sealed class GeneratedScalarTests
{
    private const string Source = """
        [assembly: WeirPlugin("demo", "1.2.3")]

        internal sealed class Counter
        {
            private int _calls;
            public int Next() => ++_calls;
        }

        internal sealed class Prefix(string prefix, PluginContext context) : IDisposable
        {
            public static int Disposed;
            public string Text { get; } = prefix + context.ConfigurationJson;
            public void Dispose() => Interlocked.Increment(ref Disposed);
        }

        internal static class Functions
        {
            [ScalarFunction] public static long Add(long a, long b) => unchecked(a + b);
            [ScalarFunction(Total = true)] public static long AddTotal(long a, long b) => unchecked(a + b);
            [ScalarFunction] public static int Mix(int a, int b, int c) => unchecked((a * 31) ^ (b - c));
            [ScalarFunction] public static double Half(float a) => a / 2;
            [ScalarFunction] public static bool Less(ulong a, ulong b) => a < b;
            [ScalarFunction] public static bool Not(bool a) => !a;
            [ScalarFunction] public static long? Divide(long a, long b) => b == 0 ? null : a / b;
            [ScalarFunction] public static long Coalesce(long? a, long b) => a ?? b;
            [ScalarFunction] public static string? Initial(string text) => text.Length == 0 ? null : text[..1];
            [ScalarFunction] public static string Join(string? left, string? right) => $"{left ?? "-"}{right ?? "-"}";
            [ScalarFunction] public static ReadOnlySpan<byte> Tail(ReadOnlySpan<byte> text) => text.Length == 0 ? text : text[..^1];
            [ScalarFunction] public static bool Even(ReadOnlySpan<byte> text, Utf8Writer output)
            {
                output.Append(text);
                output.Append(text.Length);
                return text.Length % 2 == 0;
            }
            [ScalarFunction] public static byte[] Reverse(byte[] bytes) => bytes.Reverse().ToArray();
            [ScalarFunction] [return: Binary] public static ReadOnlySpan<byte> Same([Binary] ReadOnlySpan<byte> bytes) => bytes;
            [ScalarFunction] public static DateOnly NextDay(DateOnly day) => day.AddDays(1);
            [ScalarFunction] public static DateTime Hour(DateTime at) => at.AddHours(1);
            [ScalarFunction] [return: Decimal(18, 2)] public static decimal Twice([Decimal(9, 2)] decimal price) => price * 2;
            [ScalarFunction] [return: Decimal(38, 0)] public static Int128 Negate([Decimal(38, 0)] Int128 value) => -value;
            [ScalarFunction] public static TimeSpan Double(TimeSpan time) => time * 2;
            [ScalarFunction] public static string Prefixed([Constant] string prefix, Prefix made, long value) => made.Text + value;
            [ScalarFunction] public static int Calls(Counter counter, int a) => counter.Next();
            [ScalarFunction] public static int Sum(int first, Arguments<int> rest)
            {
                for (int i = 0; i < rest.Count; i++)
                    first = unchecked(first + rest[i]);
                return first;
            }
            [ScalarFunction(SeesNulls = true)] public static int Nulls(TextArguments parts)
            {
                int nulls = 0;
                for (int i = 0; i < parts.Count; i++)
                    nulls += parts.IsNull(i) ? 1 : 0;
                return nulls;
            }
            [ScalarFunction] public static void AddColumns([Of<long>] ColumnView a, [Of<long>] ColumnView b, [Of<long>] ColumnResult result)
            {
                for (int row = 0; row < result.RowCount; row++)
                    result.Values<long>()[row] = unchecked(a.Values<long>()[a.IsConstant ? 0 : row] + b.Values<long>()[b.IsConstant ? 0 : row]);
            }
            [ScalarFunction(SeesNulls = true, ResultType = nameof(TypeOfFirst))] public static void First(ColumnView a, ColumnView b, ColumnResult result)
            {
                for (int row = 0; row < result.RowCount; row++)
                {
                    ColumnView from = a.IsNull(row) ? b : a;
                    if (from.IsNull(row)) result.SetNull(row); else result.SetBytes(row, from.GetBytes(row));
                }
            }
            public static ArrowType TypeOfFirst(IReadOnlyList<ArrowType> arguments) => arguments[0];
        }
        """;

    private static readonly Lazy<Plugin> Demo = new(() => GeneratorRun.Of(Source).Load());

    // Modulo 3 they differ, so that each function meets hosts that sort out rows with NULL, and hosts that do not.
    private static readonly int[] RowCounts = [0, 1, 63, 64, 65, 2048, 2049];

    private sealed record Case(ArrowType[] Types, Func<object?[], object?> Expected, Func<Random, object>[]? Values = null);

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["add"] = Strict([ArrowType.Int64, ArrowType.Int64], a => unchecked((long)a[0] + (long)a[1])),
        ["add_total"] = Strict([ArrowType.Int64, ArrowType.Int64], a => unchecked((long)a[0] + (long)a[1])),
        ["add_columns"] = Strict([ArrowType.Int64, ArrowType.Int64], a => unchecked((long)a[0] + (long)a[1])),
        ["mix"] = Strict([ArrowType.Int32, ArrowType.Int32, ArrowType.Int32], a => unchecked(((int)a[0] * 31) ^ ((int)a[1] - (int)a[2]))),
        ["half"] = Strict([ArrowType.Float], a => (double)((float)a[0] / 2)),
        ["less"] = Strict([ArrowType.UInt64, ArrowType.UInt64], a => (ulong)a[0] < (ulong)a[1]),
        ["not"] = Strict([ArrowType.Boolean], a => !(bool)a[0]),
        ["divide"] = Strict([ArrowType.Int64, ArrowType.Int64], a => (long)a[1] == 0 ? null : (long)a[0] / (long)a[1]),
        ["coalesce"] = new([ArrowType.Int64, ArrowType.Int64], a => a[1] is null ? null : a[0] ?? a[1]),
        ["initial"] = Strict([ArrowType.Utf8], a => (string)a[0] == "" ? null : ((string)a[0])[..1]),
        ["join"] = new([ArrowType.Utf8, ArrowType.Utf8], a => $"{a[0] ?? "-"}{a[1] ?? "-"}"),
        ["tail"] = Strict([ArrowType.Utf8], a => ((string)a[0])[..^Math.Min(1, ((string)a[0]).Length)]),
        ["even"] = Strict([ArrowType.Utf8], a => ((string)a[0]).Length % 2 == 1 ? null : $"{a[0]}{((string)a[0]).Length}"),
        ["reverse"] = Strict([ArrowType.Binary], a => ((byte[])a[0]).Reverse().ToArray()),
        ["same"] = Strict([ArrowType.Binary], a => a[0]),
        ["next_day"] = Strict([ArrowType.Date32], a => (int)a[0] + 1),
        ["hour"] = Strict([new TimestampType(TimeUnit.Microsecond)], a => (long)a[0] + 3_600_000_000),
        ["twice"] = Strict([new DecimalType(9, 2)], a => (Int128)a[0] * 2),
        ["negate"] = Strict([new DecimalType(38, 0)], a => -(Int128)a[0]),
        ["double"] = Strict([ArrowType.IntervalMonthDayNano], a =>
        {
            MonthDayNanoInterval value = (MonthDayNanoInterval)a[0];
            Int128 nanoseconds = ((value.Days * (Int128)86_400_000_000_000) + value.Nanoseconds) * 2;
            return new MonthDayNanoInterval(0, (int)(nanoseconds / 86_400_000_000_000), (long)(nanoseconds % 86_400_000_000_000));
        }),
        ["sum"] = Strict([ArrowType.Int32, ArrowType.Int32, ArrowType.Int32], a => a.Aggregate(0, (sum, x) => unchecked(sum + (int)x))),
        ["nulls"] = new([ArrowType.Utf8, ArrowType.Utf8, ArrowType.Utf8], a => a.Count(x => x is null)),
        ["first"] = new([ArrowType.Utf8, ArrowType.Utf8], a => a[0] ?? a[1]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Requirement", "R114")]
    [Trait("Requirement", "R116")]
    public void A_generated_function_gives_what_the_method_gives(string name)
    {
        Case test = Cases[name];
        PluginScalar function = Function(name);
        Random random = new(17);
        foreach (int rows in RowCounts)
            for (int nulls = 0; nulls < 3; nulls++)
                for (int constants = 0; constants < 1 << test.Types.Length; constants++)
                    Compare(function, test, random, rows, nulls, constants);
    }

    [Fact]
    public void Constants_are_bound_once_and_the_state_of_a_thread_is_disposed()
    {
        PluginScalar function = Function("prefixed");
        using TestColumn prefix = new(ArrowType.Utf8, ["p"], isConstant: true), values = new(ArrowType.Int64, [1L, 2L, null]);
        Assert.Equal(["p{}1", "p{}2", null], TestHost.Scalar(function, 3, prefix, values));
        Assert.Equal(1, function.GetType().Assembly.GetType("Prefix")!.GetField("Disposed")!.GetValue(null));
        Assert.True(function.Parameters[0].IsConstant);
        Assert.Equal("value", function.Parameters[1].Name);
    }

    [Fact]
    public void A_constant_that_is_null_gives_null_everywhere()
    {
        using TestColumn prefix = new(ArrowType.Utf8, [null], isConstant: true), values = new(ArrowType.Int64, [1L, 2L]);
        Assert.Equal([null, null], TestHost.Scalar(Function("prefixed"), 2, prefix, values));
    }

    [Fact]
    public void An_argument_that_should_be_constant_and_is_not_is_refused_with_its_place()
    {
        using TestColumn prefix = new(ArrowType.Utf8, ["a", "b"]), values = new(ArrowType.Int64, [1L, 2L]);
        WeirException error = Assert.Throws<WeirException>(() => TestHost.Scalar(Function("prefixed"), 2, prefix, values));
        Assert.Equal("WEIR3020", error.Code);
        Assert.Contains("Argument 1 of the function 'prefixed' must be constant", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_of_a_thread_lasts_from_row_to_row()
    {
        using TestColumn values = new(ArrowType.Int32, [5, 5, 5]);
        Assert.Equal([1, 2, 3], TestHost.Scalar(Function("calls"), 3, values));
    }

    [Fact]
    [Trait("Requirement", "R115")]
    public void Types_of_results_follow_from_the_arguments_where_the_method_says_so()
    {
        Assert.Equal(ArrowType.Binary, Function("first").ResultOf([ArrowType.Binary, ArrowType.Binary]).Type);
        Assert.Null(Function("first").Parameters[0].Type);
        Assert.False(Function("join").ResultOf([ArrowType.Utf8, ArrowType.Utf8]).Nullable && Function("nulls").ResultOf([]).Nullable);
        Assert.True(Function("add").ResultOf([ArrowType.Int64, ArrowType.Int64]).Nullable);
    }

    [Fact]
    [Trait("Requirement", "R118")]
    public unsafe void A_batch_allocates_nothing()
    {
        foreach ((string name, ArrowType type) in new[] { ("add", ArrowType.Int64), ("mix", ArrowType.Int32), ("tail", ArrowType.Utf8), ("divide", ArrowType.Int64) })
        {
            PluginScalar function = Function(name);
            TestColumn[] columns = [.. function.Parameters.Select((_, i) => Column(type, 2048, i == 1 ? 1 : 0, isConstant: i == 0 && name != "tail"))];
            Assert.Equal(0, AllocatedBytesOfOneBatch(function, columns));
            foreach (TestColumn column in columns)
                column.Dispose();
        }
    }

    private static unsafe long AllocatedBytesOfOneBatch(PluginScalar function, TestColumn[] columns)
    {
        ArrowType[] types = [.. columns.Select(column => column.Type)];
        ColumnNode[] nodes = [.. columns.Select(column => column.Node)];
        ulong[] rows = [.. Enumerable.Repeat(0xFFFF_0F0F_FFFF_FFFFUL, 32)];
        using DroppingSink sink = new();
        ResultNode result = new() { Length = 2048, Layout = types[0].IsBytes ? ColumnLayout.Texts : ColumnLayout.Fixed, ValueBytes = (byte)types[0].ByteWidth };
        object? state = function.NewState(null);
        long[] data = new long[4096];
        fixed (ColumnNode* first = nodes)
        fixed (ulong* bits = rows)
        fixed (long* values = data)
        {
            result.Data = values;
            long allocated = long.MaxValue;
            for (int i = 0; i < 40; i++)
            {
                PluginScalarCall call = new(first, types, new ColumnResult(&result, sink, types[0]), bits, null, state, default);
                long before = GC.GetAllocatedBytesForCurrentThread();
                function.Invoke(ref call);
                allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            return allocated;
        }
    }

    private static void Compare(PluginScalar function, Case test, Random random, int rows, int nulls, int constants)
    {
        TestColumn[] columns = [.. test.Types.Select((type, i) => new TestColumn(
            type,
            Values(type, (constants >> i & 1) == 1 ? 1 : rows, nulls, random),
            isConstant: (constants >> i & 1) == 1,
            isEngines: (rows + constants) % 2 == 0))];
        object?[] found = TestHost.Scalar(function, rows, sortsOut: (rows + constants) % 3 != 0, columns);
        Assert.Equal(rows, found.Length);
        for (int row = 0; row < rows; row++)
        {
            object? expected = test.Expected([.. columns.Select(column => column.At(row))]);
            if (!Equal(expected, found[row]))
                Assert.Fail($"{function.Name}, {rows} rows, NULLs {nulls}, constants {constants}: row {row} of ({string.Join(", ", columns.Select(c => c.At(row) ?? "NULL"))}) is {found[row] ?? "NULL"} instead of {expected ?? "NULL"}.");
        }
        foreach (TestColumn column in columns)
            column.Dispose();
    }

    private static bool Equal(object? expected, object? found) =>
        expected is byte[] bytes ? found is byte[] others && bytes.AsSpan().SequenceEqual(others) : Equals(expected, found);

    private static Case Strict(ArrowType[] types, Func<object[], object?> expected) =>
        new(types, arguments => arguments.Contains(null) ? null : expected(arguments!));

    private static TestColumn Column(ArrowType type, int rows, int nulls, bool isConstant) =>
        new(type, Values(type, isConstant ? 1 : rows, isConstant ? 0 : nulls, new Random(3)), isConstant);

    // nulls: 0 none, 1 about a tenth and one whole word, 2 all.
    private static object?[] Values(ArrowType type, int rows, int nulls, Random random) =>
        [.. Enumerable.Range(0, rows).Select(row => nulls == 2 || (nulls == 1 && (row / 64 == 1 || random.Next(10) == 0)) ? null : Value(type, random))];

    private static object Value(ArrowType type, Random random) => type switch
    {
        DecimalType { Precision: <= 9 } => (Int128)random.Next(-999_999_999, 999_999_999),
        DecimalType => (Int128)random.NextInt64() * random.Next(-1000, 1000),
        TimestampType => random.NextInt64(-60_000_000_000_000_000, 200_000_000_000_000_000),
        _ => type.Id switch
        {
            ArrowTypeId.Boolean => random.Next(2) == 0,
            ArrowTypeId.Int32 => random.Next(int.MinValue, int.MaxValue),
            ArrowTypeId.Date32 => random.Next(-700_000, 2_900_000),
            ArrowTypeId.Int64 => random.Next(3) == 0 ? 0L : random.NextInt64(long.MinValue + 1, long.MaxValue),
            ArrowTypeId.UInt64 => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
            ArrowTypeId.Float => (float)random.NextDouble(),
            ArrowTypeId.Utf8 => new string('a', random.Next(4)) + (random.Next(2) == 0 ? "" : "a longer text than fits inline"),
            ArrowTypeId.Binary => Encoding.UTF8.GetBytes(random.Next().ToString(CultureInfo.InvariantCulture)),
            _ => new MonthDayNanoInterval(0, random.Next(-1000, 1000), random.NextInt64(-1_000_000, 1_000_000) * 1000),
        },
    };

    private static PluginScalar Function(string name) => Demo.Value.Scalars.Single(function => function.Name == name);

    private sealed unsafe class DroppingSink : ResultSink, IDisposable
    {
        private readonly ulong* _validity = (ulong*)System.Runtime.InteropServices.NativeMemory.Alloc(64 * 8);

        public override void MakeValidity(ResultNode* node) => node->Validity = _validity;

        public override void SetBytes(ResultNode* node, int row, ReadOnlySpan<byte> bytes)
        {
        }

        public override int AppendList(ResultNode* node, int row, int length) => 0;

        public void Dispose() => System.Runtime.InteropServices.NativeMemory.Free(_validity);
    }
}
