using Weir.Arrow;
using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>A window function behind the C ABI.</summary>
internal sealed unsafe class NativeWindow : PluginWindow, IDisposable
{
    private readonly AbiFunction _entry;
    private readonly NativeCalls _calls;
    private readonly NativeBatchPool _batches;

    public NativeWindow(NativeSignature signature, string plugin) : base(signature.Name, signature.Parameters)
    {
        _entry = signature.Entry;
        _calls = new NativeCalls(plugin, signature.Name);
        _batches = new NativeBatchPool(ResultOf);
        Aliases = signature.Aliases;
        Summary = signature.Summary;
        FurtherArguments = signature.FurtherArguments;
        IsVolatile = signature.Has(AbiFlags.FunctionVolatile);
    }

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => _calls.ResultOf(_entry, argumentTypes);

    public override void Evaluate(ref PluginWindowCall partition)
    {
        NativeBatch batch = _batches.Take(partition.ArgumentTypes);
        try
        {
            AbiBatch shown = batch.Fill(partition.Nodes, partition.RowCount, null);
            AbiControl control = new() { StructSize = (uint)sizeof(AbiControl), Cancelled = partition.Control.Flag };
            AbiError error = AbiError.Empty;
            CArrowArray result = default;
            int status = _entry.Evaluate(_entry.Context, &shown, &control, &result, &error);
            _calls.Take(status, &error, partition.Control, &result, partition.Result);
        }
        finally
        {
            _batches.GiveBack(batch);
        }
    }

    public void Dispose() => _batches.Dispose();
}
