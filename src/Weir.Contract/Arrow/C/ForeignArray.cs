namespace Weir.Arrow.C;

/// <summary>
/// An imported C array: moved out of the producer's struct, released once when the last holder
/// goes. The release callback may run on any thread, as the C data interface allows.
/// </summary>
internal sealed unsafe class ForeignArray : ArrowMemory
{
    private CArrowArray _array;

    private ForeignArray(in CArrowArray array)
    {
        _array = array;
        Ledger?.TakeForeign();
    }

    public static ForeignArray Move(CArrowArray* source)
    {
        if (source->Release == null)
            throw ContractErrors.ArrayInvalid(ColumnPath.Root, "the array was already released or moved");
        ForeignArray moved = new(*source);
        source->Release = null;
        return moved;
    }

    /// <summary>The moved root struct; its children are still the producer's structs.</summary>
    public ref readonly CArrowArray Root => ref _array;

    protected override void Free()
    {
        CArrowArray array = _array;
        array.Release(&array);
        Ledger?.ReleaseForeign(isMarked: array.Release == null);
    }
}
