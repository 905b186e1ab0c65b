using System.Runtime.ExceptionServices;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>What one batch of an aggregate needs: nodes, pointers and bits, reused. One thread at a time.</summary>
internal sealed unsafe class PluginAggregateFrame : IDisposable
{
    private readonly NativeBlocks _memory = new();
    private readonly PluginArguments _arguments;
    private readonly PluginResult _result;
    private readonly PluginStates _states;
    private readonly IReadOnlyList<ArrowType> _types;
    private readonly void** _first;
    private readonly void** _second;
    private readonly ulong* _words;

    public PluginAggregateFrame(PluginStates states, IReadOnlyList<ArrowType> types, ArrowType result)
    {
        VectorShape[] shapes = [.. types.Select(VectorShape.Of)];
        // The engine tells nothing about constants when it plans a call of an aggregate.
        using PluginConstants none = new(shapes, new DuckValueHandle?[shapes.Length]);
        _arguments = new PluginArguments(shapes, none);
        _result = new PluginResult(result);
        _states = states;
        _types = types;
        _first = (void**)_memory.Allocate(EngineChunk.RowsMax * sizeof(void*));
        _second = (void**)_memory.Allocate(EngineChunk.RowsMax * sizeof(void*));
        _words = (ulong*)_memory.Allocate(EngineChunk.MaskWords * sizeof(ulong));
    }

    /// <summary>Adds a chunk to the states of its rows. A failure ends all of these states.</summary>
    public void Update(nint chunk, PluginStateHandle** handles)
    {
        int rows = (int)DuckApiVector.ChunkSize(chunk);
        try
        {
            _arguments.Fill(chunk, rows);
            ulong* mask = _states.Aggregate.SeesNulls ? null : _arguments.NotNull(rows);
            for (int row = 0; row < rows; row++)
            {
                _first[row] = PluginStateBlock.StateOf(handles[row]->Block);
                if (handles[row]->Block->Fault != 0)
                    mask = Without(mask, row, rows);
            }
            PluginAggregateCall call = new(_arguments.Nodes, _types, rows, _first, mask, default);
            _states.Aggregate.Update(ref call);
        }
        catch (Exception e)
        {
            Fail(_states, handles, rows, e);
        }
    }

    /// <summary>Merges states pair by pair. A failure ends all the targets; a source that has ended ends its target.</summary>
    public void Merge(PluginStateHandle** sources, PluginStateHandle** targets, int count)
    {
        int pairs = 0;
        try
        {
            for (int i = 0; i < count; i++)
            {
                PluginStateBlock* source = sources[i]->Block, target = targets[i]->Block;
                if (source->Fault != 0 && target->Fault == 0)
                    _states.Fail(target, _states.FaultOf(source));
                if (target->Fault == 0)
                {
                    _first[pairs] = PluginStateBlock.StateOf(source);
                    _second[pairs++] = PluginStateBlock.StateOf(target);
                }
                if (pairs == EngineChunk.RowsMax || (i == count - 1 && pairs > 0))
                {
                    _states.Aggregate.Merge(_first, _second, pairs);
                    pairs = 0;
                }
            }
        }
        catch (Exception e)
        {
            Fail(_states, targets, count, e);
        }
    }

    /// <summary>Writes the results of states, of which there are no more than rows of a chunk.</summary>
    public void Finish(PluginStateHandle** handles, nint vector, int count, int offset)
    {
        for (int i = 0; i < count; i++)
        {
            if (handles[i]->Block->Fault != 0)
                ExceptionDispatchInfo.Throw(_states.FaultOf(handles[i]->Block));
            _first[i] = PluginStateBlock.StateOf(handles[i]->Block);
        }
        _result.Open(vector, count, offset);
        ColumnResult column = _result.Column;
        _states.Aggregate.Finish(new ReadOnlySpan<nint>(_first, count), ref column);
        _result.Close();
    }

    /// <summary>Ends all states of some rows with a failure.</summary>
    public static void Fail(PluginStates states, PluginStateHandle** handles, int count, Exception fault)
    {
        for (int i = 0; i < count; i++)
            if (handles[i]->Block->Fault == 0)
                states.Fail(handles[i]->Block, fault);
    }

    public void Dispose()
    {
        _arguments.Dispose();
        _result.Dispose();
        _memory.Release();
    }

    private ulong* Without(ulong* mask, int row, int rows)
    {
        if (mask != _words)
        {
            int words = (rows + 63) / 64;
            if (mask == null)
                new Span<ulong>(_words, words).Fill(ulong.MaxValue);
            else
                new ReadOnlySpan<ulong>(mask, words).CopyTo(new Span<ulong>(_words, words));
        }
        _words[row >> 6] &= ~(1UL << (row & 63));
        return _words;
    }
}
