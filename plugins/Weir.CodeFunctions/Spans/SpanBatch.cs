using Weir.Arrow;
using Weir.CodeFunctions.Values;
using Weir.Plugins;

namespace Weir.CodeFunctions.Spans;

/// <summary>
/// The spans of one batch, read column by column: structs with <c>bstart</c> and <c>bend</c>, integers of any width, and maybe
/// <c>end_exclusive</c>. Whatever else stands in them does not matter. Ends are left out: a span whose end belongs to
/// it ends one further on.
/// </summary>
/// <remarks>Kept from batch to batch; one thread at a time.</remarks>
internal sealed class SpanBatch
{
    private const int WordRows = 64;

    private long[] _starts = [], _ends = [];
    private ulong[] _valid = [];
    private int _rows;

    /// <summary>Where spans begin; of no meaning for a NULL.</summary>
    public ReadOnlySpan<long> Starts => _starts.AsSpan(0, _rows);

    /// <summary>Where spans end, the end left out.</summary>
    public ReadOnlySpan<long> Ends => _ends.AsSpan(0, _rows);

    /// <summary>Whether no span and no bound is NULL.</summary>
    public bool AllValid { get; private set; }

    /// <summary>Whether a span and its bounds are there.</summary>
    public bool IsValid(int row) => AllValid || (_valid[row / WordRows] & (1UL << row)) != 0;

    /// <summary>Reads a batch.</summary>
    /// <exception cref="ArgumentException">The column holds no spans.</exception>
    public void Read(string function, ColumnView column, int rows)
    {
        MakeRoom(rows);
        AllValid = true;
        KeepValid(column);
        if (column.Type.Id == ArrowTypeId.Null)
            return;
        ColumnView start = Bound(function, column, "bstart"), end = Bound(function, column, "bend");
        KeepValid(start);
        KeepValid(end);
        Copy(start, _starts.AsSpan(0, rows));
        Copy(end, _ends.AsSpan(0, rows));
        int exclusive = Find(column.Type, "end_exclusive");
        if (exclusive >= 0)
            LeaveOutEnds(column.Field(exclusive));
    }

    /// <summary>Makes the results of rows NULL whose span is.</summary>
    public void Mask(ColumnResult result)
    {
        if (AllValid)
            return;
        Span<ulong> words = result.Validity();
        for (int word = 0; word < words.Length; word++)
            words[word] &= _valid[word];
    }

    private void MakeRoom(int rows)
    {
        _rows = rows;
        if (_starts.Length >= rows)
            return;
        (_starts, _ends, _valid) = (new long[rows], new long[rows], new ulong[(rows + WordRows - 1) / WordRows]);
    }

    private void KeepValid(ColumnView column)
    {
        if (column.AllValid)
            return;
        Span<ulong> words = _valid.AsSpan(0, (_rows + WordRows - 1) / WordRows);
        if (AllValid)
            words.Fill(ulong.MaxValue);
        if (column.IsConstant && !column.IsNull(0))
            return;
        AllValid = false;
        if (column.IsConstant)
            words.Clear();
        for (int word = 0; word < words.Length && !column.IsConstant; word++)
            words[word] &= column.Validity[word];
    }

    private static void Copy(ColumnView column, Span<long> target)
    {
        if (column.Type.Id == ArrowTypeId.Null)
            return;
        if (column.IsConstant)
        {
            if (!column.IsNull(0))
                target.Fill(checked((long)ColumnInteger.Of(column, 0)));
        }
        else if (column.Type.Id == ArrowTypeId.Int64)
        {
            column.Values<long>()[..target.Length].CopyTo(target);
        }
        else
        {
            for (int row = 0; row < target.Length; row++)
                target[row] = column.IsNull(row) ? 0 : checked((long)ColumnInteger.Of(column, row));
        }
    }

    private void LeaveOutEnds(ColumnView exclusive)
    {
        if (exclusive.IsConstant && (exclusive.IsNull(0) || exclusive.GetBoolean(0)))
            return;
        // Nearly all spans leave their ends out, which is seen at a glance.
        if (!exclusive.IsConstant && exclusive.TryGetBooleans(out ReadOnlySpan<byte> flags) && !flags[.._rows].Contains((byte)0))
            return;
        Span<long> ends = _ends.AsSpan(0, _rows);
        for (int row = 0; row < ends.Length; row++)
        {
            if (!exclusive.IsNull(row) && !exclusive.GetBoolean(row) && ends[row] < long.MaxValue)
                ends[row]++;
        }
    }

    private static ColumnView Bound(string function, ColumnView column, string name)
    {
        int index = Find(column.Type, name);
        if (index >= 0 && column.Field(index) is var bound && (ColumnInteger.Is(bound.Type) || bound.Type.Id == ArrowTypeId.Null))
            return bound;
        throw new ArgumentException(
            $"{function} takes a span, which is a struct with the integers bstart and bend as span_make gives it; it was given a value of the type {column.Type}.");
    }

    private static int Find(ArrowType type, string name)
    {
        if (type is StructType fields)
        {
            for (int i = 0; i < fields.Fields.Count; i++)
                if (string.Equals(fields.Fields[i].Name, name, StringComparison.OrdinalIgnoreCase))
                    return i;
        }
        return -1;
    }
}
