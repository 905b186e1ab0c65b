using Weir.Arrow;
using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>A call in a statement as the C structure shows it; lives as long as the call into the plugin.</summary>
internal sealed unsafe class NativeBinding : IDisposable
{
    private readonly NativeBlocks _memory = new();
    private readonly SharedSchema _types;
    private readonly CArrowArray* _constants;

    public NativeBinding(PluginBinding binding)
    {
        int count = binding.ArgumentTypes.Count;
        _types = new SharedSchema(binding.ArgumentTypes);
        Pointer = (AbiBinding*)_memory.AllocateZeroed(sizeof(AbiBinding));
        Pointer->StructSize = (uint)sizeof(AbiBinding);
        Pointer->ArgumentCount = (uint)count;
        Pointer->ArgumentTypes = _types.Pointer;
        Pointer->IsConstant = _memory.AllocateZeroed(Math.Max(1, count));
        for (int i = 0; i < count; i++)
            Pointer->IsConstant[i] = binding.IsConstant[i] ? (byte)1 : (byte)0;
        if (binding.Constants is not RecordBatch constants)
            return;
        _constants = (CArrowArray*)_memory.AllocateZeroed(sizeof(CArrowArray));
        BorrowedBatch.Write(constants, _constants);
        Pointer->Constants = _constants;
    }

    public AbiBinding* Pointer { get; }

    public void Dispose()
    {
        if (_constants != null && _constants->Release != null)
            _constants->Release(_constants);
        _types.Dispose();
        _memory.Release();
    }
}
