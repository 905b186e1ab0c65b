using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

/// <summary>
/// Stands between a C array and its consumer and counts releases. A test may damage the array
/// meanwhile: what the producer gets back for release is the tree that it made.
/// </summary>
internal sealed unsafe class ReleaseCounter
{
    private readonly List<(nint Place, CArrowArray Original, nint[] Buffers, nint[] Children)> _tree = [];
    private readonly CArrowArray _root;

    private ReleaseCounter(CArrowArray* root)
    {
        _root = *root;
        Remember(root);
    }

    public int Released { get; private set; }

    public static ReleaseCounter Watch(CArrowArray* root)
    {
        ReleaseCounter counter = new(root);
        root->PrivateData = (void*)GCHandle.ToIntPtr(GCHandle.Alloc(counter));
        root->Release = &Release;
        return counter;
    }

    private void Remember(CArrowArray* array)
    {
        _tree.Add(((nint)array, *array, Pointers(array->Buffers, array->BufferCount), Pointers((void**)array->Children, array->ChildCount)));
        for (long i = 0; i < array->ChildCount; i++)
            Remember(array->Children[i]);
        if (array->Dictionary != null)
            Remember(array->Dictionary);
    }

    private static nint[] Pointers(void** table, long count) => new ReadOnlySpan<nint>(table, (int)count).ToArray();

    private void Repair()
    {
        foreach ((nint place, CArrowArray original, nint[] buffers, nint[] children) in _tree)
        {
            // The root struct itself was moved by the consumer; its children stand where they stood.
            if (place != _tree[0].Place)
                *(CArrowArray*)place = original;
            buffers.CopyTo(new Span<nint>(original.Buffers, buffers.Length));
            children.CopyTo(new Span<nint>(original.Children, children.Length));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(CArrowArray* array)
    {
        GCHandle handle = GCHandle.FromIntPtr((nint)array->PrivateData);
        ReleaseCounter self = (ReleaseCounter)handle.Target!;
        handle.Free();
        self.Released++;
        self.Repair();
        CArrowArray root = self._root;
        root.Release(&root);
        array->Release = null;
    }
}
