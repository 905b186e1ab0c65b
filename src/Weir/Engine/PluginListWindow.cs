using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>
/// A window function as a scalar function over lists, each one partition in the order of the window; the result
/// is a list of as many values. A NULL list gives NULL.
/// </summary>
internal sealed unsafe class PluginListWindow(PluginWindow window) : PluginScalar(
    PluginNames.OfWindow(window.Name), [new PluginParameter("rows", null)])
{
    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("results", new ListType(
        window.ResultOf([.. argumentTypes[0].ChildFields[0].Type.ChildFields.Select(field => field.Type)]) with { Name = "item" }));

    public override object? Bind(PluginBinding binding) => binding.ArgumentTypes[0];

    public override object? NewState(object? bound)
    {
        ArrowType list = (ArrowType)bound!;
        return new Work(window, list, ResultOf([list]).Type.ChildFields[0].Type);
    }

    public override void Invoke(ref PluginScalarCall batch) => ((Work)batch.State!).Run(ref batch);

    private sealed class Work(PluginWindow window, ArrowType list, ArrowType result) : IDisposable
    {
        private readonly ListSlices _slices = new(list);
        private readonly PluginResult _result = new(result);

        public void Run(ref PluginScalarCall batch)
        {
            ColumnView lists = batch.Argument(0);
            for (int row = 0; row < batch.RowCount; row++)
            {
                if (lists.IsNull(row))
                {
                    batch.Result.SetNull(row);
                    continue;
                }
                (int start, int length) = lists.ListRange(row);
                batch.Result.AppendList(row, length, out int place);
                if (length == 0)
                    continue;
                batch.Control.ThrowIfCancellationRequested();
                _slices.Take(batch.Nodes->Children, start, length);
                // The elements' own vector is what the node of the elements belongs to.
                _result.Open(batch.Result.Node->Children->Owner, length, place);
                PluginWindowCall call = new(_slices.Nodes, _slices.Types, _result.Column, batch.Control);
                window.Evaluate(ref call);
                _result.Close();
            }
        }

        public void Dispose()
        {
            _slices.Dispose();
            _result.Dispose();
        }
    }
}
