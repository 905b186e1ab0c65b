using System.Numerics;

namespace Weir.Arrow;

/// <summary>
/// Copies arrays of one type into one array with offset 0, buffer by buffer; only rows inside the
/// sources' windows are copied. One array in gives a compact copy.
/// </summary>
internal static unsafe class ArrayConcat
{
    public static ArrowArray Concat(NativeBlocks memory, ArrowArray[] sources, string path)
    {
        ArrowType type = sources[0].Type;
        int length = LengthOf(path, sources.Sum(source => (long)source.Length));
        byte* validity = Validity(memory, sources, length, out long nullCount);
        if (type is DictionaryType dictionary)
            return Dictionaries(memory, sources, dictionary, length, validity, nullCount, path);
        ArrowArray Node(byte* main, byte* data = null, params ArrowArray[] children) =>
            new(memory, type, 0, length, nullCount, new ArrayBuffers(validity, main, data), children);
        switch (type.Layout)
        {
            case ArrowLayout.Null:
                return Node(null);
            case ArrowLayout.Bits:
                return Node(ValueBits(memory, sources, length));
            case ArrowLayout.Fixed:
                return Node(FixedValues(memory, sources, length, type.ByteWidth));
            case ArrowLayout.Bytes32:
                byte* offsets = Offsets<int>(memory, sources, length, path, out long byteCount);
                return Node(offsets, Bytes<int>(memory, sources, byteCount));
            case ArrowLayout.Bytes64:
                offsets = Offsets<long>(memory, sources, length, path, out byteCount);
                return Node(offsets, Bytes<long>(memory, sources, byteCount));
            case ArrowLayout.Views:
                return Views(memory, sources, length, validity, nullCount);
            case ArrowLayout.List32:
                offsets = Offsets<int>(memory, sources, length, path, out _);
                return Node(offsets, null, Concat(memory, Elements<int>(sources), ColumnPath.Child(path, type, 0)));
            case ArrowLayout.List64:
                offsets = Offsets<long>(memory, sources, length, path, out _);
                return Node(offsets, null, Concat(memory, Elements<long>(sources), ColumnPath.Child(path, type, 0)));
            default:
                ArrowArray[] children = new ArrowArray[type.ChildFields.Count];
                for (int i = 0; i < children.Length; i++)
                {
                    int child = i;
                    children[i] = Concat(memory, Array.ConvertAll(sources, source => source.Child(child)), ColumnPath.Child(path, type, i));
                }
                return Node(null, null, children);
        }
    }

    /// <summary>A count of rows as an int, which is what one array can hold.</summary>
    public static int LengthOf(string path, long rows) => rows <= int.MaxValue
        ? (int)rows
        : throw ContractErrors.ArrayInvalid(path, $"{rows} rows do not fit into one array, which holds at most {int.MaxValue}");

    private static byte* Validity(NativeBlocks memory, ArrowArray[] sources, int length, out long nullCount)
    {
        nullCount = 0;
        if (Array.TrueForAll(sources, source => source.KnownNullCount == 0) || sources[0].Type.Layout == ArrowLayout.Null)
            return null;
        byte* bitmap = memory.AllocateZeroed(Bits.ByteCount(length));
        long done = 0;
        foreach (ArrowArray source in sources)
        {
            if (source.Buffers.Validity == null)
                Bits.Fill(bitmap, done, source.Length, true);
            else
                Bits.Copy(source.Buffers.Validity, source.Offset, bitmap, done, source.Length);
            nullCount = nullCount < 0 || source.KnownNullCount < 0 ? -1 : nullCount + source.KnownNullCount;
            done += source.Length;
        }
        return bitmap;
    }

    private static byte* ValueBits(NativeBlocks memory, ArrowArray[] sources, int length)
    {
        byte* bitmap = memory.AllocateZeroed(Bits.ByteCount(length));
        long done = 0;
        foreach (ArrowArray source in sources)
        {
            if (source.Length > 0)
                Bits.Copy(source.Buffers.Main, source.Offset, bitmap, done, source.Length);
            done += source.Length;
        }
        return bitmap;
    }

    private static byte* FixedValues(NativeBlocks memory, ArrowArray[] sources, int length, int width)
    {
        byte* values = memory.Allocate((long)length * width);
        byte* next = values;
        foreach (ArrowArray source in sources)
        {
            long byteCount = (long)source.Length * width;
            Buffer.MemoryCopy(source.Buffers.Main + source.Offset * width, next, byteCount, byteCount);
            next += byteCount;
        }
        return values;
    }

    private static byte* Offsets<T>(NativeBlocks memory, ArrowArray[] sources, int length, string path, out long total)
        where T : unmanaged, IBinaryInteger<T>
    {
        total = 0;
        foreach (ArrowArray source in sources)
            total += EndOf<T>(source) - StartOf<T>(source);
        if (total > long.CreateSaturating(T.CreateSaturating(long.MaxValue)))
            throw ContractErrors.ArrayInvalid(path, $"{total} bytes or elements do not fit behind {sizeof(T) * 8}-bit offsets; concatenate fewer batches");
        T* offsets = (T*)memory.Allocate(((long)length + 1) * sizeof(T));
        T* next = offsets;
        T end = T.Zero;
        foreach (ArrowArray source in sources)
        {
            if (source.Length == 0)
                continue;
            T* from = (T*)source.Buffers.Main + source.Offset;
            T shift = end - from[0];
            for (int i = 0; i < source.Length; i++)
                next[i] = from[i] + shift;
            next += source.Length;
            end = from[source.Length] + shift;
        }
        *next = end;
        return (byte*)offsets;
    }

    private static byte* Bytes<T>(NativeBlocks memory, ArrowArray[] sources, long total) where T : unmanaged, IBinaryInteger<T>
    {
        byte* bytes = memory.Allocate(total);
        byte* next = bytes;
        foreach (ArrowArray source in sources)
        {
            long start = StartOf<T>(source), count = EndOf<T>(source) - start;
            Buffer.MemoryCopy(source.Buffers.Data + start, next, count, count);
            next += count;
        }
        return bytes;
    }

    private static ArrowArray[] Elements<T>(ArrowArray[] sources) where T : unmanaged, IBinaryInteger<T> =>
        Array.ConvertAll(sources, source => source.Child(0).Slice((int)StartOf<T>(source), (int)(EndOf<T>(source) - StartOf<T>(source))));

    private static long StartOf<T>(ArrowArray source) where T : unmanaged, IBinaryInteger<T> =>
        source.Length == 0 ? 0 : long.CreateTruncating(((T*)source.Buffers.Main)[source.Offset]);

    private static long EndOf<T>(ArrowArray source) where T : unmanaged, IBinaryInteger<T> =>
        source.Length == 0 ? 0 : long.CreateTruncating(((T*)source.Buffers.Main)[source.Offset + source.Length]);

    // The bytes that the views of a source point to go into one new buffer, without what lies
    // between them; where views overlap so much that this would take more room, the source's
    // buffers are copied as they are. So the copy never exceeds what the sources hold.
    private static ArrowArray Views(NativeBlocks memory, ArrowArray[] sources, int length, byte* validity, long nullCount)
    {
        bool[] compacts = Array.ConvertAll(sources, Compacts);
        int bufferCount = 0;
        for (int s = 0; s < sources.Length; s++)
            bufferCount = checked(bufferCount + (compacts[s] ? 1 : sources[s].Buffers.VariadicCount));
        byte* views = memory.Allocate((long)length * sizeof(BytesViewLayout));
        byte** buffers = (byte**)memory.Allocate((long)bufferCount * sizeof(byte*));
        long* lengths = (long*)memory.Allocate((long)bufferCount * sizeof(long));
        BytesViewLayout* next = (BytesViewLayout*)views;
        int buffer = 0;
        for (int s = 0; s < sources.Length; s++)
        {
            if (compacts[s])
                CompactViews(memory, sources[s], next, buffer, buffers, lengths);
            else
                CopyViews(memory, sources[s], next, buffer, buffers, lengths);
            buffer += compacts[s] ? 1 : sources[s].Buffers.VariadicCount;
            next += sources[s].Length;
        }
        return new ArrowArray(memory, sources[0].Type, 0, length, nullCount, new ArrayBuffers(validity, views, null, buffers, lengths, bufferCount));
    }

    private static bool Compacts(ArrowArray source)
    {
        long held = 0;
        for (int i = 0; i < source.Buffers.VariadicCount; i++)
            held += source.Buffers.VariadicLengths[i];
        // A place in a buffer is an int.
        return OutOfLineBytes(source) <= Math.Min(held, int.MaxValue);
    }

    private static long OutOfLineBytes(ArrowArray source)
    {
        BytesViewLayout* views = (BytesViewLayout*)source.Buffers.Main + source.Offset;
        ValidityView validity = source.AsValidity();
        long total = 0;
        for (int i = 0; i < source.Length; i++)
            if (validity.IsValid(i) && !views[i].IsInline)
                total += views[i].Length;
        return total;
    }

    private static void CompactViews(NativeBlocks memory, ArrowArray source, BytesViewLayout* next, int buffer, byte** buffers, long* lengths)
    {
        lengths[buffer] = OutOfLineBytes(source);
        buffers[buffer] = memory.Allocate(lengths[buffer]);
        BytesViewLayout* views = (BytesViewLayout*)source.Buffers.Main + source.Offset;
        ValidityView validity = source.AsValidity();
        int done = 0;
        for (int i = 0; i < source.Length; i++, next++)
        {
            *next = validity.IsValid(i) ? views[i] : default;
            if (next->IsInline)
                continue;
            Buffer.MemoryCopy(source.Buffers.Variadic[next->BufferIndex] + next->Offset, buffers[buffer] + done, next->Length, next->Length);
            next->BufferIndex = buffer;
            next->Offset = done;
            done += next->Length;
        }
    }

    private static void CopyViews(NativeBlocks memory, ArrowArray source, BytesViewLayout* next, int firstBuffer, byte** buffers, long* lengths)
    {
        for (int i = 0; i < source.Buffers.VariadicCount; i++)
        {
            long byteCount = source.Buffers.VariadicLengths[i];
            lengths[firstBuffer + i] = byteCount;
            buffers[firstBuffer + i] = memory.Allocate(byteCount);
            Buffer.MemoryCopy(source.Buffers.Variadic[i], buffers[firstBuffer + i], byteCount, byteCount);
        }
        BytesViewLayout* views = (BytesViewLayout*)source.Buffers.Main + source.Offset;
        ValidityView validity = source.AsValidity();
        for (int i = 0; i < source.Length; i++, next++)
        {
            *next = validity.IsValid(i) ? views[i] : default;
            if (!next->IsInline)
                next->BufferIndex += firstBuffer;
        }
    }

    private static ArrowArray Dictionaries(NativeBlocks memory, ArrowArray[] sources, DictionaryType type, int length, byte* validity, long nullCount, string path)
    {
        int[] shifts = new int[sources.Length];
        ArrowArray[] distinct = DistinctDictionaries(sources, shifts);
        ArrowArray values = Concat(memory, distinct, path);
        byte* indexes = memory.Allocate((long)length * type.ByteWidth);
        byte* next = indexes;
        for (int s = 0; s < sources.Length; s++)
        {
            switch (type.Index.Id)
            {
                case ArrowTypeId.Int8: Shift((sbyte*)next, sources[s], shifts[s], path); break;
                case ArrowTypeId.UInt8: Shift(next, sources[s], shifts[s], path); break;
                case ArrowTypeId.Int16: Shift((short*)next, sources[s], shifts[s], path); break;
                case ArrowTypeId.UInt16: Shift((ushort*)next, sources[s], shifts[s], path); break;
                case ArrowTypeId.Int32: Shift((int*)next, sources[s], shifts[s], path); break;
                case ArrowTypeId.UInt32: Shift((uint*)next, sources[s], shifts[s], path); break;
                case ArrowTypeId.Int64: Shift((long*)next, sources[s], shifts[s], path); break;
                default: Shift((ulong*)next, sources[s], shifts[s], path); break;
            }
            next += (long)sources[s].Length * type.ByteWidth;
        }
        return new ArrowArray(memory, type, 0, length, nullCount, new ArrayBuffers(validity, indexes), null, values);
    }

    // Batches of one stream mostly carry the same dictionary again; equal ones are kept once, so
    // that narrow indexes do not overflow.
    private static ArrowArray[] DistinctDictionaries(ArrowArray[] sources, int[] shifts)
    {
        List<(ArrowArray Values, int Shift)> distinct = [];
        int end = 0;
        for (int s = 0; s < sources.Length; s++)
        {
            ArrowArray values = sources[s].Dictionary;
            int known = distinct.FindIndex(one => ReferenceEquals(one.Values, values) || ArrayEquality.Equal(one.Values, values));
            shifts[s] = known >= 0 ? distinct[known].Shift : end;
            if (known >= 0)
                continue;
            distinct.Add((values, end));
            end = checked(end + values.Length);
        }
        return [.. distinct.Select(one => one.Values)];
    }

    private static void Shift<T>(T* target, ArrowArray source, int shift, string path) where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> indexes = source.Values<T>();
        if (shift == 0)
        {
            indexes.CopyTo(new Span<T>(target, indexes.Length));
            return;
        }
        ValidityView validity = source.AsValidity();
        for (int i = 0; i < indexes.Length; i++)
        {
            long index = validity.IsValid(i) ? long.CreateTruncating(indexes[i]) + shift : 0;
            target[i] = T.CreateTruncating(index);
            if (long.CreateTruncating(target[i]) != index)
                throw ContractErrors.ArrayInvalid(path, $"the joint dictionary is too large for indexes of type {((DictionaryType)source.Type).Index}");
        }
    }
}
