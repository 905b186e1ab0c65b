using System.Runtime.InteropServices;
using System.Text;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Generators;

/// <summary>Results of a call as boxed values; the place for them is laid out as Arrow does, or as the engine does.</summary>
internal sealed unsafe class TestResult : ResultSink, IDisposable
{
    private readonly ArrowType _type;
    private readonly ResultNode* _node;
    private readonly byte[]?[] _bytes;

    public TestResult(ArrowType type, int rows)
    {
        _type = type;
        _bytes = new byte[]?[rows];
        _node = (ResultNode*)NativeMemory.AllocZeroed((nuint)sizeof(ResultNode));
        _node->Length = rows;
        _node->IsText = type.IsText;
        _node->ValueBytes = (byte)type.ByteWidth;
        _node->Layout = type.IsBytes ? ColumnLayout.Offsets32 : type.Id == ArrowTypeId.Boolean ? ColumnLayout.Bits : ColumnLayout.Fixed;
        _node->Data = NativeMemory.AllocZeroed((nuint)(rows * 16) + 16);
    }

    public ColumnResult Column => new(_node, this, _type);

    /// <summary>Makes rows NULL beforehand, as hosts do for those that they do not ask for.</summary>
    public void SetNullExcept(ulong* rows)
    {
        for (int row = 0; row < _node->Length; row++)
            if (rows != null && (rows[row / 64] >> (row % 64) & 1) == 0)
                Column.SetNull(row);
    }

    public object?[] Read() => [.. Enumerable.Range(0, _node->Length).Select(At)];

    public override void MakeValidity(ResultNode* node)
    {
        int words = (node->Length / 64) + 1;
        node->Validity = (ulong*)NativeMemory.Alloc((nuint)words * 8);
        new Span<ulong>(node->Validity, words).Fill(ulong.MaxValue);
    }

    public override void SetBytes(ResultNode* node, int row, ReadOnlySpan<byte> bytes) => _bytes[row] = bytes.ToArray();

    public override int AppendList(ResultNode* node, int row, int length) => throw new NotSupportedException("No test has lists.");

    public void Dispose()
    {
        NativeMemory.Free(_node->Validity);
        NativeMemory.Free(_node->Data);
        NativeMemory.Free(_node);
    }

    private object? At(int row)
    {
        if (_node->Validity != null && (_node->Validity[row / 64] >> (row % 64) & 1) == 0)
            return null;
        if (_type.IsBytes)
            return _type.IsText ? Encoding.UTF8.GetString(_bytes[row]!) : _bytes[row];
        byte* data = (byte*)_node->Data;
        return _type.Id switch
        {
            ArrowTypeId.Boolean => (data[row / 8] >> (row % 8) & 1) != 0,
            ArrowTypeId.Int8 => ((sbyte*)data)[row],
            ArrowTypeId.UInt8 => data[row],
            ArrowTypeId.Int16 => ((short*)data)[row],
            ArrowTypeId.UInt16 => ((ushort*)data)[row],
            ArrowTypeId.UInt32 => ((uint*)data)[row],
            ArrowTypeId.UInt64 => ((ulong*)data)[row],
            ArrowTypeId.Float => ((float*)data)[row],
            ArrowTypeId.Double => ((double*)data)[row],
            ArrowTypeId.Decimal128 => ((Int128*)data)[row],
            ArrowTypeId.IntervalMonthDayNano => ((MonthDayNanoInterval*)data)[row],
            _ => _type.ByteWidth == 4 ? ((int*)data)[row] : (object)((long*)data)[row],
        };
    }
}
