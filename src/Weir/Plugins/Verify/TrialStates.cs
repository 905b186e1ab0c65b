using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>States of an aggregate in native memory, initialised once and destroyed once.</summary>
internal sealed unsafe class TrialStates : IDisposable
{
    private readonly NativeBlocks _memory = new();
    private readonly PluginAggregate _function;
    private nint[] _states;

    /// <param name="function">The aggregate.</param>
    /// <param name="count">States.</param>
    /// <param name="filling">What a state's bytes hold before it is initialised.</param>
    public TrialStates(PluginAggregate function, int count, byte filling)
    {
        _function = function;
        _states = new nint[count];
        for (int i = 0; i < count; i++)
        {
            byte* state = _memory.Allocate(function.StateSizeBytes);
            new Span<byte>(state, function.StateSizeBytes).Fill(filling);
            function.Initialize(state);
            _states[i] = (nint)state;
        }
    }

    public void Update(TrialArguments arguments, Func<int, int> groupOf)
    {
        void** states = (void**)_memory.AllocateZeroed((arguments.RowCount + 1) * sizeof(void*));
        for (int row = 0; row < arguments.RowCount; row++)
            states[row] = (void*)_states[groupOf(row)];
        PluginAggregateCall rows = new(
            arguments.Nodes, arguments.Types, arguments.RowCount, states, _function.SeesNulls ? null : arguments.Wanted, default);
        _function.Update(ref rows);
    }

    public void Merge(int source, int target)
    {
        void* from = (void*)_states[source];
        void* to = (void*)_states[target];
        _function.Merge(&from, &to, 1);
    }

    public IReadOnlyList<string> Finish(ArrowType type, byte filling)
    {
        using CollectedResult result = new(type, _states.Length, isArrow: false, filling);
        ColumnResult place = result.Place();
        _function.Finish(_states, ref place);
        return result.Rows();
    }

    /// <summary>Frees one state before the others; those behind it move up.</summary>
    public void Free(int state)
    {
        _function.Destroy([_states[state]]);
        _states = [.. _states.Where((_, place) => place != state)];
    }

    public void Dispose()
    {
        _function.Destroy(_states);
        _memory.Release();
    }
}
