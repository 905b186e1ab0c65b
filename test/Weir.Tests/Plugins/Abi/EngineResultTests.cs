using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Native;

namespace Weir.Tests.Plugins.Abi;

/// <summary>Results of a native plugin come into the layouts of the engine, and rows that are NULL before stay so.</summary>
[Trait("Requirement", "R134")]
public sealed unsafe class EngineResultTests
{
    private const int Rows = 130;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    public void Narrow_values_come_back_as_they_were_given(int kind)
    {
        (ArrowType type, ColumnLayout layout, int width) = kind switch
        {
            1 => (ArrowType.Boolean, ColumnLayout.Fixed, 1),
            2 => (new DecimalType(4, 1), ColumnLayout.Fixed, 2),
            4 => (new DecimalType(9, 2), ColumnLayout.Fixed, 4),
            8 => (new DecimalType(18, 3), ColumnLayout.Fixed, 8),
            12 => ((ArrowType)ArrowType.IntervalMonthDayNano, ColumnLayout.MonthDayMicro, 16),
            _ => (new DecimalType(38, 3), ColumnLayout.Fixed, 16),
        };
        Random random = new(kind);
        object?[] values = [.. Enumerable.Range(0, Rows).Select(_ => TypedValues.Random(type, random))];
        using NativePlugin native = ExportedEntry.Open(() => new EchoPlugin(), "echo");
        using EngineColumns arguments = new([type], [values]);
        byte* data = stackalloc byte[Rows * 16];
        ulong* validity = stackalloc ulong[3];
        ResultNode node = Node(data, null, layout, width);
        Room room = new(validity);
        Invoke(native.Scalars[0], arguments, new ColumnResult(&node, room, type));
        ColumnNode written = new() { Data = data, Validity = node.Validity, Length = Rows, ValueBytes = (byte)width, Layout = layout };
        ColumnView given = new(&written, type), asked = new(arguments.Nodes, type);
        for (int row = 0; row < Rows; row++)
        {
            Assert.Equal(asked.IsNull(row), given.IsNull(row));
            if (asked.IsNull(row))
                continue;
            if (kind == 1)
                Assert.Equal(asked.GetBoolean(row), given.GetBoolean(row));
            else if (kind == 12)
                Assert.Equal(asked.GetInterval(row), given.GetInterval(row));
            else
                Assert.Equal(asked.GetDecimal(row), given.GetDecimal(row));
        }
    }

    [Fact]
    public void Rows_that_the_host_has_set_to_null_stay_null()
    {
        using NativePlugin native = ExportedEntry.Open(() => new EchoPlugin(), "echo");
        using EngineColumns arguments = new([ArrowType.Int64], [[.. Enumerable.Range(0, Rows).Select(row => row % 3 == 0 ? null : (object?)(long)row)]]);
        long* data = stackalloc long[Rows];
        ulong* validity = stackalloc ulong[3];
        new Span<ulong>(validity, 3).Fill(ulong.MaxValue & ~(1UL << 7));
        ResultNode node = Node((byte*)data, validity, ColumnLayout.Fixed, 8);
        Room room = new(validity);
        Invoke(native.Scalars[0], arguments, new ColumnResult(&node, room, ArrowType.Int64));
        for (int row = 0; row < Rows; row++)
            Assert.Equal(row % 3 != 0 && row % 64 != 7, (validity[row >> 6] >> (row & 63) & 1) != 0);
    }

    private static ResultNode Node(byte* data, ulong* validity, ColumnLayout layout, int width) =>
        new() { Data = data, Validity = validity, Length = Rows, ValueBytes = (byte)width, Layout = layout };

    private static void Invoke(PluginScalar scalar, EngineColumns arguments, ColumnResult result)
    {
        using IDisposable bound = (IDisposable)scalar.Bind(new PluginBinding(arguments.Types, null, [false]))!;
        using IDisposable state = (IDisposable)scalar.NewState(bound)!;
        PluginScalarCall call = new(arguments.Nodes, arguments.Types, result, null, bound, state, default);
        scalar.Invoke(ref call);
    }

    /// <summary>The one piece of memory that a fixed-width result may ask for.</summary>
    private sealed class Room(ulong* validity) : ResultSink
    {
        public override void MakeValidity(ResultNode* node)
        {
            new Span<ulong>(validity, 3).Fill(ulong.MaxValue);
            node->Validity = validity;
        }

        public override void SetBytes(ResultNode* node, int row, ReadOnlySpan<byte> bytes) => throw new InvalidOperationException();

        public override int AppendList(ResultNode* node, int row, int length) => throw new InvalidOperationException();
    }
}
