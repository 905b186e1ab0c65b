using System.Buffers;
using System.IO.Pipelines;

namespace LakeService;

/// <summary>A stream that only gathers what is written, and sends it when it is flushed.</summary>
internal sealed class PipeStream(PipeWriter pipe) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => pipe.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => pipe.Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    /// <summary>Sends what was gathered, and waits while the client does not read.</summary>
    /// <exception cref="OperationCanceledException">The client has gone, or the token was cancelled.</exception>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        FlushResult result = await pipe.FlushAsync(cancellationToken);
        if (result.IsCompleted || result.IsCanceled)
            throw new OperationCanceledException("The client reads no more.");
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
