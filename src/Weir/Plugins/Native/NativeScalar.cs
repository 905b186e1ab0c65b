using Weir.Arrow;
using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>A scalar function behind the C ABI.</summary>
internal sealed unsafe class NativeScalar : PluginScalar
{
    private readonly AbiFunction _entry;
    private readonly NativeCalls _calls;

    public NativeScalar(NativeSignature signature, string plugin) : base(signature.Name, signature.Parameters)
    {
        _entry = signature.Entry;
        _calls = new NativeCalls(plugin, signature.Name);
        Aliases = signature.Aliases;
        Summary = signature.Summary;
        FurtherArguments = signature.FurtherArguments;
        IsVolatile = signature.Has(AbiFlags.FunctionVolatile);
        SeesNulls = signature.Has(AbiFlags.FunctionSeesNulls);
        IsTotal = signature.Has(AbiFlags.FunctionTotal);
        IsPlanned = signature.Has(AbiFlags.FunctionPlanned);
    }

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => _calls.ResultOf(_entry, argumentTypes);

    public override object Bind(PluginBinding binding)
    {
        Field result = ResultOf(binding.ArgumentTypes);
        if (_entry.Bind == null)
            return new Bound(this, binding.ArgumentTypes, result, null);
        using NativeBinding call = new(binding);
        AbiError error = AbiError.Empty;
        void* bound = null;
        _calls.Check(_entry.Bind(_entry.Context, call.Pointer, &bound, &error), &error);
        return new Bound(this, binding.ArgumentTypes, result, bound);
    }

    public override object NewState(object? bound)
    {
        Bound call = Of(bound);
        void* state = null;
        if (_entry.NewState != null)
        {
            AbiError error = AbiError.Empty;
            _calls.Check(_entry.NewState(_entry.Context, call.Pointer, &state, &error), &error);
        }
        return new State(this, new NativeBatch(call.Types, call.Result), state);
    }

    public override void Invoke(ref PluginScalarCall batch)
    {
        Bound bound = Of(batch.Bound);
        State state = batch.State as State
            ?? throw new InvalidOperationException($"'{Name}' of the plugin '{_calls.Plugin}' was called without a state; states come from NewState.");
        AbiBatch rows = state.Batch.Fill(batch.Nodes, batch.RowCount, batch.RowBits);
        AbiControl control = new() { StructSize = (uint)sizeof(AbiControl), Cancelled = batch.Control.Flag };
        AbiError error = AbiError.Empty;
        CArrowArray result = default;
        int status = _entry.Invoke(_entry.Context, bound.Pointer, state.Pointer, &rows, &control, &result, &error);
        _calls.Take(status, &error, batch.Control, &result, batch.Result);
    }

    private Bound Of(object? bound) => bound as Bound
        ?? throw new InvalidOperationException($"'{Name}' of the plugin '{_calls.Plugin}' was called without being bound.");

    /// <summary>A call in a statement; freed once.</summary>
    private sealed class Bound(NativeScalar owner, IReadOnlyList<ArrowType> types, Field result, void* pointer) : IDisposable
    {
        private int _isFreed;

        public IReadOnlyList<ArrowType> Types => types;

        public Field Result => result;

        public void* Pointer => pointer;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isFreed, 1) == 0 && owner._entry.FreeBound != null)
                owner._entry.FreeBound(owner._entry.Context, pointer);
        }
    }

    /// <summary>The state of one thread; freed once.</summary>
    private sealed class State(NativeScalar owner, NativeBatch batch, void* pointer) : IDisposable
    {
        private int _isFreed;

        public NativeBatch Batch => batch;

        public void* Pointer => pointer;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isFreed, 1) != 0)
                return;
            batch.Dispose();
            if (owner._entry.FreeState != null)
                owner._entry.FreeState(owner._entry.Context, pointer);
        }
    }
}
