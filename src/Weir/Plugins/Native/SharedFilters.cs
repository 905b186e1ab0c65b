using Weir.Arrow;
using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>Filters as C structures; live as long as the call that takes them.</summary>
internal sealed unsafe class SharedFilters : IDisposable
{
    private readonly NativeBlocks _memory = new();
    private readonly List<nint> _values = [];

    public SharedFilters(IReadOnlyList<PluginFilter> filters)
    {
        Count = (uint)filters.Count;
        Pointer = (AbiFilter*)_memory.AllocateZeroed(Math.Max(1, filters.Count) * sizeof(AbiFilter));
        for (int i = 0; i < filters.Count; i++)
        {
            Pointer[i].Column = (uint)filters[i].Column;
            Pointer[i].Operator = (int)filters[i].Operator;
            if (filters[i].Values is RecordBatch values)
                Pointer[i].Values = Write(values);
        }
    }

    /// <summary>Never null, also for no filters: absent and empty differ.</summary>
    public AbiFilter* Pointer { get; }

    public uint Count { get; }

    public void Dispose()
    {
        foreach (nint batch in _values)
            ((CArrowArray*)batch)->Release((CArrowArray*)batch);
        _memory.Release();
    }

    private CArrowArray* Write(RecordBatch values)
    {
        CArrowArray* batch = (CArrowArray*)_memory.AllocateZeroed(sizeof(CArrowArray));
        BorrowedBatch.Write(values, batch);
        _values.Add((nint)batch);
        return batch->Children[0];
    }
}
