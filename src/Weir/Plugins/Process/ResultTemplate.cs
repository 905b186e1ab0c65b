namespace Weir.Plugins.Process;

/// <summary>
/// The host's side of results: says how it wants a column and takes over what came. What a worker says is checked
/// before it is used, and each number of it is read once.
/// </summary>
internal sealed unsafe class ResultTemplate
{
    private readonly SharedChannel _channel;
    private readonly ResultNode* _node;
    private readonly ResultTemplate[] _children;
    private readonly long _place;
    private readonly long _data;
    private readonly long _validity;

    private ResultTemplate(SharedChannel channel, ResultNode* node, long place, bool isElement)
    {
        _channel = channel;
        _node = node;
        _place = place;
        // Elements of lists have no rows yet: the worker finds room for them.
        if (!isElement)
        {
            _data = channel.Room(DataBytes(node->Length));
            _validity = channel.Room(ColumnSender.Words(node->Length) * sizeof(ulong));
        }
        _children = new ResultTemplate[node->ChildCount];
        long children = channel.Room((long)_children.Length * sizeof(WireResult));
        bool isList = node->Layout is ColumnLayout.ListEntries or ColumnLayout.ListOffsets32;
        for (int i = 0; i < _children.Length; i++)
            _children[i] = new ResultTemplate(channel, node->Children + i, children + ((long)i * sizeof(WireResult)), isElement || isList);
        *Wire = new WireResult
        {
            Length = isElement ? 0 : node->Length,
            ChildCount = node->ChildCount,
            Layout = LayoutOf(node),
            ValueBytes = node->ValueBytes,
            IsText = node->IsText ? (byte)1 : (byte)0,
            Data = _data,
            Validity = _validity,
            Children = children,
        };
    }

    // The channel has the length of each text alone: a function that sees the engine's texts writes short ones in place.
    private static ColumnLayout LayoutOf(ResultNode* node) =>
        node->Layout == ColumnLayout.Texts ? ColumnLayout.Offsets32 : node->Layout;

    private WireResult* Wire => (WireResult*)(_channel.Base + _place);

    private bool IsBytes => _node->Layout is ColumnLayout.Texts or ColumnLayout.Offsets32 or ColumnLayout.Offsets64;

    private bool IsList => _node->Layout is ColumnLayout.ListEntries or ColumnLayout.ListOffsets32;

    /// <summary>Writes what is wanted into a channel.</summary>
    public static ResultTemplate Ask(SharedChannel channel, ResultNode* node) =>
        new(channel, node, channel.Room(sizeof(WireResult)), isElement: false);

    /// <summary>Where it is written.</summary>
    public long Place => _place;

    /// <summary>Takes over the rows that the worker wrote.</summary>
    /// <param name="result">Where they go; of the node that this was made from.</param>
    /// <exception cref="InvalidDataException">The worker's words do not hold together.</exception>
    public void Take(ColumnResult result) => Take(result, 0, _data, _validity, _node->Length);

    private void Take(ColumnResult result, int first, long data, long validity, int rows)
    {
        Require(_channel.Holds(data, DataBytes(rows)), "values");
        bool hasNulls = Volatile.Read(ref Wire->HasNulls) != 0;
        if (hasNulls)
        {
            Require(_channel.Holds(validity, ColumnSender.Words(rows) * sizeof(ulong)), "validity");
            TakeValidity(result, first, (ulong*)(_channel.Base + validity), rows);
        }
        switch (result.Node->Layout)
        {
            case ColumnLayout.Bits when (first & 7) != 0:
                TakeBits(result, first, _channel.Base + data, rows);
                break;
            case ColumnLayout.Fixed or ColumnLayout.Bits or ColumnLayout.MonthDayMicro:
                long skipped = DataBytes(first);
                Buffer.MemoryCopy(_channel.Base + data, (byte*)result.Node->Data + skipped, DataBytes(rows), DataBytes(rows));
                break;
            case ColumnLayout.Struct:
                for (int i = 0; i < _children.Length; i++)
                    TakeChild(result.Field(i), _children[i], first, rows, data == _data);
                break;
            default:
                if (IsBytes)
                    TakeBytes(result, first, (int*)(_channel.Base + data), rows);
                else if (IsList)
                    TakeLists(result, first, (int*)(_channel.Base + data), rows);
                break;
        }
    }

    // Below a list the worker says where things are; elsewhere this side gave the places and knows them.
    private static void TakeChild(ColumnResult result, ResultTemplate child, int first, int rows, bool isOurs)
    {
        if (isOurs)
        {
            child.Take(result, first, child._data, child._validity, rows);
            return;
        }
        child.Require(Volatile.Read(ref child.Wire->Length) == rows, "length");
        child.Take(result, first, Volatile.Read(ref child.Wire->Data), Volatile.Read(ref child.Wire->Validity), rows);
    }

    private void TakeValidity(ColumnResult result, int first, ulong* bits, int rows)
    {
        Span<ulong> words = result.Validity();
        if ((first & 63) == 0 && rows == result.RowCount - first)
        {
            for (int word = 0; word < ColumnSender.Words(rows); word++)
                words[(first >> 6) + word] &= bits[word];
            return;
        }
        for (int row = 0; row < rows; row++)
            if ((bits[row >> 6] & (1UL << (row & 63))) == 0)
                words[(first + row) >> 6] &= ~(1UL << ((first + row) & 63));
    }

    private static void TakeBits(ColumnResult result, int first, byte* bits, int rows)
    {
        for (int row = 0; row < rows; row++)
            result.SetBoolean(first + row, (bits[row >> 3] & (1 << (row & 7))) != 0);
    }

    // Copied before they are looked at, so that what is checked is what is kept.
    private void TakeBytes(ColumnResult result, int first, int* lengths, int rows)
    {
        long place = Volatile.Read(ref Wire->Bytes);
        long count = Volatile.Read(ref Wire->BytesLength);
        Require(count <= Array.MaxLength && _channel.Holds(place, count), "bytes");
        byte[] bytes = System.Buffers.ArrayPool<byte>.Shared.Rent((int)count);
        try
        {
            new ReadOnlySpan<byte>(_channel.Base + place, (int)count).CopyTo(bytes);
            int end = 0;
            for (int row = 0; row < rows; row++)
            {
                int length = Volatile.Read(ref lengths[row]);
                Require(length >= 0 && length <= (int)count - end, "length of a text");
                if (IsValid(result, first + row))
                    result.SetBytes(first + row, bytes.AsSpan(end, length));
                end += length;
            }
            Require(end == (int)count, "length of all texts");
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void TakeLists(ColumnResult result, int first, int* lengths, int rows)
    {
        ResultTemplate elements = _children[0];
        int total = Volatile.Read(ref elements.Wire->Length);
        Require(total >= 0, "number of elements");
        int end = 0;
        int start = -1;
        for (int row = 0; row < rows; row++)
        {
            int length = Volatile.Read(ref lengths[row]);
            Require(length >= 0 && length <= total - end, "length of a list");
            if (length == 0 && !IsValid(result, first + row))
                continue;
            result.AppendList(first + row, length, out int place);
            start = start < 0 ? place : start;
            end += length;
        }
        Require(end == total, "length of all lists");
        if (total > 0)
            TakeChild(result.Field(0), elements, start, total, isOurs: false);
    }

    private static bool IsValid(ColumnResult result, int row) =>
        result.Node->Validity == null || (result.Node->Validity[(uint)row >> 6] & (1UL << (row & 63))) != 0;

    private long DataBytes(int rows) => _node->Layout switch
    {
        ColumnLayout.Fixed => (long)rows * _node->ValueBytes,
        ColumnLayout.Bits => ((long)rows + 7) / 8,
        ColumnLayout.MonthDayMicro => rows * 16L,
        ColumnLayout.Struct => 0,
        _ => rows * (long)sizeof(int),
    };

    private void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidDataException($"the {what} of a result of {_node->Length} rows is wrong");
    }
}
