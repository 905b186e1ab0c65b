using System.Buffers;

namespace Weir.Plugins.Loops;

/// <summary>
/// The rows that a function runs on which does not see NULLs: those that the host asks for, and where it has not
/// sorted the others out itself, those without a NULL argument. Disposed after the loop.
/// </summary>
public readonly unsafe ref struct RowMask
{
    private readonly ulong[]? _rented;

    /// <summary>Finds the rows of a scalar function's batch; the others are NULL then.</summary>
    /// <param name="batch">The call.</param>
    public RowMask(scoped in PluginScalarCall batch)
    {
        Rows = batch.Rows;
        if (!Rows.IsEmpty)
            return;
        LeaveOutNulls(batch.Nodes, batch.ArgumentCount, batch.RowCount, ref _rented);
        if (_rented is null)
            return;
        Rows = _rented.AsSpan(0, Words(batch.RowCount));
        SetNull(Rows, batch.Result);
    }

    /// <summary>Finds the rows that count for an aggregate.</summary>
    /// <param name="batch">The call.</param>
    public RowMask(scoped in PluginAggregateCall batch)
    {
        Rows = batch.Rows;
        if (!Rows.IsEmpty)
            return;
        LeaveOutNulls(batch.Nodes, batch.ArgumentCount, batch.RowCount, ref _rented);
        if (_rented is not null)
            Rows = _rented.AsSpan(0, Words(batch.RowCount));
    }

    /// <summary>One bit a row, 64 rows a word; empty for all.</summary>
    public ReadOnlySpan<ulong> Rows { get; }

    /// <summary>Gives memory back.</summary>
    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<ulong>.Shared.Return(_rented);
    }

    private static int Words(int rowCount) => (rowCount + 63) / 64;

    // Most batches have no NULL: they cost one look an argument.
    private static void LeaveOutNulls(ColumnNode* arguments, int count, int rowCount, ref ulong[]? rented)
    {
        for (ColumnNode* column = arguments; column < arguments + count; column++)
            if (column->Validity != null)
                LeaveOutNulls(column, rowCount, ref rented);
    }

    private static void LeaveOutNulls(ColumnNode* column, int rowCount, ref ulong[]? rented)
    {
        bool isAllNull = column->IsConstant && rowCount > 0 && (column->Validity[0] & 1) == 0;
        if (column->IsConstant && !isAllNull)
            return;
        int words = Words(rowCount);
        if (rented is null)
        {
            rented = ArrayPool<ulong>.Shared.Rent(words);
            rented.AsSpan(0, words).Fill(ulong.MaxValue);
        }
        for (int word = 0; word < words; word++)
            rented[word] &= isAllNull ? 0 : column->Validity[word];
    }

    private static void SetNull(ReadOnlySpan<ulong> rows, ColumnResult result)
    {
        for (int row = 0; row < result.RowCount; row++)
            if ((rows[row >> 6] & (1UL << (row & 63))) == 0)
                result.SetNull(row);
    }
}
