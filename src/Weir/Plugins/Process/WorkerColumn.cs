using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>
/// The worker's side of one column of results. Fixed-width values of the batch are written where the host reads
/// them; texts and the elements of lists grow in memory of the worker until the batch is done.
/// </summary>
internal sealed unsafe class WorkerColumn : IDisposable
{
    private readonly SharedChannel _channel;
    private readonly long _wire;
    private readonly ResultNode* _node;
    private readonly bool _isElement;
    private readonly GrowingBuffer _data = new();
    private readonly GrowingBuffer _validity = new();
    private readonly GrowingBuffer _bytes = new();
    private int _lastRow = -1;

    public WorkerColumn(SharedChannel channel, long wire, ResultNode* node, bool isElement)
    {
        _channel = channel;
        _wire = wire;
        _node = node;
        _isElement = isElement;
        WireResult from = *Wire;
        *node = new ResultNode
        {
            Length = from.Length,
            ChildCount = from.ChildCount,
            Layout = from.Layout,
            ValueBytes = from.ValueBytes,
            IsText = from.IsText != 0,
            Data = isElement ? null : channel.Base + from.Data,
        };
        // What a row is not written with counts as nothing.
        if (!isElement && (IsBytes || IsList))
            new Span<byte>(node->Data, from.Length * sizeof(int)).Clear();
        Children = new WorkerColumn[from.ChildCount];
    }

    public WorkerColumn[] Children { get; }

    public ResultNode* Node => _node;

    public bool IsList => _node->Layout is ColumnLayout.ListEntries or ColumnLayout.ListOffsets32;

    private bool IsBytes => _node->Layout is ColumnLayout.Texts or ColumnLayout.Offsets32 or ColumnLayout.Offsets64;

    private WireResult* Wire => (WireResult*)(_channel.Base + _wire);

    public void MakeValidity()
    {
        long words = Math.Max(1, ColumnSender.Words(_node->Length));
        if (_isElement)
        {
            _validity.AppendZeros(words * sizeof(ulong));
            _node->Validity = (ulong*)_validity.Start;
        }
        else
        {
            _node->Validity = (ulong*)(_channel.Base + Wire->Validity);
        }
        new Span<ulong>(_node->Validity, (int)words).Fill(ulong.MaxValue);
    }

    public void SetBytes(int row, ReadOnlySpan<byte> bytes)
    {
        Next(row);
        ((int*)_node->Data)[row] = bytes.Length;
        _bytes.Append(bytes);
    }

    public int AppendList(int row, int length)
    {
        Next(row);
        ((int*)_node->Data)[row] = length;
        int start = Children[0]._node->Length;
        Children[0].GrowTo(checked(start + length));
        return start;
    }

    /// <summary>Puts what the host cannot see yet into the channel, and says where.</summary>
    public void Finish()
    {
        WireResult* wire = Wire;
        wire->HasNulls = _node->Validity != null ? 1 : 0;
        if (_isElement)
        {
            long data = _channel.Copy(_data.Start, _data.ByteLength);
            long validity = _channel.Copy(_validity.Start, _validity.ByteLength);
            (wire->Length, wire->Data, wire->Validity) = (_node->Length, data, validity);
        }
        if (IsBytes)
        {
            wire->Bytes = _channel.Copy(_bytes.Start, _bytes.ByteLength);
            wire->BytesLength = _bytes.ByteLength;
        }
        foreach (WorkerColumn child in Children)
            child.Finish();
    }

    public void Dispose()
    {
        _data.Dispose();
        _validity.Dispose();
        _bytes.Dispose();
        foreach (WorkerColumn child in Children)
            child.Dispose();
    }

    // Bytes and elements follow each other in the order of rows; the contract asks for that order.
    private void Next(int row)
    {
        if (row <= _lastRow)
            throw new InvalidOperationException($"Row {row} was written after row {_lastRow}; results are written in ascending order, each row once.");
        _lastRow = row;
    }

    private void GrowTo(int rows)
    {
        _data.AppendZeros(DataBytes(rows) - _data.ByteLength);
        _node->Data = _data.Start;
        if (_node->Validity != null)
        {
            long before = _validity.ByteLength;
            _validity.AppendZeros((ColumnSender.Words(rows) * sizeof(ulong)) - before);
            new Span<byte>(_validity.Start + before, (int)(_validity.ByteLength - before)).Fill(byte.MaxValue);
            _node->Validity = (ulong*)_validity.Start;
        }
        _node->Length = rows;
        if (_node->Layout == ColumnLayout.Struct)
            foreach (WorkerColumn child in Children)
                child.GrowTo(rows);
    }

    private long DataBytes(int rows) => _node->Layout switch
    {
        ColumnLayout.Fixed => (long)rows * _node->ValueBytes,
        ColumnLayout.Bits => ((long)rows + 7) / 8,
        ColumnLayout.MonthDayMicro => rows * 16L,
        ColumnLayout.Struct => 0,
        _ => rows * (long)sizeof(int),
    };
}
