using Weir.Plugins;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>One value of any scalar type, kept beyond the batch that it came with.</summary>
internal struct KeptScalar
{
    private Int128 _number;
    private byte[]? _bytes;
    private ScalarKind _kind;

    /// <summary>True until a value is kept.</summary>
    public readonly bool IsEmpty => _kind == ScalarKind.None;

    /// <summary>Takes the place of what was kept.</summary>
    public void Keep(ColumnView column, int row)
    {
        _kind = ScalarKinds.Known(column.Type);
        if (_kind == ScalarKind.Bytes)
            _bytes = column.GetBytes(row).ToArray();
        else
            _number = ScalarNumber.Read(_kind, column, row);
    }

    /// <summary>Order of the kept value against one of the same type; none of both is NULL or empty.</summary>
    public readonly int CompareTo(ColumnView column, int row) => _kind == ScalarKind.Bytes
        ? _bytes.AsSpan().SequenceCompareTo(column.GetBytes(row))
        : Ordered.CompareTo(ScalarNumber.Order(_kind, ScalarNumber.Read(_kind, column, row)));

    /// <inheritdoc cref="CompareTo(ColumnView, int)"/>
    public readonly int CompareTo(in KeptScalar other) => _kind == ScalarKind.Bytes
        ? _bytes.AsSpan().SequenceCompareTo(other._bytes)
        : Ordered.CompareTo(other.Ordered);

    /// <summary>Writes the value; NULL when nothing is kept.</summary>
    public readonly void WriteTo(ColumnResult result, int row)
    {
        if (IsEmpty)
            result.SetNull(row);
        else if (_kind == ScalarKind.Bytes)
            result.SetBytes(row, _bytes);
        else
            ScalarNumber.Write(_kind, _number, result, row);
    }

    private readonly Int128 Ordered => ScalarNumber.Order(_kind, _number);
}
