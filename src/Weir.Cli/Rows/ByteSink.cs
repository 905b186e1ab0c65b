using System.Buffers;

namespace Weir.Cli.Rows;

/// <summary>Collects the bytes of rows and hands them to a stream in pieces of about 64 KiB.</summary>
internal sealed class ByteSink(Stream output) : IBufferWriter<byte>
{
    private const int FlushBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _bytes = new(2 * FlushBytes);

    public void Advance(int count) => _bytes.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);

    /// <summary>Called between rows: hands over what has gathered when it is worth a call.</summary>
    public void RowDone()
    {
        if (_bytes.WrittenCount >= FlushBytes)
            Flush();
    }

    public void Flush()
    {
        if (_bytes.WrittenCount is 0)
            return;
        output.Write(_bytes.WrittenSpan);
        output.Flush();
        _bytes.ResetWrittenCount();
    }
}
