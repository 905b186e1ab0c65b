using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>
/// Results in native memory that is filled with a chosen byte before, so that a row that a function never
/// writes differs between two fillings.
/// </summary>
internal sealed unsafe class CollectedResult : ResultSink, IDisposable
{
    private const int TextEntryBytes = 16;
    private const int InlineBytesMax = 12;

    private readonly NativeBlocks _memory = new();
    private readonly List<byte[]?[]> _bytes = [];
    private readonly HashSet<nint> _texts = [];
    private readonly ArrowType _type;
    private readonly byte _filling;

    /// <param name="type">Of the result.</param>
    /// <param name="rowCount">Rows.</param>
    /// <param name="isArrow">Arrow's layouts, or the engine's.</param>
    /// <param name="filling">What the memory holds before.</param>
    public CollectedResult(ArrowType type, int rowCount, bool isArrow, byte filling)
    {
        (_type, IsArrow, _filling) = (type, isArrow, filling);
        Root = (ResultNode*)_memory.AllocateZeroed(sizeof(ResultNode));
        Shape(Root, type, rowCount);
    }

    public ResultNode* Root { get; }

    private bool IsArrow { get; }

    /// <summary>Where a function writes.</summary>
    public ColumnResult Place() => new(Root, this, _type);

    /// <summary>The rows as texts that are equal when the values are.</summary>
    public IReadOnlyList<string> Rows()
    {
        string[] rows = new string[Root->Length];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = Text(Root, _type, i);
        return rows;
    }

    /// <summary>Makes the rows NULL whose bit is 0, as a host does before a call.</summary>
    public void SetNulls(ulong* wanted)
    {
        for (int row = 0; row < Root->Length; row++)
            if ((wanted[row >> 6] & (1UL << (row & 63))) == 0)
                Place().SetNull(row);
    }

    public override void MakeValidity(ResultNode* node)
    {
        int words = Math.Max(1, (node->Length + 63) / 64);
        node->Validity = (ulong*)_memory.Allocate(words * sizeof(ulong));
        new Span<ulong>(node->Validity, words).Fill(ulong.MaxValue);
    }

    public override void SetBytes(ResultNode* node, int row, ReadOnlySpan<byte> bytes)
    {
        if (node->Layout == ColumnLayout.Texts)
            WriteText((byte*)node->Data + ((nint)row * TextEntryBytes), bytes);
        else
            _bytes[(int)node->Owner][row] = bytes.ToArray();
    }

    public override int AppendList(ResultNode* node, int row, int length)
    {
        ResultNode* child = node->Children;
        int start = child->Length;
        ((long*)node->Data)[2 * row] = start;
        ((long*)node->Data)[(2 * row) + 1] = length;
        Grow(child, ElementType(node), start + length);
        return start;
    }

    public void Dispose() => _memory.Release();

    // The type of a list's elements is found again by the node's mark.
    private ArrowType ElementType(ResultNode* node) => _elementTypes[(int)node->Owner];

    private readonly Dictionary<int, ArrowType> _elementTypes = [];

    private void Shape(ResultNode* node, ArrowType type, int rowCount)
    {
        node->Owner = _bytes.Count;
        _bytes.Add(type.IsBytes ? new byte[rowCount][] : []);
        node->Length = rowCount;
        node->IsText = type.IsText;
        switch (type)
        {
            case StructType fields:
                node->Layout = ColumnLayout.Struct;
                node->ChildCount = fields.Fields.Count;
                node->Children = (ResultNode*)_memory.AllocateZeroed(Math.Max(1, node->ChildCount) * sizeof(ResultNode));
                for (int i = 0; i < node->ChildCount; i++)
                    Shape(node->Children + i, fields.Fields[i].Type, rowCount);
                return;
            case ListType list:
                ShapeList(node, list.Element.Type, rowCount);
                return;
            case MapType map:
                ShapeList(node, map.Entries.Type, rowCount);
                return;
            case { IsBytes: true }:
                node->Layout = IsArrow ? ColumnLayout.Offsets32 : ColumnLayout.Texts;
                node->Data = IsArrow ? null : Filled(rowCount);
                return;
        }
        node->ValueBytes = SampleWidth.Of(type, IsArrow);
        node->Layout = type.Id == ArrowTypeId.Boolean && IsArrow ? ColumnLayout.Bits
            : type.Id == ArrowTypeId.IntervalMonthDayNano && !IsArrow ? ColumnLayout.MonthDayMicro : ColumnLayout.Fixed;
        node->Data = Filled(rowCount);
    }

    private void ShapeList(ResultNode* node, ArrowType element, int rowCount)
    {
        _elementTypes[(int)node->Owner] = element;
        node->Layout = ColumnLayout.ListEntries;
        node->Data = Filled(rowCount);
        node->ChildCount = 1;
        node->Children = (ResultNode*)_memory.AllocateZeroed(sizeof(ResultNode));
        Shape(node->Children, element, 0);
    }

    private byte* Filled(int rowCount)
    {
        byte* memory = _memory.Allocate((rowCount + 1) * 16);
        new Span<byte>(memory, (rowCount + 1) * 16).Fill(_filling);
        return memory;
    }

    // The values of the rows before move with it.
    private void Grow(ResultNode* node, ArrowType type, int rowCount)
    {
        ResultNode before = *node;
        *node = default;
        Shape(node, type, rowCount);
        Copy(&before, node);
    }

    private void Copy(ResultNode* from, ResultNode* to)
    {
        if (from->Validity != null)
        {
            MakeValidity(to);
            for (int row = 0; row < from->Length; row++)
                if ((from->Validity[row >> 6] & (1UL << (row & 63))) == 0)
                    to->Validity[row >> 6] &= ~(1UL << (row & 63));
        }
        if (from->Data != null)
            new ReadOnlySpan<byte>(from->Data, from->Length * 16).CopyTo(new Span<byte>(to->Data, from->Length * 16));
        _bytes[(int)from->Owner].AsSpan(0, Math.Min(from->Length, _bytes[(int)from->Owner].Length)).CopyTo(_bytes[(int)to->Owner]);
        if (from->Layout == ColumnLayout.ListEntries)
            *to->Children = *from->Children;
        else
            for (int i = 0; i < from->ChildCount; i++)
                Copy(from->Children + i, to->Children + i);
    }

    private string Text(ResultNode* node, ArrowType type, int row)
    {
        if (node->Validity != null && (node->Validity[row >> 6] & (1UL << (row & 63))) == 0)
            return "NULL";
        switch (type)
        {
            case StructType fields:
                return "{" + string.Join(", ", Enumerable.Range(0, fields.Fields.Count).Select(i => Field(node, i, fields.Fields[i].Type, row))) + "}";
            case ListType or MapType:
                ArrowType element = ElementType(node);
                int start = (int)((long*)node->Data)[2 * row];
                int length = (int)((long*)node->Data)[(2 * row) + 1];
                if (start < 0 || length < 0 || start + (long)length > node->Children->Length)
                    return "a list that was never written";
                return "[" + string.Join(", ", Enumerable.Range(start, length).Select(i => Field(node, 0, element, i))) + "]";
            case { IsBytes: true }:
                return BytesOf(node, row) is { } bytes ? Convert.ToHexString(bytes) : $"bytes that were never written ({_filling})";
        }
        if (node->Layout == ColumnLayout.Bits)
            return (((byte*)node->Data)[row >> 3] & (1 << (row & 7))) != 0 ? "true" : "false";
        // The engine keeps a truth in a byte; what was never written shows all the same, by the two fillings.
        if (type.Id == ArrowTypeId.Boolean)
            return ((byte*)node->Data)[row] switch
            {
                0 => "false",
                1 => "true",
                byte other => $"a truth that was never written ({other})",
            };
        return "0x" + Convert.ToHexString(new ReadOnlySpan<byte>((byte*)node->Data + ((nint)row * node->ValueBytes), node->ValueBytes));
    }

    private byte[]? BytesOf(ResultNode* node, int row)
    {
        if (node->Layout != ColumnLayout.Texts)
            return _bytes[(int)node->Owner][row];
        byte* entry = (byte*)node->Data + ((nint)row * TextEntryBytes);
        int length = *(int*)entry;
        if (length <= InlineBytesMax)
            return length < 0 ? null : new ReadOnlySpan<byte>(entry + 4, length).ToArray();
        // Only a text that came through this sink lies in its memory.
        return _texts.Contains((nint)(*(byte**)(entry + 8))) ? new ReadOnlySpan<byte>(*(byte**)(entry + 8), length).ToArray() : null;
    }

    private void WriteText(byte* entry, ReadOnlySpan<byte> bytes)
    {
        new Span<byte>(entry, TextEntryBytes).Clear();
        *(int*)entry = bytes.Length;
        bytes[..Math.Min(bytes.Length, InlineBytesMax)].CopyTo(new Span<byte>(entry + 4, InlineBytesMax));
        if (bytes.Length <= InlineBytesMax)
            return;
        byte* text = _memory.Allocate(bytes.Length);
        bytes.CopyTo(new Span<byte>(text, bytes.Length));
        *(byte**)(entry + 8) = text;
        _texts.Add((nint)text);
    }

    private string Field(ResultNode* node, int index, ArrowType type, int row) => Text(node->Children + index, type, row);
}
