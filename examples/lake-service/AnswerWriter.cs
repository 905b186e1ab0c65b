using Weir.Arrow;

namespace LakeService;

/// <summary>Writes the batches of one answer.</summary>
internal abstract class AnswerWriter : IDisposable
{
    public abstract void Write(RecordBatch batch);

    /// <summary>All rows are written: says so to the client, where the format can.</summary>
    public abstract void Finish();

    public abstract void Dispose();
}

/// <summary>The Arrow IPC streaming format.</summary>
internal sealed class ArrowAnswer(Stream body, Schema schema) : AnswerWriter
{
    private readonly ArrowIpcWriter _writer = new(body, schema);

    public override void Write(RecordBatch batch) => _writer.Write(batch);

    public override void Finish() => _writer.Finish();

    public override void Dispose() => _writer.Dispose();
}

/// <summary>One JSON object a line; the rows have one column with its text.</summary>
internal sealed class JsonLinesAnswer(Stream body) : AnswerWriter
{
    public override void Write(RecordBatch batch)
    {
        ArrowArray lines = batch.Column(0);
        for (int row = 0; row < batch.RowCount; row++)
        {
            body.Write(lines.GetBytes(row));
            body.Write("\n"u8);
        }
    }

    public override void Finish()
    {
    }

    public override void Dispose()
    {
    }
}
