namespace Weir.Engine;

/// <summary>One chunk of arguments and the place for its results. Lives as long as the kernel's call.</summary>
internal unsafe ref struct ScalarCall
{
    private readonly nint _chunk;
    private readonly ulong* _mask;
    private readonly ref int _row;

    internal ScalarCall(nint chunk, VectorWriter result, ulong* mask, ref int row, object? bound, object? state)
    {
        _chunk = chunk;
        _mask = mask;
        _row = ref row;
        Result = result;
        RowCount = result.RowCount;
        ArgumentCount = (int)DuckApiVector.ChunkColumnCount(chunk);
        Bound = bound;
        State = state;
    }

    /// <summary>Where results go, row by row. A row that is not written holds no defined value.</summary>
    public VectorWriter Result;

    /// <summary>Rows, those with NULL arguments included.</summary>
    public int RowCount { get; }

    /// <summary>Arguments of this call site.</summary>
    public int ArgumentCount { get; }

    /// <summary>What <see cref="ScalarOverload.Bind"/> gave.</summary>
    public object? Bound { get; }

    /// <summary>What <see cref="ScalarOverload.NewState"/> gave for this thread.</summary>
    public object? State { get; }

    /// <summary>The values of an argument, in place.</summary>
    public readonly VectorView Argument(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)ArgumentCount, nameof(index));
        return new VectorView(DuckApiVector.ChunkVector(_chunk, (ulong)index), RowCount);
    }

    /// <summary>
    /// The rows to compute, for <c>foreach</c>: those without a NULL argument, or all when the overload
    /// sees NULLs. An error names the row that the loop had reached.
    /// </summary>
    public readonly RowCursor Rows => new(RowCount, _mask, ref _row);
}

/// <summary>Steps over the rows of a <see cref="ScalarCall"/> and tells it where it stands.</summary>
internal unsafe ref struct RowCursor
{
    private readonly int _count;
    private readonly ulong* _mask;
    private readonly ref int _reached;
    private int _row;

    internal RowCursor(int count, ulong* mask, ref int reached)
    {
        _count = count;
        _mask = mask;
        _reached = ref reached;
        _row = -1;
    }

    public readonly int Current => _row;

    public readonly RowCursor GetEnumerator() => this;

    public bool MoveNext()
    {
        int row = _row + 1;
        if (_mask != null)
            while (row < _count && (_mask[(uint)row >> 6] & (1UL << (row & 63))) == 0)
                row++;
        _row = row;
        _reached = row;
        return row < _count;
    }
}
