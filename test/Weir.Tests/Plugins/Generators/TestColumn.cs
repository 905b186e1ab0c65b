using System.Runtime.InteropServices;
using System.Text;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Generators;

/// <summary>
/// A column of arguments as a host lays it out: as the engine does (texts inline, a byte a boolean, narrow decimals) or
/// as Arrow does (offsets, bits, 16 bytes a decimal). Values are boxed: a number, bool, string, byte[] or null.
/// What stands at a NULL is not zero, so that nobody relies on it.
/// </summary>
internal sealed unsafe class TestColumn : IDisposable
{
    private readonly List<nint> _blocks = [];
    private readonly bool _isEngines;

    public TestColumn(ArrowType type, object?[] values, bool isConstant = false, bool isEngines = true)
    {
        Type = type;
        Values = values;
        _isEngines = isEngines;
        Node.Length = values.Length;
        Node.IsConstant = isConstant;
        if (values.Contains(null))
            Node.Validity = Validity(values);
        if (type.IsBytes)
            LayBytes([.. values.Select(Bytes)]);
        else if (type.Id == ArrowTypeId.Boolean)
            LayBooleans(values);
        else
            LayFixed(values);
    }

    public ColumnNode Node;

    public ArrowType Type { get; }

    public object?[] Values { get; }

    /// <summary>The value of a row of the batch.</summary>
    public object? At(int row) => Values[Node.IsConstant ? 0 : row];

    public void Dispose()
    {
        foreach (nint block in _blocks)
            NativeMemory.Free((void*)block);
    }

    private static byte[]? Bytes(object? value) => value is string text ? Encoding.UTF8.GetBytes(text) : (byte[]?)value;

    private ulong* Validity(object?[] values)
    {
        ulong* words = (ulong*)Block(((values.Length + 63) / 64 * 8) + 8);
        for (int i = 0; i < values.Length; i++)
            if (values[i] is not null)
                words[i / 64] |= 1UL << (i % 64);
        return words;
    }

    private void LayBytes(byte[]?[] values)
    {
        Node.Layout = _isEngines ? ColumnLayout.Texts : ColumnLayout.Offsets32;
        byte* all = (byte*)Block(values.Sum(value => value?.Length ?? 0) + 16);
        Node.Bytes = _isEngines ? null : all;
        Node.Data = (void*)Block((values.Length * 16) + 16);
        int end = 0;
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> value = values[i];
            value.CopyTo(new Span<byte>(all + end, value.Length));
            if (_isEngines)
                LayText((byte*)Node.Data + (i * 16), values[i], all + end);
            end += value.Length;
            if (!_isEngines)
                ((int*)Node.Data)[i + 1] = end;
        }
    }

    private static void LayText(byte* text, byte[]? value, byte* lasting)
    {
        *(int*)text = value?.Length ?? -1;
        if (value is null)
            *(long*)(text + 8) = 1;
        else if (value.Length <= 12)
            value.CopyTo(new Span<byte>(text + 4, 12));
        else
            *(byte**)(text + 8) = lasting;
    }

    private void LayBooleans(object?[] values)
    {
        Node.Layout = _isEngines ? ColumnLayout.Fixed : ColumnLayout.Bits;
        Node.ValueBytes = (byte)(_isEngines ? 1 : 0);
        byte* data = (byte*)Block(values.Length + 8);
        Node.Data = data;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is not (true or null))
                continue;
            if (_isEngines)
                data[i] = 1;
            else
                data[i / 8] |= (byte)(1 << (i % 8));
        }
    }

    private void LayFixed(object?[] values)
    {
        int width = Width();
        Node.Layout = _isEngines && Type.Id == ArrowTypeId.IntervalMonthDayNano ? ColumnLayout.MonthDayMicro : ColumnLayout.Fixed;
        Node.ValueBytes = (byte)width;
        byte* data = (byte*)Block((values.Length * width) + 16);
        Node.Data = data;
        new Span<byte>(data, values.Length * width).Fill(0x5A);
        for (int i = 0; i < values.Length; i++)
            if (values[i] is object value)
                Lay(data + (i * width), width, value);
    }

    private int Width() => Type switch
    {
        DecimalType { Precision: int digits } when _isEngines => digits <= 4 ? 2 : digits <= 9 ? 4 : digits <= 18 ? 8 : 16,
        _ => Type.ByteWidth,
    };

    private void Lay(byte* target, int width, object value)
    {
        if (value is MonthDayNanoInterval interval)
            value = _isEngines ? interval with { Nanoseconds = interval.Nanoseconds / 1000 } : interval;
        if (value is Int128 wide && width < 16)
            value = width switch { 2 => (short)wide, 4 => (int)wide, _ => (object)(long)wide };
        switch (value)
        {
            case sbyte x: *(sbyte*)target = x; break;
            case byte x: *target = x; break;
            case short x: *(short*)target = x; break;
            case ushort x: *(ushort*)target = x; break;
            case int x: *(int*)target = x; break;
            case uint x: *(uint*)target = x; break;
            case long x: *(long*)target = x; break;
            case ulong x: *(ulong*)target = x; break;
            case float x: *(float*)target = x; break;
            case double x: *(double*)target = x; break;
            case Int128 x: *(Int128*)target = x; break;
            case MonthDayNanoInterval x: *(MonthDayNanoInterval*)target = x; break;
            default: throw new ArgumentException($"{value.GetType()} is no value of {Type}.");
        }
    }

    private nint Block(int bytes)
    {
        nint block = (nint)NativeMemory.AllocZeroed((nuint)bytes);
        _blocks.Add(block);
        return block;
    }
}
