using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>Windows on the elements of lists of structs, as nodes of their own, one a field. One thread at a time.</summary>
internal sealed unsafe class ListSlices : IDisposable
{
    private readonly NativeBlocks _memory = new();
    private readonly ColumnNode* _struct;
    private readonly Dictionary<nint, (nint Words, int Count)> _words = [];

    /// <param name="list">A list of structs.</param>
    public ListSlices(ArrowType list)
    {
        ArrowType element = list.ChildFields[0].Type;
        Types = [.. element.ChildFields.Select(field => field.Type)];
        _struct = ColumnNodes.Make(_memory, [VectorShape.Of(element)]);
    }

    /// <summary>One type a field.</summary>
    public IReadOnlyList<ArrowType> Types { get; }

    /// <summary>Nodes of the fields, after elements were taken.</summary>
    public ColumnNode* Nodes => _struct->Children;

    /// <summary>Shows some elements.</summary>
    /// <param name="elements">The node of all elements.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="count">How many.</param>
    public void Take(ColumnNode* elements, int start, int count) => Take(elements, _struct, start, count);

    /// <summary>Finds the rows in which no field is NULL.</summary>
    /// <param name="count">Rows.</param>
    /// <param name="words">Room for a bit a row.</param>
    /// <returns>The words; null when no field of any row is NULL.</returns>
    public ulong* NotNull(int count, ulong* words)
    {
        bool any = _struct->Validity != null;
        if (any)
            new ReadOnlySpan<ulong>(_struct->Validity, (count + 63) / 64).CopyTo(new Span<ulong>(words, (count + 63) / 64));
        for (int i = 0; i < _struct->ChildCount; i++)
        {
            ulong* validity = _struct->Children[i].Validity;
            for (int word = 0; validity != null && word < (count + 63) / 64; word++)
                words[word] = any ? words[word] & validity[word] : validity[word];
            any |= validity != null;
        }
        return any ? words : null;
    }

    public void Dispose() => _memory.Release();

    private void Take(ColumnNode* source, ColumnNode* target, int start, int count)
    {
        ColumnNode* children = target->Children;
        int bytes = source->Layout == ColumnLayout.ListOffsets32 ? sizeof(int) : source->ValueBytes;
        *target = *source;
        target->Length = count;
        target->Data = source->Data == null ? null : (byte*)source->Data + ((nint)start * bytes);
        target->Validity = source->Validity == null ? null : Shifted(target, source->Validity, start, count);
        if (source->Layout != ColumnLayout.Struct)
            return;
        target->Children = children;
        for (int i = 0; i < source->ChildCount; i++)
            Take(source->Children + i, children + i, start, count);
    }

    private ulong* Shifted(ColumnNode* node, ulong* validity, int start, int count)
    {
        int words = (count + 63) / 64;
        (nint Words, int Count) room = _words.GetValueOrDefault((nint)node);
        if (room.Count < words)
        {
            int more = Math.Max(words, Math.Max(EngineChunk.MaskWords, room.Count * 2));
            room = ((nint)_memory.Allocate((long)more * sizeof(ulong)), more);
            _words[(nint)node] = room;
        }
        ulong* target = (ulong*)room.Words;
        int shift = start & 63;
        int last = (start + count - 1) >> 6;
        for (int i = 0, from = start >> 6; i < words; i++, from++)
            target[i] = shift == 0 ? validity[from] : (validity[from] >> shift) | (from < last ? validity[from + 1] << (64 - shift) : 0);
        return target;
    }
}
