using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

/// <summary>Batches as the bytes of an IPC stream.</summary>
internal static class IpcBytes
{
    public static byte[] Of(Schema schema, IEnumerable<RecordBatch> batches)
    {
        using MemoryStream stream = new();
        using ArrowIpcWriter writer = new(stream, schema);
        foreach (RecordBatch batch in batches)
            writer.Write(batch);
        writer.Finish();
        return stream.ToArray();
    }
}

/// <summary>A stream like a slow pipe: no length, no seeking, three bytes at a time.</summary>
internal sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 3)]);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 3));
}
