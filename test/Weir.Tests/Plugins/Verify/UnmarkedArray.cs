using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Tests.Plugins.Verify;

/// <summary>A foreign array of no rows and columns whose release leaves it looking as before.</summary>
internal static unsafe class UnmarkedArray
{
    /// <summary>Takes one over and lets it go.</summary>
    public static void TakeAndRelease()
    {
        void* noValidity = null;
        CArrowArray array = new() { BufferCount = 1, Buffers = &noValidity, Release = &Forget };
        ArrowC.ImportBatch(&array, new Schema()).Dispose();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Forget(CArrowArray* array)
    {
    }
}
