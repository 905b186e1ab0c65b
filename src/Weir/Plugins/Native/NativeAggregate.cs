using System.Collections.Concurrent;
using Weir.Arrow;
using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>An aggregate function behind the C ABI; states lie in the host's memory.</summary>
internal sealed unsafe class NativeAggregate : PluginAggregate, IDisposable
{
    private readonly AbiFunction _entry;
    private readonly NativeCalls _calls;
    private readonly NativeBatchPool _batches = new(resultOf: null);
    private readonly ConcurrentDictionary<ArrowType, SharedSchema> _resultTypes = new();

    public NativeAggregate(NativeSignature signature, string plugin) : base(signature.Name, signature.Parameters)
    {
        _entry = signature.Entry;
        _calls = new NativeCalls(plugin, signature.Name);
        Aliases = signature.Aliases;
        Summary = signature.Summary;
        FurtherArguments = signature.FurtherArguments;
        IsVolatile = signature.Has(AbiFlags.FunctionVolatile);
        SeesNulls = signature.Has(AbiFlags.FunctionSeesNulls);
        IsOrderSensitive = signature.Has(AbiFlags.FunctionOrderSensitive);
    }

    public override int StateSizeBytes => (int)_entry.StateSize;

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => _calls.ResultOf(_entry, argumentTypes);

    public override void Initialize(void* state)
    {
        AbiError error = AbiError.Empty;
        _calls.Check(_entry.Initialize(_entry.Context, state, &error), &error);
    }

    public override void Update(ref PluginAggregateCall rows)
    {
        NativeBatch batch = _batches.Take(rows.ArgumentTypes);
        try
        {
            AbiBatch shown = batch.Fill(rows.Nodes, rows.RowCount, rows.RowBits);
            AbiControl control = new() { StructSize = (uint)sizeof(AbiControl), Cancelled = rows.Control.Flag };
            AbiError error = AbiError.Empty;
            _calls.Check(_entry.Update(_entry.Context, &shown, rows.States, &control, &error), &error, rows.Control);
        }
        finally
        {
            _batches.GiveBack(batch);
        }
    }

    public override void Merge(void** sources, void** targets, int count)
    {
        AbiError error = AbiError.Empty;
        _calls.Check(_entry.Merge(_entry.Context, sources, targets, (ulong)count, &error), &error);
    }

    public override void Finish(ReadOnlySpan<nint> states, ref ColumnResult result)
    {
        SharedSchema type = _resultTypes.GetOrAdd(result.Type, static type => new SharedSchema(new Field("", type)));
        AbiError error = AbiError.Empty;
        CArrowArray array = default;
        fixed (nint* first = states)
        {
            int status = _entry.Finish(_entry.Context, (void**)first, (ulong)states.Length, type.Pointer, &array, &error);
            _calls.Take(status, &error, default, &array, result);
        }
    }

    public override void Destroy(ReadOnlySpan<nint> states)
    {
        if (_entry.Destroy == null)
            return;
        fixed (nint* first = states)
            _entry.Destroy(_entry.Context, (void**)first, (ulong)states.Length);
    }

    public void Dispose()
    {
        _batches.Dispose();
        foreach (SharedSchema type in _resultTypes.Values)
            type.Dispose();
        _resultTypes.Clear();
    }
}
