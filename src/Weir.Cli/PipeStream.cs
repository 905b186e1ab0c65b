namespace Weir.Cli;

/// <summary>Standard output, with a closed reading end told apart from every other failure.</summary>
internal sealed class PipeStream(Stream inner) : Stream
{
    private const int BrokenPipeUnix = 32;
    private const int BrokenPipeWindows = unchecked((int)0x8007006D);
    private const int ClosingPipeWindows = unchecked((int)0x800700E8);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException error) when (error.HResult is BrokenPipeUnix or BrokenPipeWindows or ClosingPipeWindows)
        {
            throw new BrokenPipeException(error);
        }
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>Whoever read our output has stopped reading, for example <c>| head</c>: the end, not an error.</summary>
internal sealed class BrokenPipeException(IOException cause) : IOException(cause.Message, cause);
