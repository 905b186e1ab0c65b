using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Arrow.C;

/// <summary>
/// Writes a window of a batch as C structs in one native block; no value is copied. The window
/// stands in the offsets of the columns, the root's own offset is 0: some consumers ignore that one.
/// </summary>
internal static unsafe class ArrayExport
{
    public static void Batch(RecordBatch batch, int offset, int length, CArrowArray* target)
    {
        IReadOnlyList<ArrowArray> columns = batch.Columns;
        ArrowMemory[] memories = batch.ShareMemory();
        long size = sizeof(void*) + (long)columns.Count * (sizeof(void*) + sizeof(CArrowArray));
        foreach (ArrowArray column in columns)
            size += SizeOf(column);
        ExportBlock block = new(size, memories);
        Start(target, length, 0, 0, 1, columns.Count, block);
        for (int i = 0; i < columns.Count; i++)
            Write(columns[i], columns[i].Offset + offset, length, target->Children[i], block);
    }

    /// <summary>Writes one column. The target takes over the caller's one reference to each memory.</summary>
    public static void Column(ArrowArray column, ArrowMemory[] memories, CArrowArray* target)
    {
        ExportBlock block = new(SizeOf(column), memories);
        Write(column, column.Offset, column.Length, target, block);
    }

    private static long SizeOf(ArrowArray array)
    {
        long size = (long)BufferCount(array) * sizeof(void*);
        foreach (ArrowArray child in array.Children)
            size += sizeof(void*) + sizeof(CArrowArray) + SizeOf(child);
        if (array.DictionaryOrNull is ArrowArray dictionary)
            size += sizeof(CArrowArray) + SizeOf(dictionary);
        return size;
    }

    // Offset and length are those that the consumer will see. A consumer adds the offset of a
    // struct or fixed-size list to its children, so the children export theirs relative to it.
    private static void Write(ArrowArray array, long offset, long length, CArrowArray* target, ExportBlock block)
    {
        long nullCount = array.KnownNullCount;
        if (nullCount != 0 && (offset != array.Offset || length != array.Length))
            nullCount = array.Type.Layout == ArrowLayout.Null ? length : -1;
        Start(target, length, offset, nullCount, BufferCount(array), array.ChildCount, block);
        WriteBuffers(array, target->Buffers);
        int rowsARow = array.RowsARow;
        for (int i = 0; i < array.ChildCount; i++)
        {
            ArrowArray child = array.Child(i);
            if (array.Type.Layout is ArrowLayout.Struct or ArrowLayout.FixedList)
                Write(child, child.Offset - array.Offset * rowsARow, (offset + length) * rowsARow, target->Children[i], block);
            else
                Write(child, child.Offset, child.Length, target->Children[i], block);
        }
        if (array.DictionaryOrNull is ArrowArray dictionary)
        {
            target->Dictionary = (CArrowArray*)block.Take(sizeof(CArrowArray));
            Write(dictionary, dictionary.Offset, dictionary.Length, target->Dictionary, block);
        }
    }

    private static void Start(CArrowArray* target, long length, long offset, long nullCount, int bufferCount, int childCount, ExportBlock block)
    {
        *target = default;
        target->Length = length;
        target->Offset = offset;
        target->NullCount = nullCount;
        target->BufferCount = bufferCount;
        target->Buffers = (void**)block.Take((long)bufferCount * sizeof(void*));
        target->ChildCount = childCount;
        target->Children = (CArrowArray**)block.Take((long)childCount * sizeof(void*));
        for (int i = 0; i < childCount; i++)
            target->Children[i] = (CArrowArray*)block.Take(sizeof(CArrowArray));
        target->Release = &Release;
        target->PrivateData = (void*)block.Handle;
        block.AddHolder();
    }

    private static int BufferCount(ArrowArray array) => array.Type.Layout switch
    {
        ArrowLayout.Null => 0,
        ArrowLayout.Struct or ArrowLayout.FixedList => 1,
        ArrowLayout.Bytes32 or ArrowLayout.Bytes64 => 3,
        // Validity, views, the byte buffers and the table of their lengths.
        ArrowLayout.Views => 3 + array.Buffers.VariadicCount,
        _ => 2,
    };

    private static void WriteBuffers(ArrowArray array, void** target)
    {
        ArrayBuffers buffers = array.Buffers;
        if (array.Type.Layout == ArrowLayout.Null)
            return;
        target[0] = buffers.Validity;
        switch (array.Type.Layout)
        {
            case ArrowLayout.Struct or ArrowLayout.FixedList:
                return;
            case ArrowLayout.Bytes32 or ArrowLayout.Bytes64:
                target[2] = buffers.Data;
                break;
            case ArrowLayout.Views:
                for (int i = 0; i < buffers.VariadicCount; i++)
                    target[2 + i] = buffers.Variadic[i];
                target[2 + buffers.VariadicCount] = buffers.VariadicLengths;
                break;
        }
        target[1] = buffers.Main;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(CArrowArray* array)
    {
        for (long i = 0; i < array->ChildCount; i++)
            if (array->Children[i]->Release != null)
                array->Children[i]->Release(array->Children[i]);
        if (array->Dictionary != null && array->Dictionary->Release != null)
            array->Dictionary->Release(array->Dictionary);
        array->Release = null;
        ExportBlock.Of(array->PrivateData).ReleaseHolder();
    }
}
