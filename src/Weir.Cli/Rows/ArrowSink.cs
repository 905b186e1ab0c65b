using Weir.Arrow;

namespace Weir.Cli.Rows;

/// <summary>Rows as an Arrow IPC stream; its end-of-stream mark comes only when every row was written.</summary>
internal sealed class ArrowSink(Stream output) : RowSink
{
    private ArrowIpcWriter? _writer;

    public override void Begin(Schema schema) => _writer = new ArrowIpcWriter(output, schema);

    public override void Write(RecordBatch batch) => _writer!.Write(batch);

    public override void End()
    {
        _writer!.Finish();
        output.Flush();
    }
}
