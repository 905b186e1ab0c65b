using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>
/// The place for the results of one batch. Rows are written in ascending order, each once: a value or
/// <see cref="SetNull"/>. Fixed-width values are written where the host wants them. Lives as long as the call.
/// </summary>
public readonly unsafe ref struct ColumnResult
{
    private const int InlineBytesMax = 12;

    private readonly ResultNode* _node;
    private readonly ResultSink _sink;

    /// <summary>Made by hosts.</summary>
    /// <param name="node">Outlives the call.</param>
    /// <param name="sink">Owns the memory.</param>
    /// <param name="type">What the values mean; fits the node, children included.</param>
    public ColumnResult(ResultNode* node, ResultSink sink, ArrowType type)
    {
        _node = node;
        _sink = sink;
        Type = type;
    }

    /// <summary>For adapters: where the results lie.</summary>
    internal ResultNode* Node => _node;

    /// <summary>For adapters: who owns the memory of the results.</summary>
    internal ResultSink Sink => _sink;

    /// <summary>What the values mean.</summary>
    public ArrowType Type { get; }

    /// <summary>Rows.</summary>
    public int RowCount => _node->Length;

    /// <summary>Room for the values of a fixed-width type.</summary>
    /// <typeparam name="T">As for <see cref="ColumnView.Values{T}"/>.</typeparam>
    /// <returns>One place a row.</returns>
    /// <exception cref="InvalidOperationException">The values are of another width.</exception>
    public Span<T> Values<T>() where T : unmanaged
    {
        if (_node->Layout != ColumnLayout.Fixed || _node->ValueBytes != sizeof(T))
            throw ContractBreach.Of(new InvalidOperationException(
                $"The result has the layout {_node->Layout} with values of {_node->ValueBytes} bytes; values of {sizeof(T)} bytes were written."));
        return new Span<T>(_node->Data, RowCount);
    }

    /// <summary>Validity words, all valid until bits are cleared; for loops that work on 64 rows at once.</summary>
    /// <returns>One bit a row.</returns>
    public Span<ulong> Validity()
    {
        if (_node->Validity == null)
            _sink.MakeValidity(_node);
        return new Span<ulong>(_node->Validity, (RowCount + 63) / 64);
    }

    /// <summary>Makes a row NULL, with all fields of a struct.</summary>
    /// <param name="row">From 0.</param>
    public void SetNull(int row)
    {
        Check(row);
        if (_node->Validity == null)
            _sink.MakeValidity(_node);
        _node->Validity[(uint)row >> 6] &= ~(1UL << (row & 63));
        if (_node->Layout != ColumnLayout.Struct)
            return;
        for (int i = 0; i < _node->ChildCount; i++)
            Field(i).SetNull(row);
    }

    /// <summary>Writes a truth value.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="value">The value.</param>
    public void SetBoolean(int row, bool value)
    {
        Check(row);
        if (_node->Layout != ColumnLayout.Bits)
        {
            ((byte*)_node->Data)[row] = value ? (byte)1 : (byte)0;
            return;
        }
        ref byte bits = ref ((byte*)_node->Data)[(uint)row >> 3];
        bits = (byte)(value ? bits | (1 << (row & 7)) : bits & ~(1 << (row & 7)));
    }

    /// <summary>Writes a decimal.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="unscaled">The value times ten to the power of the type's scale.</param>
    /// <exception cref="OverflowException">It has more digits than the type.</exception>
    public void SetDecimal(int row, Int128 unscaled)
    {
        Check(row);
        switch (_node->ValueBytes)
        {
            case 2: ((short*)_node->Data)[row] = checked((short)unscaled); break;
            case 4: ((int*)_node->Data)[row] = checked((int)unscaled); break;
            case 8: ((long*)_node->Data)[row] = checked((long)unscaled); break;
            default: ((Int128*)_node->Data)[row] = unscaled; break;
        }
    }

    /// <summary>Writes an interval; an engine that counts microseconds drops what is below them.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="value">The value.</param>
    public void SetInterval(int row, MonthDayNanoInterval value)
    {
        Check(row);
        ((MonthDayNanoInterval*)_node->Data)[row] = _node->Layout == ColumnLayout.MonthDayMicro
            ? new MonthDayNanoInterval(value.Months, value.Days, value.Nanoseconds / 1000)
            : value;
    }

    /// <summary>Writes a text or binary; the bytes are copied.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="bytes">UTF-8 for a text.</param>
    /// <exception cref="ArgumentException">A text that is not UTF-8.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetBytes(int row, ReadOnlySpan<byte> bytes)
    {
        Check(row);
        if (_node->IsText && !Utf8.IsValid(bytes))
            throw ContractBreach.Of(new ArgumentException("The text that the function gives is not valid UTF-8.", nameof(bytes)));
        if (_node->Layout != ColumnLayout.Texts || bytes.Length > InlineBytesMax)
        {
            _sink.SetBytes(_node, row, bytes);
            return;
        }
        byte* text = (byte*)_node->Data + ((nint)row * 16);
        *(long*)text = bytes.Length;
        *(long*)(text + 8) = 0;
        bytes.CopyTo(new Span<byte>(text + 4, InlineBytesMax));
    }

    /// <summary>Writes the same text or binary into all rows; faster than one by one.</summary>
    /// <param name="bytes">UTF-8 for a text.</param>
    /// <exception cref="ArgumentException">A text that is not UTF-8.</exception>
    public void FillBytes(ReadOnlySpan<byte> bytes)
    {
        if (RowCount == 0)
            return;
        SetBytes(0, bytes);
        if (_node->Layout == ColumnLayout.Texts && bytes.Length <= InlineBytesMax)
        {
            Span<UInt128> texts = new(_node->Data, RowCount);
            texts[1..].Fill(texts[0]);
            return;
        }
        for (int row = 1; row < RowCount; row++)
            _sink.SetBytes(_node, row, bytes);
    }

    /// <summary>Writes the same truth value into all rows; faster than one by one.</summary>
    /// <param name="value">The value.</param>
    public void FillBoolean(bool value)
    {
        if (_node->Layout == ColumnLayout.Bits)
            new Span<byte>(_node->Data, (RowCount + 7) / 8).Fill(value ? byte.MaxValue : (byte)0);
        else
            new Span<byte>(_node->Data, RowCount).Fill(value ? (byte)1 : (byte)0);
    }

    /// <summary>A field of a struct; it has the same rows.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>The place for the field.</returns>
    public ColumnResult Field(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_node->ChildCount, nameof(index));
        return new ColumnResult(_node->Children + index, _sink, Type.ChildFields[index].Type);
    }

    /// <summary>
    /// Makes room for the elements of one row of a list. Spans and fields of the elements that were taken before
    /// must not be used any more: the room may have moved.
    /// </summary>
    /// <param name="row">From 0.</param>
    /// <param name="length">Elements.</param>
    /// <param name="start">Place of the first one in what is returned.</param>
    /// <returns>The place for the elements.</returns>
    public ColumnResult AppendList(int row, int length, out int start)
    {
        Check(row);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        start = _sink.AppendList(_node, row, length);
        return Field(0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(int row) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_node->Length, nameof(row));
}
