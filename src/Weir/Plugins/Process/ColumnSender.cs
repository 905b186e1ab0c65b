namespace Weir.Plugins.Process;

/// <summary>
/// Copies columns of arguments into a channel. Values go as they lie; the engine's texts become offsets and bytes,
/// because their pointers mean nothing to another process.
/// </summary>
internal static unsafe class ColumnSender
{
    private const int TextBytes = 16;
    private const int InlineBytesMax = 12;

    /// <summary>Copies columns.</summary>
    /// <returns>Where their nodes lie; pointers in them are offsets.</returns>
    public static long Send(SharedChannel channel, ColumnNode* columns, int count)
    {
        long nodes = channel.Room((long)count * sizeof(ColumnNode));
        for (int i = 0; i < count; i++)
        {
            ColumnNode node = Values(channel, columns + i);
            if (node.Validity != null)
                node.Validity = (ulong*)channel.Copy(columns[i].Validity, Words(node.Length) * sizeof(ulong));
            if (node.ChildCount > 0)
                node.Children = (ColumnNode*)Send(channel, columns[i].Children, node.ChildCount);
            ((ColumnNode*)(channel.Base + nodes))[i] = node;
        }
        return nodes;
    }

    /// <summary>Makes pointers of the offsets again, on the worker's side.</summary>
    public static ColumnNode* Receive(SharedChannel channel, long nodes, int count)
    {
        ColumnNode* columns = (ColumnNode*)(channel.Base + nodes);
        for (int i = 0; i < count; i++)
        {
            ColumnNode* node = columns + i;
            node->Data = channel.Base + (long)node->Data;
            node->Bytes = channel.Base + (long)node->Bytes;
            if (node->Validity != null)
                node->Validity = (ulong*)(channel.Base + (long)node->Validity);
            if (node->ChildCount > 0)
                node->Children = Receive(channel, (long)node->Children, node->ChildCount);
        }
        return columns;
    }

    public static long Words(int rows) => ((long)rows + 63) / 64;

    private static ColumnNode Values(SharedChannel channel, ColumnNode* from)
    {
        ColumnNode to = *from;
        to.Bytes = null;
        long rows = from->Length;
        switch (from->Layout)
        {
            case ColumnLayout.Fixed:
                to.Data = (void*)channel.Copy(from->Data, rows * from->ValueBytes);
                break;
            case ColumnLayout.Bits:
                to.Data = (void*)channel.Copy(from->Data, (rows + 7) / 8);
                break;
            case ColumnLayout.MonthDayMicro or ColumnLayout.ListEntries:
                to.Data = (void*)channel.Copy(from->Data, rows * 16);
                break;
            case ColumnLayout.ListOffsets32:
                to.Data = (void*)channel.Copy(from->Data, (rows + 1) * sizeof(int));
                break;
            case ColumnLayout.Offsets32:
                Offsets<int>(channel, from, ref to);
                break;
            case ColumnLayout.Offsets64:
                Offsets<long>(channel, from, ref to);
                break;
            case ColumnLayout.Texts:
                Texts(channel, from, ref to);
                break;
            default:
                to.Data = null;
                break;
        }
        return to;
    }

    private static void Offsets<T>(SharedChannel channel, ColumnNode* from, ref ColumnNode to) where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        T* offsets = (T*)from->Data;
        // No rows may come without any offset.
        if (from->Length == 0)
        {
            to.Data = (void*)channel.Room(sizeof(T));
            *(T*)(channel.Base + (long)to.Data) = default;
            to.Bytes = (byte*)channel.Room(0);
            return;
        }
        T first = offsets[0];
        long place = channel.Room((from->Length + 1L) * sizeof(T));
        T* target = (T*)(channel.Base + place);
        for (int row = 0; row <= from->Length; row++)
            target[row] = offsets[row] - first;
        to.Data = (void*)place;
        to.Bytes = (byte*)channel.Copy(from->Bytes + long.CreateTruncating(first), long.CreateTruncating(offsets[from->Length] - first));
    }

    // What stands at a NULL is undefined, its pointer too.
    private static void Texts(SharedChannel channel, ColumnNode* from, ref ColumnNode to)
    {
        long total = 0;
        for (int row = 0; row < from->Length; row++)
            total += LengthAt(from, row);
        bool isWide = total > int.MaxValue;
        to.Layout = isWide ? ColumnLayout.Offsets64 : ColumnLayout.Offsets32;
        long place = channel.Room((from->Length + 1L) * (isWide ? sizeof(long) : sizeof(int)));
        long bytes = channel.Room(total);
        to.Data = (void*)place;
        to.Bytes = (byte*)bytes;
        byte* target = channel.Base + bytes;
        byte* offsets = channel.Base + place;
        long end = 0;
        Put(offsets, 0, 0, isWide);
        for (int row = 0; row < from->Length; row++)
        {
            int length = LengthAt(from, row);
            byte* text = (byte*)from->Data + ((nint)row * TextBytes);
            new ReadOnlySpan<byte>(length <= InlineBytesMax ? text + 4 : *(byte**)(text + 8), length).CopyTo(new Span<byte>(target + end, length));
            end += length;
            Put(offsets, row + 1, end, isWide);
        }
    }

    private static int LengthAt(ColumnNode* column, int row) =>
        column->Validity != null && (column->Validity[(uint)row >> 6] & (1UL << (row & 63))) == 0
            ? 0
            : *(int*)((byte*)column->Data + ((nint)row * TextBytes));

    private static void Put(byte* offsets, int row, long value, bool isWide)
    {
        if (isWide)
            ((long*)offsets)[row] = value;
        else
            ((int*)offsets)[row] = (int)value;
    }
}
