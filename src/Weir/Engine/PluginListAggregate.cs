using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>
/// An aggregate as a scalar function over lists of its rows, for the forms of a call that the engine cannot do
/// with aggregates of plugins. A NULL list has no rows. Neighbours that share one list are computed once.
/// </summary>
internal sealed unsafe class PluginListAggregate(PluginAggregate aggregate) : PluginScalar(
    PluginNames.OfList(aggregate.Name), [new PluginParameter("rows", null)])
{
    /// <summary>The type of a list of rows.</summary>
    public static ArrowType ListOf(IReadOnlyList<ArrowType?> types) =>
        new ListType(new Field("item", new StructType([.. types.Select((type, i) => new Field($"a{i}", type!))])));

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) =>
        aggregate.ResultOf([.. argumentTypes[0].ChildFields[0].Type.ChildFields.Select(field => field.Type)]);

    public override object? Bind(PluginBinding binding) => binding.ArgumentTypes[0];

    public override object? NewState(object? bound) => new Work(aggregate, (ArrowType)bound!);

    public override void Invoke(ref PluginScalarCall batch) => ((Work)batch.State!).Run(ref batch);

    private sealed class Work(PluginAggregate aggregate, ArrowType list) : IDisposable
    {
        private readonly NativeBlocks _memory = new();
        private readonly ListSlices _slices = new(list);
        private readonly int _stateBytes = (aggregate.StateSizeBytes + 7) & ~7;
        private nint[] _rows = [];
        private byte* _blocks;
        private void** _states;
        private ulong* _words;
        private int _made;
        private int _start;
        private int _count;

        public void Run(ref PluginScalarCall batch)
        {
            Prepare();
            ColumnResult result = batch.Result;
            try
            {
                ColumnView lists = batch.Argument(0);
                (int Start, int Length) before = (-1, -1);
                for (int row = 0; row < batch.RowCount; row++)
                {
                    (int Start, int Length) range = lists.IsNull(row) ? (0, 0) : lists.ListRange(row);
                    if (range != before)
                        Make(batch.Nodes->Children, range, batch.Control);
                    before = range;
                    _rows[row] = (nint)(_blocks + ((nint)(_made - 1) * _stateBytes));
                }
                Flush(batch.Nodes->Children, batch.Control);
                aggregate.Finish(_rows.AsSpan(0, batch.RowCount), ref result);
            }
            finally
            {
                Destroy();
            }
        }

        public void Dispose()
        {
            _slices.Dispose();
            _memory.Release();
        }

        private void Prepare()
        {
            if (_blocks == null)
            {
                _rows = new nint[EngineChunk.RowsMax];
                _blocks = _memory.Allocate((long)_stateBytes * EngineChunk.RowsMax);
                _states = (void**)_memory.Allocate(EngineChunk.RowsMax * sizeof(void*));
                _words = (ulong*)_memory.Allocate(EngineChunk.MaskWords * sizeof(ulong));
            }
            _made = 0;
            _start = 0;
            _count = 0;
        }

        // Elements of lists that follow each other in memory go to the aggregate together.
        private void Make(ColumnNode* elements, (int Start, int Length) range, PluginCallControl control)
        {
            byte* state = _blocks + ((nint)_made * _stateBytes);
            aggregate.Initialize(state);
            _made++;
            for (int taken = 0; taken < range.Length;)
            {
                if (_count == EngineChunk.RowsMax || range.Start + taken != _start + _count)
                {
                    Flush(elements, control);
                    _start = range.Start + taken;
                }
                int count = Math.Min(range.Length - taken, EngineChunk.RowsMax - _count);
                for (int i = 0; i < count; i++)
                    _states[_count + i] = state;
                _count += count;
                taken += count;
            }
        }

        private void Flush(ColumnNode* elements, PluginCallControl control)
        {
            if (_count == 0)
                return;
            control.ThrowIfCancellationRequested();
            _slices.Take(elements, _start, _count);
            ulong* mask = aggregate.SeesNulls ? null : _slices.NotNull(_count, _words);
            PluginAggregateCall call = new(_slices.Nodes, _slices.Types, _count, _states, mask, control);
            _start += _count;
            _count = 0;
            aggregate.Update(ref call);
        }

        private void Destroy()
        {
            for (int i = 0; i < _made; i++)
                _rows[i] = (nint)(_blocks + ((nint)i * _stateBytes));
            if (_made > 0)
                aggregate.Destroy(_rows.AsSpan(0, _made));
        }
    }
}
