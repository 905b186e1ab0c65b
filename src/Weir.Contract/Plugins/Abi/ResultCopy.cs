using Weir.Arrow;
using Weir.Arrow.C;

namespace Weir.Plugins.Abi;

/// <summary>Takes results over that came as a C array: checks them whole, copies them, releases them once.</summary>
internal static unsafe class ResultCopy
{
    private const string Path = "result";

    /// <summary>Writes the rows of an array as results; the array is released whatever happens.</summary>
    /// <param name="source">Not yet released.</param>
    /// <param name="target">As many rows, of the type that the array has.</param>
    /// <exception cref="WeirException">WEIR3002: the array breaks a rule of the format or has another number of rows.</exception>
    public static void Take(CArrowArray* source, ColumnResult target)
    {
        ArrowArray column = ArrayImport.Column(source, target.Type, Path, ArrowValidation.Full);
        try
        {
            if (column.Length != target.RowCount)
                throw ContractErrors.ArrayInvalid(Path, $"it has {column.Length} rows instead of {target.RowCount}");
            Copy(column, 0, column.Length, target, 0);
        }
        finally
        {
            column.Memory.Release();
        }
    }

    private static void Copy(ArrowArray source, int from, int count, ColumnResult target, int at)
    {
        switch (source.Type.Layout)
        {
            case ArrowLayout.Bytes32:
                CopyBytes(source, from, count, target, at);
                return;
            case ArrowLayout.List32:
                CopyLists(source, from, count, target, at);
                return;
            case ArrowLayout.Bits:
                BooleanView booleans = source.AsBooleans();
                for (int i = 0; i < count; i++)
                    target.SetBoolean(at + i, booleans[from + i]);
                break;
            case ArrowLayout.Fixed:
                CopyValues(source, from, count, target, at);
                break;
            case ArrowLayout.Struct:
                for (int i = 0; i < source.ChildCount; i++)
                    Copy(source.Child(i), from, count, target.Field(i), at);
                break;
            default:
                throw ContractErrors.TypeUnsupported(Path, source.Type.ToString());
        }
        CopyNulls(source, from, count, target, at);
    }

    private static void CopyValues(ArrowArray source, int from, int count, ColumnResult target, int at)
    {
        ResultNode* node = target.Node;
        int width = source.Type.ByteWidth;
        if (node->Layout == ColumnLayout.Fixed && node->ValueBytes == width)
        {
            long bytes = (long)count * width;
            Buffer.MemoryCopy(source.Buffers.Main + ((source.Offset + from) * width), (byte*)node->Data + ((long)at * width), bytes, bytes);
            return;
        }
        ValidityView validity = source.AsValidity();
        for (int i = 0; i < count; i++)
        {
            if (!validity.IsValid(from + i))
                continue;
            if (source.Type.Id == ArrowTypeId.IntervalMonthDayNano)
                target.SetInterval(at + i, source.Values<MonthDayNanoInterval>()[from + i]);
            else
                target.SetDecimal(at + i, source.Values<Int128>()[from + i]);
        }
    }

    private static void CopyBytes(ArrowArray source, int from, int count, ColumnResult target, int at)
    {
        ValidityView validity = source.AsValidity();
        BytesView bytes = source.AsBytes();
        for (int i = 0; i < count; i++)
        {
            if (validity.IsValid(from + i))
                target.SetBytes(at + i, bytes[from + i]);
            else
                target.SetNull(at + i);
        }
    }

    private static void CopyLists(ArrowArray source, int from, int count, ColumnResult target, int at)
    {
        ValidityView validity = source.AsValidity();
        ListView lists = source.AsLists();
        for (int i = 0; i < count; i++)
        {
            if (!validity.IsValid(from + i))
            {
                target.SetNull(at + i);
                continue;
            }
            (int start, int length) = lists[from + i];
            ColumnResult elements = target.AppendList(at + i, length, out int first);
            Copy(source.Child(0), start, length, elements, first);
        }
    }

    // Rows that the host has set to NULL already stay so, whatever the plugin says of them.
    private static void CopyNulls(ArrowArray source, int from, int count, ColumnResult target, int at)
    {
        byte* bits = source.Buffers.Validity;
        if (bits == null || source.NullCount == 0)
            return;
        if (at != 0 || target.Node->Layout == ColumnLayout.Struct)
        {
            for (int i = 0; i < count; i++)
                if (source.IsNull(from + i))
                    target.SetNull(at + i);
            return;
        }
        Span<ulong> validity = target.Validity();
        for (int row = 0; row < count; row += 64)
        {
            ulong word = ulong.MaxValue;
            Bits.Copy(bits, source.Offset + from + row, (byte*)&word, 0, Math.Min(64, count - row));
            validity[row >> 6] &= word;
        }
    }
}
