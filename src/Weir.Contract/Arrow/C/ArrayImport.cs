namespace Weir.Arrow.C;

/// <summary>
/// Builds a batch over an imported C array without copying. The offsets of structs and fixed-size
/// lists are pushed down into their children here, so that nothing above needs to know of them.
/// </summary>
internal static unsafe class ArrayImport
{
    public static RecordBatch Batch(CArrowArray* source, Schema schema, ArrowValidation validation)
    {
        ForeignArray memory = ForeignArray.Move(source);
        try
        {
            Importer importer = new(memory, validation);
            ArrowArray[] columns = importer.Root(schema, out int rowCount);
            if (validation == ArrowValidation.Full)
                for (int i = 0; i < columns.Length; i++)
                    ArrayCheck.Rows(columns[i], ColumnPath.Child(ColumnPath.Root, importer.RootType, i));
            return RecordBatch.Own(schema, rowCount, columns, memory);
        }
        catch
        {
            memory.Release();
            throw;
        }
    }

    /// <summary>Takes over one column; its release becomes null, also on failure.</summary>
    /// <returns>An array whose memory the caller releases.</returns>
    public static ArrowArray Column(CArrowArray* source, ArrowType type, string path, ArrowValidation validation)
    {
        ForeignArray memory = ForeignArray.Move(source);
        try
        {
            ArrowArray column = new Importer(memory, validation).Column(type, path);
            if (validation == ArrowValidation.Full)
                ArrayCheck.Rows(column, path);
            return column;
        }
        catch
        {
            memory.Release();
            throw;
        }
    }

    private sealed class Importer(ForeignArray memory, ArrowValidation validation)
    {
        private bool Checks => validation != ArrowValidation.Trusted;

        public StructType RootType { get; private set; } = new([]);

        public ArrowArray[] Root(Schema schema, out int rowCount)
        {
            RootType = new StructType(schema.Fields);
            CArrowArray root = memory.Root;
            CheckRange(&root, ColumnPath.Root);
            CheckCounts(&root, RootType, ColumnPath.Root);
            rowCount = (int)root.Length;
            byte* validity = root.BufferCount > 0 && root.Buffers != null ? (byte*)root.Buffers[0] : null;
            if (Checks && validity != null && root.NullCount != 0 && Bits.CountSet(validity, root.Offset, root.Length) != root.Length)
                throw ContractErrors.ArrayInvalid(ColumnPath.Root, "a batch cannot have null rows, but the root struct has some");
            return Children(&root, RootType, ColumnPath.Root, root.Offset, rowCount, 0);
        }

        public ArrowArray Column(ArrowType type, string path)
        {
            CArrowArray root = memory.Root;
            CheckRange(&root, path);
            return Node(&root, type, path, 0, root.Length, 0);
        }

        // The window is the part of the source's rows that belongs to the parent's window.
        private ArrowArray Node(CArrowArray* source, ArrowType type, string path, long windowStart, long windowLength, int depth)
        {
            if (depth > ArrowLimits.NestingDepth)
                throw ContractErrors.ArrayInvalid(path, $"types are nested deeper than {ArrowLimits.NestingDepth}");
            CheckCounts(source, type, path);
            long offset = source->Offset + windowStart;
            int length = (int)windowLength;
            ArrayBuffers buffers = Buffers(source, type, path);
            if (Checks)
                ArrayCheck.Buffers(type, offset, length, buffers, path);
            ArrowArray? dictionary = type is DictionaryType { Value: ArrowType value } ? Dictionary(source, value, path, depth) : null;
            ArrowArray[] children = Children(source, type, path, offset, length, depth);
            bool whole = windowStart == 0 && windowLength == source->Length;
            long nullCount = whole || source->NullCount == 0 ? source->NullCount : -1;
            ArrowArray array = new(memory, type, offset, length, nullCount, buffers, children, dictionary);
            if (Checks)
                ArrayCheck.Ends(array, path);
            return array;
        }

        private ArrowArray[] Children(CArrowArray* source, ArrowType type, string path, long offset, int length, int depth)
        {
            if (source->ChildCount == 0)
                return [];
            ArrowArray[] children = new ArrowArray[source->ChildCount];
            for (int i = 0; i < children.Length; i++)
            {
                CArrowArray* child = source->Children[i];
                string childPath = ColumnPath.Child(path, type, i);
                if (child == null)
                    throw ContractErrors.ArrayInvalid(childPath, "the array is a null pointer");
                CheckRange(child, childPath);
                (long start, long count) = type switch
                {
                    StructType => (offset, length),
                    FixedSizeListType { Size: int size } => (offset * size, (long)length * size),
                    _ => (0L, child->Length),
                };
                if (start + count > child->Length)
                    throw ContractErrors.ArrayInvalid(childPath, $"it has {child->Length} rows, but its parent needs {start + count}");
                children[i] = Node(child, type.ChildFields[i].Type, childPath, start, count, depth + 1);
            }
            return children;
        }

        private ArrowArray Dictionary(CArrowArray* source, ArrowType value, string path, int depth)
        {
            if (source->Dictionary == null)
                throw ContractErrors.ArrayInvalid(path, "the dictionary is a null pointer");
            CheckRange(source->Dictionary, path);
            return Node(source->Dictionary, value, path, 0, source->Dictionary->Length, depth + 1);
        }

        // Import reads what these checks cover, so they hold at every level of validation.
        private static void CheckCounts(CArrowArray* source, ArrowType type, string path)
        {
            int children = type.ChildFields.Count;
            if (source->ChildCount != children)
                throw ContractErrors.ArrayInvalid(path, $"type {type} has {children} children, but the array has {source->ChildCount}");
            if (children > 0 && source->Children == null)
                throw ContractErrors.ArrayInvalid(path, "the table of children is a null pointer");
            bool fits = type.Layout switch
            {
                // Producers of format versions before 1.0 gave the null type a validity buffer.
                ArrowLayout.Null => source->BufferCount is 0 or 1,
                ArrowLayout.Struct or ArrowLayout.FixedList => source->BufferCount == 1,
                ArrowLayout.Bytes32 or ArrowLayout.Bytes64 => source->BufferCount == 3,
                ArrowLayout.Views => source->BufferCount is >= 3 and <= int.MaxValue,
                _ => source->BufferCount == 2,
            };
            if (!fits)
                throw ContractErrors.ArrayInvalid(path, $"{source->BufferCount} buffers do not fit the type {type}");
            if (source->BufferCount > 0 && source->Buffers == null)
                throw ContractErrors.ArrayInvalid(path, "the table of buffers is a null pointer");
        }

        private static void CheckRange(CArrowArray* source, string path)
        {
            if (source->Length < 0 || source->Offset < 0 || source->Length > int.MaxValue || source->Offset > int.MaxValue - source->Length)
                throw ContractErrors.ArrayInvalid(path, $"length {source->Length} at offset {source->Offset} is out of range; one array holds at most {int.MaxValue} rows");
            if (source->NullCount < -1 || source->NullCount > source->Length)
                throw ContractErrors.ArrayInvalid(path, $"null count {source->NullCount} is out of range for {source->Length} rows");
        }

        private static ArrayBuffers Buffers(CArrowArray* source, ArrowType type, string path)
        {
            byte** buffers = (byte**)source->Buffers;
            switch (type.Layout)
            {
                case ArrowLayout.Null:
                    return default;
                case ArrowLayout.Struct or ArrowLayout.FixedList:
                    return NullChecked(source, new ArrayBuffers(buffers[0], null), path);
                case ArrowLayout.Bytes32 or ArrowLayout.Bytes64:
                    return NullChecked(source, new ArrayBuffers(buffers[0], buffers[1], buffers[2]), path);
                case ArrowLayout.Views:
                    int count = (int)source->BufferCount - 3;
                    return NullChecked(source, new ArrayBuffers(buffers[0], buffers[1], null, buffers + 2, (long*)buffers[2 + count], count), path);
                default:
                    return NullChecked(source, new ArrayBuffers(buffers[0], buffers[1]), path);
            }
        }

        private static ArrayBuffers NullChecked(CArrowArray* source, ArrayBuffers buffers, string path) =>
            buffers.Validity != null || source->NullCount <= 0
                ? buffers
                : throw ContractErrors.ArrayInvalid(path, $"null count is {source->NullCount}, but the validity buffer is a null pointer");
    }
}
