namespace Weir.Plugins.Process;

/// <summary>Writes into the memory of a channel, byte behind byte. Owns nothing.</summary>
internal sealed class ChannelStream(SharedChannel channel) : Stream
{
    private readonly long _start = channel.Room(0);

    /// <summary>Where the first byte lies.</summary>
    public long Start => _start;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => channel.Position - _start;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => channel.Append(buffer);

    public override void Write(byte[] buffer, int offset, int count) => channel.Append(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
