using System.Numerics;
using System.Text.Unicode;

namespace Weir.Arrow;

/// <summary>The rules of the Arrow columnar format, checked on data from outside.</summary>
internal static unsafe class ArrayCheck
{
    /// <summary>Buffers that the rows need are there.</summary>
    public static void Buffers(ArrowType type, long offset, int length, in ArrayBuffers buffers, string path)
    {
        bool needsMain = type.Layout switch
        {
            ArrowLayout.Null or ArrowLayout.Struct or ArrowLayout.FixedList => false,
            ArrowLayout.Fixed => type.ByteWidth > 0,
            _ => true,
        };
        if (needsMain && length > 0 && buffers.Main == null)
            throw ContractErrors.ArrayInvalid(path, $"the buffer of {MainName(type)} is a null pointer, but there are {length} rows at offset {offset}");
        if (buffers.VariadicCount == 0)
            return;
        if (buffers.VariadicLengths == null)
            throw ContractErrors.ArrayInvalid(path, "the table of buffer lengths is a null pointer");
        for (int i = 0; i < buffers.VariadicCount; i++)
            if (buffers.VariadicLengths[i] < 0 || (buffers.VariadicLengths[i] > 0 && buffers.Variadic[i] == null))
                throw ContractErrors.ArrayInvalid(path, $"byte buffer {i} has length {buffers.VariadicLengths[i]} at pointer {(nint)buffers.Variadic[i]:x}");
    }

    /// <summary>First and last offset are in order and inside the child.</summary>
    public static void Ends(ArrowArray array, string path)
    {
        if (array.Length == 0)
            return;
        (long first, long last) = array.Type.Layout switch
        {
            ArrowLayout.Bytes32 or ArrowLayout.List32 => EndsOf<int>(array),
            ArrowLayout.Bytes64 or ArrowLayout.List64 => EndsOf<long>(array),
            _ => (0L, 0L),
        };
        if (first < 0 || last < first)
            throw ContractErrors.ArrayInvalid(path, $"the offsets run from {first} to {last}");
        if (array.ChildCount == 1 && array.Type.Layout is ArrowLayout.List32 or ArrowLayout.List64 && last > array.Child(0).Length)
            throw ContractErrors.ArrayInvalid(path, $"the last offset is {last}, but there are {array.Child(0).Length} elements");
        if (array.Type.IsBytes && last > first && array.Type.Layout != ArrowLayout.Views && array.Buffers.Data == null)
            throw ContractErrors.ArrayInvalid(path, $"the offsets claim {last - first} bytes, but the byte buffer is a null pointer");
    }

    /// <summary>All rules that need a look at every row, here and in the children.</summary>
    public static void Rows(ArrowArray array, string path)
    {
        NullCounts(array, path);
        switch (array.Type.Layout)
        {
            case ArrowLayout.Bytes32 or ArrowLayout.List32:
                Monotone<int>(array, path);
                break;
            case ArrowLayout.Bytes64 or ArrowLayout.List64:
                Monotone<long>(array, path);
                break;
            case ArrowLayout.Views:
                Views(array, path);
                break;
        }
        if (array.DictionaryOrNull is ArrowArray dictionary)
        {
            Indexes(array, dictionary.Length, path);
            Rows(dictionary, path);
        }
        if (array.Type.IsText)
            Text(array, path);
        for (int i = 0; i < array.ChildCount; i++)
            Rows(array.Child(i), ColumnPath.Child(path, array.Type, i));
    }

    private static void NullCounts(ArrowArray array, string path)
    {
        if (array.KnownNullCount < 0 || array.Buffers.Validity == null || array.Type.Layout == ArrowLayout.Null)
            return;
        long nulls = array.Length - Bits.CountSet(array.Buffers.Validity, array.Offset, array.Length);
        if (nulls != array.KnownNullCount)
            throw ContractErrors.ArrayInvalid(path, $"null count is {array.KnownNullCount}, but the validity buffer marks {nulls}");
    }

    private static (long First, long Last) EndsOf<T>(ArrowArray array) where T : unmanaged, IBinaryInteger<T>
    {
        T* offsets = (T*)array.Buffers.Main + array.Offset;
        return (long.CreateTruncating(offsets[0]), long.CreateTruncating(offsets[array.Length]));
    }

    private static void Monotone<T>(ArrowArray array, string path) where T : unmanaged, IBinaryInteger<T>
    {
        if (array.Length == 0)
            return;
        T* offsets = (T*)array.Buffers.Main + array.Offset;
        bool ordered = true;
        for (int i = 0; i < array.Length; i++)
            ordered &= offsets[i] <= offsets[i + 1];
        // Bytes of one value are handed out as a span, which counts in int.
        for (int i = 0; i < array.Length && (!ordered || sizeof(T) == sizeof(long)); i++)
            if (offsets[i] > offsets[i + 1] || offsets[i + 1] - offsets[i] > T.CreateSaturating(int.MaxValue))
                throw ContractErrors.ArrayInvalid(path, $"row {i} runs from offset {offsets[i]} to {offsets[i + 1]}");
    }

    private static void Views(ArrowArray array, string path)
    {
        ArrayBuffers buffers = array.Buffers;
        BytesViewLayout* views = (BytesViewLayout*)buffers.Main + array.Offset;
        ValidityView validity = array.AsValidity();
        for (int i = 0; i < array.Length; i++)
        {
            BytesViewLayout view = views[i];
            if (!validity.IsValid(i))
                continue;
            if (view.Length < 0)
                throw ContractErrors.ArrayInvalid(path, $"the view of row {i} has length {view.Length}");
            if (view.IsInline)
                continue;
            if ((uint)view.BufferIndex >= (uint)buffers.VariadicCount)
                throw ContractErrors.ArrayInvalid(path, $"the view of row {i} points to byte buffer {view.BufferIndex} of {buffers.VariadicCount}");
            if (view.Offset < 0 || view.Offset + (long)view.Length > buffers.VariadicLengths[view.BufferIndex])
                throw ContractErrors.ArrayInvalid(path, $"the view of row {i} reads {view.Length} bytes at {view.Offset} of a buffer of {buffers.VariadicLengths[view.BufferIndex]}");
        }
    }

    private static void Indexes(ArrowArray array, int dictionaryLength, string path)
    {
        ValidityView validity = array.AsValidity();
        for (int i = 0; i < array.Length; i++)
            if (validity.IsValid(i) && (ulong)array.GetDictionaryIndex(i) >= (ulong)dictionaryLength)
                throw ContractErrors.ArrayInvalid(path, $"row {i} has index {array.GetDictionaryIndex(i)} into a dictionary of {dictionaryLength} values");
    }

    private static void Text(ArrowArray array, string path)
    {
        if (array.Type.Layout == ArrowLayout.Bytes32 && IsTextThroughout(array))
            return;
        BytesView bytes = array.AsBytes();
        ValidityView validity = array.AsValidity();
        for (int i = 0; i < array.Length; i++)
            if (validity.IsValid(i) && !Utf8.IsValid(bytes[i]))
                throw ContractErrors.ArrayInvalid(path, $"the text of row {i} is not UTF-8");
    }

    // One pass over the bytes of all rows. Rows border on each other, so when all of it is UTF-8
    // and no row begins inside a character, every row is. A no proves nothing: the bytes of null
    // rows need not be text.
    private static bool IsTextThroughout(ArrowArray array)
    {
        if (array.Length == 0)
            return true;
        int* offsets = (int*)array.Buffers.Main + array.Offset;
        byte* bytes = array.Buffers.Data;
        int last = offsets[array.Length];
        if (!Utf8.IsValid(new ReadOnlySpan<byte>(bytes + offsets[0], last - offsets[0])))
            return false;
        for (int i = 0; i < array.Length; i++)
            if (offsets[i] < last && (bytes[offsets[i]] & 0xC0) == 0x80)
                return false;
        return true;
    }

    private static string MainName(ArrowType type) => type.Layout switch
    {
        ArrowLayout.Bytes32 or ArrowLayout.Bytes64 or ArrowLayout.List32 or ArrowLayout.List64 => "offsets",
        ArrowLayout.Views => "views",
        _ => "values",
    };
}
