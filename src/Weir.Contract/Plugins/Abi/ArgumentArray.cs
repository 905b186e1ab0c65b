using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary>One node of <see cref="ArgumentArrays"/>: turns columns of one type into the C array that it was made with.</summary>
internal sealed unsafe class ArgumentArray : IDisposable
{
    private readonly ArrowType _type;
    private readonly CArrowArray* _target;
    private readonly ArgumentArray[] _children;
    private readonly GrowingBuffer _validity = new();
    private readonly GrowingBuffer _main = new();
    private readonly GrowingBuffer _data = new();

    public ArgumentArray(ArrowType type, CArrowArray* target, NativeBlocks memory)
    {
        _type = type;
        _target = target;
        int buffers = type.Layout switch
        {
            ArrowLayout.Null => 0,
            ArrowLayout.Struct or ArrowLayout.FixedList => 1,
            ArrowLayout.Bits or ArrowLayout.Fixed or ArrowLayout.List32 => 2,
            ArrowLayout.Bytes32 => 3,
            _ => throw ContractErrors.TypeUnsupported(ColumnPath.Root, type.ToString()),
        };
        _children = new ArgumentArray[type.ChildFields.Count];
        target->BufferCount = buffers;
        target->Buffers = (void**)memory.AllocateZeroed(Math.Max(1, buffers) * sizeof(void*));
        target->ChildCount = _children.Length;
        target->Children = (CArrowArray**)memory.AllocateZeroed(Math.Max(1, _children.Length) * sizeof(void*));
        target->Release = &Keep;
        for (int i = 0; i < _children.Length; i++)
        {
            target->Children[i] = (CArrowArray*)memory.AllocateZeroed(sizeof(CArrowArray));
            _children[i] = new ArgumentArray(type.ChildFields[i].Type, target->Children[i], memory);
        }
    }

    /// <summary>Shows rows of a column.</summary>
    /// <param name="node">Lives as long as the array is read.</param>
    /// <param name="rows">Which rows of the node, in order; null for the first ones.</param>
    /// <param name="count">Rows.</param>
    public void Fill(ColumnNode* node, int* rows, int count)
    {
        _target->Length = count;
        if (_type.Layout == ArrowLayout.Null)
        {
            _target->NullCount = count;
            return;
        }
        FillValidity(node, rows, count);
        switch (_type.Layout)
        {
            case ArrowLayout.Bits:
                FillBits(node, rows, count);
                break;
            case ArrowLayout.Fixed:
                FillValues(node, rows, count);
                break;
            case ArrowLayout.Bytes32:
                FillBytes(node, rows, count);
                break;
            case ArrowLayout.List32:
                FillLists(node, rows, count);
                break;
            case ArrowLayout.FixedList:
                FillArrays(node, rows, count, ((FixedSizeListType)_type).Size);
                break;
            default:
                for (int i = 0; i < _children.Length; i++)
                    _children[i].Fill(node->Children + i, rows, count);
                break;
        }
    }

    public void Dispose()
    {
        _validity.Dispose();
        _main.Dispose();
        _data.Dispose();
        foreach (ArgumentArray child in _children)
            child.Dispose();
    }

    // What the host passes stays the host's: a callee that releases it all the same does no harm.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Keep(CArrowArray* array)
    {
    }

    private void FillValidity(ColumnNode* node, int* rows, int count)
    {
        byte* validity = (byte*)node->Validity;
        if (validity != null && rows != null)
        {
            byte* selected = Room(_validity, (((long)count + 63) >> 6) * sizeof(ulong));
            for (int i = 0; i < count; i++)
                if (Bits.IsSet(validity, rows[i]))
                    Bits.Set(selected, i);
            validity = selected;
        }
        _target->NullCount = validity == null ? 0 : count - Bits.CountSet(validity, 0, count);
        _target->Buffers[0] = _target->NullCount == 0 ? null : validity;
    }

    private void FillBits(ColumnNode* node, int* rows, int count)
    {
        if (node->Layout == ColumnLayout.Bits && rows == null)
        {
            _target->Buffers[1] = node->Data;
            return;
        }
        byte* bits = Room(_main, ((long)count + 63) >> 6 << 3);
        _target->Buffers[1] = bits;
        int done = 0;
        if (rows == null)
        {
            // Eight truth bytes become eight bits by one multiplication that gathers their lowest bits at the top.
            for (byte* values = (byte*)node->Data; done + 8 <= count; done += 8)
                bits[done >> 3] = (byte)(((Unsafe.ReadUnaligned<ulong>(values + done) & 0x0101010101010101) * 0x0102040810204080) >> 56);
        }
        ColumnView view = new(node, _type);
        for (; done < count; done++)
            if (view.GetBoolean(rows == null ? done : rows[done]))
                Bits.Set(bits, done);
    }

    private void FillValues(ColumnNode* node, int* rows, int count)
    {
        int width = _type.ByteWidth;
        bool isInterval = node->Layout == ColumnLayout.MonthDayMicro;
        if (!isInterval && node->ValueBytes == width && rows == null)
        {
            _target->Buffers[1] = node->Data;
            return;
        }
        byte* values = Room(_main, (long)count * width);
        _target->Buffers[1] = values;
        if (isInterval)
            FillIntervals(node, rows, count, (MonthDayNanoInterval*)values);
        else if (node->ValueBytes != width)
            FillDecimals(node, rows, count, (Int128*)values);
        else
            for (int i = 0; i < count; i++)
                Unsafe.CopyBlockUnaligned(values + ((long)i * width), (byte*)node->Data + ((long)rows[i] * width), (uint)width);
    }

    private void FillIntervals(ColumnNode* node, int* rows, int count, MonthDayNanoInterval* values)
    {
        ColumnView view = new(node, _type);
        for (int i = 0; i < count; i++)
        {
            int row = rows == null ? i : rows[i];
            if (!view.IsNull(row))
                values[i] = view.GetInterval(row);
        }
    }

    private void FillDecimals(ColumnNode* node, int* rows, int count, Int128* values)
    {
        if (_type.Id != ArrowTypeId.Decimal128)
            throw new InvalidOperationException($"A column of type {_type} lies in values of {node->ValueBytes} bytes instead of {_type.ByteWidth}.");
        ColumnView view = new(node, _type);
        for (int i = 0; i < count; i++)
            values[i] = view.GetDecimal(rows == null ? i : rows[i]);
    }

    private void FillBytes(ColumnNode* node, int* rows, int count)
    {
        if (node->Layout == ColumnLayout.Offsets32 && rows == null)
        {
            _target->Buffers[1] = node->Data;
            _target->Buffers[2] = node->Bytes;
            return;
        }
        int* offsets = (int*)Room(_main, ((long)count + 1) * sizeof(int));
        _data.Clear();
        ColumnView view = new(node, _type);
        for (int i = 0; i < count; i++)
        {
            int row = rows == null ? i : rows[i];
            if (!view.IsNull(row))
                _data.Append(view.GetBytes(row));
            offsets[i + 1] = Fitting(_data.ByteLength, "bytes");
        }
        _data.EnsureRoom(1);
        _target->Buffers[1] = offsets;
        _target->Buffers[2] = _data.Start;
    }

    private void FillLists(ColumnNode* node, int* rows, int count)
    {
        if (node->Layout == ColumnLayout.ListOffsets32 && rows == null)
        {
            _target->Buffers[1] = node->Data;
            _children[0].Fill(node->Children, null, node->Children->Length);
            return;
        }
        int* offsets = (int*)Room(_main, ((long)count + 1) * sizeof(int));
        _target->Buffers[1] = offsets;
        ColumnView view = new(node, _type);
        long elements = 0;
        bool isDense = true;
        for (int i = 0; i < count; i++)
        {
            int row = rows == null ? i : rows[i];
            (int start, int length) = view.IsNull(row) ? (0, 0) : view.ListRange(row);
            isDense &= length == 0 || start == elements;
            elements += length;
            offsets[i + 1] = Fitting(elements, "elements");
        }
        _children[0].Fill(node->Children, isDense ? null : Elements(view, rows, count, elements), (int)elements);
    }

    // A row that is NULL has its elements too.
    private void FillArrays(ColumnNode* node, int* rows, int count, int size)
    {
        int elements = Fitting((long)count * size, "elements");
        ColumnView view = new(node, _type);
        if (rows == null && (count == 0 || view.ListRange(0).Start == 0))
        {
            _children[0].Fill(node->Children, null, elements);
            return;
        }
        int* selected = (int*)Room(_data, (long)elements * sizeof(int));
        for (int i = 0; i < count; i++)
        {
            int start = view.ListRange(rows == null ? i : rows[i]).Start;
            for (int element = 0; element < size; element++)
                selected[(i * size) + element] = start + element;
        }
        _children[0].Fill(node->Children, selected, elements);
    }

    // The engine's lists may share, skip and reorder elements; Arrow's stand one after the other.
    private int* Elements(ColumnView view, int* rows, int count, long elements)
    {
        int* selected = (int*)Room(_data, elements * sizeof(int));
        int next = 0;
        for (int i = 0; i < count; i++)
        {
            int row = rows == null ? i : rows[i];
            (int start, int length) = view.IsNull(row) ? (0, 0) : view.ListRange(row);
            for (int element = 0; element < length; element++)
                selected[next++] = start + element;
        }
        return selected;
    }

    private static byte* Room(GrowingBuffer buffer, long byteCount)
    {
        buffer.Clear();
        buffer.EnsureRoom(1);
        buffer.AppendZeros(byteCount);
        return buffer.Start;
    }

    private int Fitting(long count, string what) => count <= int.MaxValue
        ? (int)count
        : throw ContractErrors.ArrayInvalid(_type.ToString(), $"one batch of this type holds at most {int.MaxValue} {what}");
}
