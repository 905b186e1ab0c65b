using System.Runtime.CompilerServices;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Abi;

/// <summary>
/// Arguments as the engine lays them out: truth values in bytes, decimals as narrow as they can be, strings of 16
/// bytes, lists as entries that share one child in any order, garbage where a row is NULL.
/// </summary>
internal sealed unsafe class EngineColumns : IDisposable
{
    private readonly NativeBlocks _memory = new();

    public EngineColumns(IReadOnlyList<ArrowType> types, IReadOnlyList<object?[]> columns, IReadOnlyList<bool>? isConstant = null)
    {
        Types = types;
        Nodes = (ColumnNode*)_memory.AllocateZeroed(Math.Max(1, types.Count) * sizeof(ColumnNode));
        for (int i = 0; i < types.Count; i++)
        {
            Nodes[i] = Node(types[i], columns[i]);
            Nodes[i].IsConstant = isConstant is not null && isConstant[i];
        }
    }

    public IReadOnlyList<ArrowType> Types { get; }

    public ColumnNode* Nodes { get; }

    public void Dispose() => _memory.Release();

    private ColumnNode Node(ArrowType type, object?[] rows)
    {
        ColumnNode node = new() { Length = rows.Length, Layout = ColumnLayout.Fixed, Validity = Validity(rows) };
        switch (type)
        {
            case ListType list:
                Lists(ref node, list.Element.Type, rows);
                break;
            case MapType map:
                Lists(ref node, map.Entries.Type, rows);
                break;
            case FixedSizeListType array:
                Arrays(ref node, array, rows);
                break;
            case StructType fields:
                node.Layout = ColumnLayout.Struct;
                node.ChildCount = fields.Fields.Count;
                node.Children = (ColumnNode*)_memory.AllocateZeroed(node.ChildCount * sizeof(ColumnNode));
                for (int i = 0; i < node.ChildCount; i++)
                    node.Children[i] = Node(fields.Fields[i].Type, [.. rows.Select(row => ((object?[]?)row)?[i])]);
                break;
            case { IsBytes: true }:
                Texts(ref node, rows);
                break;
            default:
                Values(ref node, type, rows);
                break;
        }
        return node;
    }

    private ulong* Validity(object?[] rows)
    {
        if (Array.TrueForAll(rows, row => row is not null))
            return null;
        ulong* words = (ulong*)_memory.AllocateZeroed((rows.Length + 63) / 64 * sizeof(ulong));
        for (int i = 0; i < rows.Length; i++)
            if (rows[i] is not null)
                words[i >> 6] |= 1UL << (i & 63);
        return words;
    }

    private void Values(ref ColumnNode node, ArrowType type, object?[] rows)
    {
        node.ValueBytes = (byte)(type switch
        {
            DecimalType { Precision: var digits } => digits <= 4 ? 2 : digits <= 9 ? 4 : digits <= 18 ? 8 : 16,
            _ => type.Id switch { ArrowTypeId.Boolean => 1, ArrowTypeId.Null => sizeof(int), _ => type.ByteWidth },
        });
        if (type.Id == ArrowTypeId.IntervalMonthDayNano)
            node.Layout = ColumnLayout.MonthDayMicro;
        byte* data = Garbage((long)rows.Length * node.ValueBytes);
        node.Data = data;
        for (int i = 0; i < rows.Length; i++)
            Write(data + ((long)i * node.ValueBytes), rows[i], node.ValueBytes);
    }

    private static void Write(byte* target, object? value, int width)
    {
        switch (value)
        {
            case bool truth: *target = truth ? (byte)1 : (byte)0; break;
            case double number when width == 4: Unsafe.WriteUnaligned(target, (float)number); break;
            case double number: Unsafe.WriteUnaligned(target, number); break;
            case MonthDayNanoInterval span:
                Unsafe.WriteUnaligned(target, new MonthDayNanoInterval(span.Months, span.Days, span.Nanoseconds / 1000));
                break;
            case long number: Buffer.MemoryCopy(&number, target, width, width); break;
            case ulong number: Buffer.MemoryCopy(&number, target, width, width); break;
            case Int128 number: Buffer.MemoryCopy(&number, target, width, width); break;
        }
    }

    private void Texts(ref ColumnNode node, object?[] rows)
    {
        node.Layout = ColumnLayout.Texts;
        byte* data = Garbage(rows.Length * 16L);
        node.Data = data;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is not byte[] bytes)
                continue;
            byte* text = data + (i * 16L);
            *(int*)text = bytes.Length;
            byte* place = bytes.Length <= 12 ? text + 4 : _memory.Allocate(bytes.Length);
            bytes.CopyTo(new Span<byte>(place, bytes.Length));
            if (bytes.Length > 12)
                *(byte**)(text + 8) = place;
        }
    }

    // Every second list stands at the end of the child, and one element in front belongs to nobody.
    private void Lists(ref ColumnNode node, ArrowType element, object?[] rows)
    {
        List<object?> elements = [null];
        int[] order = [.. Enumerable.Range(0, rows.Length).OrderBy(row => row % 2)];
        ulong* entries = (ulong*)Garbage(rows.Length * 16L);
        foreach (int row in order)
        {
            if (rows[row] is not object?[] items)
                continue;
            entries[row * 2] = (ulong)elements.Count;
            entries[(row * 2) + 1] = (ulong)items.Length;
            elements.AddRange(items);
        }
        node.Layout = ColumnLayout.ListEntries;
        node.Data = entries;
        node.ChildCount = 1;
        node.Children = (ColumnNode*)_memory.AllocateZeroed(sizeof(ColumnNode));
        *node.Children = Node(element, [.. elements]);
    }

    // A row that is NULL has its elements too.
    private void Arrays(ref ColumnNode node, FixedSizeListType type, object?[] rows)
    {
        int* offsets = (int*)Garbage((rows.Length + 1L) * sizeof(int));
        for (int i = 0; i <= rows.Length; i++)
            offsets[i] = i * type.Size;
        node.Layout = ColumnLayout.ListOffsets32;
        node.Data = offsets;
        node.ChildCount = 1;
        node.Children = (ColumnNode*)_memory.AllocateZeroed(sizeof(ColumnNode));
        *node.Children = Node(type.Element.Type, [.. rows.SelectMany(row => (object?[]?)row ?? new object?[type.Size])]);
    }

    private byte* Garbage(long byteCount)
    {
        byte* data = _memory.Allocate(Math.Max(1, byteCount));
        new Span<byte>(data, (int)byteCount).Fill(0xA5);
        return data;
    }
}
