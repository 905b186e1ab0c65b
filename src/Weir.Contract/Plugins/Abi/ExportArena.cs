using System.Runtime.InteropServices;
using System.Text;
using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary>What one exported structure stands on: native blocks, texts, schemas and handles, freed together.</summary>
internal sealed unsafe class ExportArena : IDisposable
{
    private readonly NativeBlocks _blocks = new();
    private readonly List<GCHandle> _handles = [];
    private readonly List<SharedSchema> _schemas = [];

    /// <summary>A zeroed array; null for none.</summary>
    public T* Array<T>(int count) where T : unmanaged => (T*)_blocks.AllocateZeroed((long)count * sizeof(T));

    /// <summary>A text; null is absent.</summary>
    public AbiText Text(string? text)
    {
        if (text is null)
            return default;
        int length = Encoding.UTF8.GetByteCount(text);
        byte* data = _blocks.AllocateZeroed(length + 1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(data, length));
        return new AbiText { Data = data, Length = (ulong)length };
    }

    public AbiText* Texts(IReadOnlyList<string> texts)
    {
        AbiText* first = Array<AbiText>(texts.Count);
        for (int i = 0; i < texts.Count; i++)
            first[i] = Text(texts[i]);
        return first;
    }

    /// <summary>A type as a C schema; null stays null.</summary>
    public CArrowSchema* Type(ArrowType? type)
    {
        if (type is null)
            return null;
        _schemas.Add(new SharedSchema(new Field("", type)));
        return _schemas[^1].Pointer;
    }

    /// <summary>A context by which callbacks find an object again.</summary>
    public void* Handle(object target)
    {
        _handles.Add(GCHandle.Alloc(target));
        return (void*)GCHandle.ToIntPtr(_handles[^1]);
    }

    public static T Of<T>(void* context) where T : class => (T)GCHandle.FromIntPtr((nint)context).Target!;

    public void Dispose()
    {
        foreach (GCHandle handle in _handles)
            handle.Free();
        foreach (SharedSchema schema in _schemas)
            schema.Dispose();
        _blocks.Release();
    }
}
