using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary>
/// The arguments of batches as Arrow arrays, for a callee behind the C ABI. Made once for the types of a call and
/// filled for batch after batch: memory is reused, and fixed-width values, validity and Arrow's own layouts are
/// handed on in place. What <see cref="Pointers"/> leads to is good until the next <see cref="Fill"/>. One thread at a time.
/// </summary>
internal sealed unsafe class ArgumentArrays : IDisposable
{
    private readonly NativeBlocks _memory = new();
    private readonly ArgumentArray[] _arguments;

    public ArgumentArrays(IReadOnlyList<ArrowType> types)
    {
        _arguments = new ArgumentArray[types.Count];
        Pointers = (CArrowArray**)_memory.AllocateZeroed(Math.Max(1, types.Count) * sizeof(CArrowArray*));
        IsConstant = _memory.AllocateZeroed(Math.Max(1, types.Count));
        for (int i = 0; i < _arguments.Length; i++)
        {
            Pointers[i] = (CArrowArray*)_memory.AllocateZeroed(sizeof(CArrowArray));
            _arguments[i] = new ArgumentArray(types[i], Pointers[i], _memory);
        }
    }

    public CArrowArray** Pointers { get; }

    public byte* IsConstant { get; }

    public void Fill(ColumnNode* nodes)
    {
        for (int i = 0; i < _arguments.Length; i++)
        {
            _arguments[i].Fill(nodes + i, null, nodes[i].Length);
            IsConstant[i] = nodes[i].IsConstant ? (byte)1 : (byte)0;
        }
    }

    public void Dispose()
    {
        foreach (ArgumentArray argument in _arguments)
            argument.Dispose();
        _memory.Release();
    }
}
