using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Plugins.Verify;

/// <summary>
/// Arguments in native memory, in the engine's layouts or in Arrow's. A column is made of rows by number, so
/// parts, repetitions and constants of the same values are made by asking for other rows.
/// </summary>
internal sealed unsafe class SampleColumns : IDisposable
{
    private const int NullsOneIn = 7;

    private readonly NativeBlocks _memory = new();
    private readonly SampleNumbers _numbers;
    private readonly bool _isArrow;
    private readonly bool _hasNulls;

    /// <param name="numbers">Where values come from.</param>
    /// <param name="isArrow">True for Arrow's layouts, false for the engine's.</param>
    /// <param name="hasNulls">Whether about one row in seven is NULL, in each column another.</param>
    public SampleColumns(SampleNumbers numbers, bool isArrow, bool hasNulls) => (_numbers, _isArrow, _hasNulls) = (numbers, isArrow, hasNulls);

    /// <summary>Whether a row of a column is NULL.</summary>
    public bool IsNull(int column, long row) => _hasNulls && _numbers.At(column + 1000, row) % NullsOneIn == 0;

    /// <summary>Room for so many columns.</summary>
    public ColumnNode* Nodes(int count) => (ColumnNode*)_memory.AllocateZeroed(Math.Max(count, 1) * sizeof(ColumnNode));

    /// <summary>Words with one bit a row, all 0.</summary>
    public ulong* Words(int rows) => (ulong*)_memory.AllocateZeroed(Math.Max(1, (rows + 63) / 64) * sizeof(ulong));

    /// <summary>Fills a node with the values of some rows.</summary>
    public void Fill(ColumnNode* node, int column, ArrowType type, IReadOnlyList<long> rows, bool isNullable = true)
    {
        node->Length = rows.Count;
        node->Validity = isNullable ? ValidityOf(column, rows) : null;
        switch (type)
        {
            case StructType fields:
                node->Layout = ColumnLayout.Struct;
                node->ChildCount = fields.Fields.Count;
                node->Children = Nodes(node->ChildCount);
                for (int i = 0; i < node->ChildCount; i++)
                    Fill(node->Children + i, (column * 31) + i + 1, fields.Fields[i].Type, rows, fields.Fields[i].Nullable);
                break;
            case ListType list:
                FillList(node, column, list.Element, rows, lengthMax: 3);
                break;
            case MapType map:
                // One entry at most, so that no key comes twice.
                FillList(node, column, new Field("entries", new StructType([map.Key with { Nullable = false }, map.Value]), Nullable: false), rows, lengthMax: 1);
                break;
            case { IsBytes: true } and not FixedSizeBinaryType:
                FillBytes(node, column, type.IsText, rows);
                break;
            default:
                FillFixed(node, column, type, rows);
                break;
        }
    }

    public void Dispose() => _memory.Release();

    private ulong* ValidityOf(int column, IReadOnlyList<long> rows)
    {
        if (!_hasNulls)
            return null;
        ulong* words = Words(rows.Count);
        for (int i = 0; i < rows.Count; i++)
            if (!IsNull(column, rows[i]))
                words[i >> 6] |= 1UL << (i & 63);
        return words;
    }

    private void FillBytes(ColumnNode* node, int column, bool isText, IReadOnlyList<long> rows)
    {
        byte[][] values = [.. rows.Select(row => isText
            ? SampleValue.Text(_numbers.At(column, row))
            : SampleValue.Bytes(_numbers.At(column, row), SampleValue.WidthOf(_numbers.At(column, row))))];
        byte* bytes = _memory.AllocateZeroed(values.Sum(value => value.Length) + 1);
        node->Layout = _isArrow ? ColumnLayout.Offsets32 : ColumnLayout.Texts;
        node->Bytes = _isArrow ? bytes : null;
        node->Data = _memory.AllocateZeroed((rows.Count + 1) * 16);
        int end = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i].CopyTo(new Span<byte>(bytes + end, values[i].Length));
            if (!_isArrow)
                WriteText((byte*)node->Data + (i * 16), bytes + end, values[i].Length);
            end += values[i].Length;
            if (_isArrow)
                ((int*)node->Data)[i + 1] = end;
        }
    }

    private static void WriteText(byte* entry, byte* bytes, int length)
    {
        *(int*)entry = length;
        new ReadOnlySpan<byte>(bytes, Math.Min(length, 12)).CopyTo(new Span<byte>(entry + 4, 12));
        if (length > 12)
            *(byte**)(entry + 8) = bytes;
    }

    private void FillList(ColumnNode* node, int column, Field element, IReadOnlyList<long> rows, uint lengthMax)
    {
        int[] lengths = [.. rows.Select(row => (int)(_numbers.At(column, row) % (lengthMax + 1)))];
        List<long> elements = [];
        for (int i = 0; i < lengths.Length; i++)
            for (int k = 0; k < lengths[i]; k++)
                elements.Add((rows[i] * 4) + k);
        node->Layout = _isArrow ? ColumnLayout.ListOffsets32 : ColumnLayout.ListEntries;
        node->Data = _memory.AllocateZeroed((rows.Count + 1) * 16);
        node->ChildCount = 1;
        node->Children = Nodes(1);
        Fill(node->Children, (column * 31) + 17, element.Type, elements, element.Nullable);
        int start = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            if (_isArrow)
                ((int*)node->Data)[i + 1] = start + lengths[i];
            else
                (((ulong*)node->Data)[2 * i], ((ulong*)node->Data)[(2 * i) + 1]) = ((ulong)start, (ulong)lengths[i]);
            start += lengths[i];
        }
    }

    private void FillFixed(ColumnNode* node, int column, ArrowType type, IReadOnlyList<long> rows)
    {
        bool isBits = type.Id == ArrowTypeId.Boolean && _isArrow;
        bool isMicro = type.Id == ArrowTypeId.IntervalMonthDayNano && !_isArrow;
        node->Layout = isBits ? ColumnLayout.Bits : isMicro ? ColumnLayout.MonthDayMicro : ColumnLayout.Fixed;
        node->ValueBytes = SampleWidth.Of(type, _isArrow);
        node->Data = _memory.AllocateZeroed((rows.Count + 1) * 16);
        for (int i = 0; i < rows.Count; i++)
            WriteFixed(node, i, type, _numbers.At(column, rows[i]));
    }

    private static void WriteFixed(ColumnNode* node, int row, ArrowType type, ulong number)
    {
        if (node->Layout == ColumnLayout.Bits)
        {
            ((byte*)node->Data)[row >> 3] |= (byte)((number & 1) << (row & 7));
            return;
        }
        byte* place = (byte*)node->Data + ((nint)row * node->ValueBytes);
        switch (type)
        {
            case TimestampType stamp: *(long*)place = SampleValue.Ticks(number, stamp.Unit, isOfDay: false); return;
            case Time64Type time: *(long*)place = SampleValue.Ticks(number, time.Unit, isOfDay: true); return;
            case Time32Type time: *(int*)place = (int)SampleValue.Ticks(number, time.Unit, isOfDay: true); return;
        }
        switch (type.Id)
        {
            case ArrowTypeId.Boolean: *place = (byte)(number & 1); return;
            case ArrowTypeId.Float: *(float*)place = (float)SampleValue.Real(number); return;
            case ArrowTypeId.Double: *(double*)place = SampleValue.Real(number); return;
            case ArrowTypeId.IntervalMonthDayNano: WriteInterval(node, place, number); return;
        }
        long whole = SampleValue.Whole(number) + (type.Id == ArrowTypeId.Date32 ? 19_000 : 0);
        switch (node->ValueBytes)
        {
            case 1: *place = (byte)whole; break;
            case 2: *(short*)place = (short)whole; break;
            case 4: *(int*)place = (int)whole; break;
            case 8: *(long*)place = whole; break;
            default: Invariant.Holds(node->ValueBytes == 16); *(Int128*)place = whole; break;
        }
    }

    private static void WriteInterval(ColumnNode* node, byte* place, ulong number)
    {
        MonthDayNanoInterval value = SampleValue.Interval(number);
        *(MonthDayNanoInterval*)place = node->Layout == ColumnLayout.MonthDayMicro
            ? new MonthDayNanoInterval(value.Months, value.Days, value.Nanoseconds / 1000)
            : value;
    }
}
