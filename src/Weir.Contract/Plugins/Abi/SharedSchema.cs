using Weir.Arrow;
using Weir.Arrow.C;

namespace Weir.Plugins.Abi;

/// <summary>A type as a C schema that its owner shows to others as long as it likes.</summary>
internal sealed unsafe class SharedSchema : IDisposable
{
    private readonly NativeBlocks _memory = new();

    /// <summary>A struct with one child an argument.</summary>
    public SharedSchema(IReadOnlyList<ArrowType> types)
        : this(new Field("", new StructType([.. types.Select((type, place) => new Field($"a{place}", type))]), Nullable: false))
    {
    }

    public SharedSchema(Field field)
    {
        Pointer = (CArrowSchema*)_memory.AllocateZeroed(sizeof(CArrowSchema));
        SchemaExport.Column(field, Pointer);
    }

    public CArrowSchema* Pointer { get; }

    public void Dispose()
    {
        if (Pointer->Release != null)
            Pointer->Release(Pointer);
        _memory.Release();
    }
}
