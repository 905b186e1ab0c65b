using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary>Arrays that stay their owner's, across the border in both directions.</summary>
internal static unsafe class BorrowedBatch
{
    /// <summary>Reads a struct array that the other side keeps; the batch must not outlive the call.</summary>
    public static RecordBatch Read(CArrowArray* source, Schema schema)
    {
        CArrowArray copy = *source;
        copy.Release = &Keep;
        return ArrowC.ImportBatch(&copy, schema);
    }

    /// <summary>Writes a batch so that no array in it has an offset. The caller releases the target.</summary>
    public static void Write(RecordBatch batch, CArrowArray* target)
    {
        if (batch.Columns.All(HasNoOffset))
        {
            ArrowC.ExportBatch(batch, target);
            return;
        }
        // A single batch would be handed on as it is; with an empty one behind it, it is copied.
        using RecordBatch nothing = batch.Slice(0, 0);
        using RecordBatch copy = RecordBatch.Concat([batch, nothing]);
        ArrowC.ExportBatch(copy, target);
    }

    private static bool HasNoOffset(ArrowArray array)
    {
        bool none = array.Offset == 0;
        for (int i = 0; i < array.ChildCount && none; i++)
            none = HasNoOffset(array.Child(i));
        return none;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Keep(CArrowArray* array) => array->Release = null;
}
