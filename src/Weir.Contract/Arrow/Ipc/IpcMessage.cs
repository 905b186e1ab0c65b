using System.Runtime.InteropServices;

namespace Weir.Arrow.Ipc;

/// <summary>
/// One encapsulated message: continuation marker, metadata length, metadata, body. Memory grows
/// with what really arrives, never with what a length field claims.
/// </summary>
internal sealed unsafe class IpcMessage(byte[] metadata)
{
    private const int ChunkBytes = 1 << 20;

    public byte[] Metadata => metadata;

    /// <summary>The next message, or null at the end-of-stream marker or the end of the bytes.</summary>
    public static IpcMessage? Read(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[8];
        int got = stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        if (got == 0)
            return null;
        if (got < prefix.Length)
            throw Truncated(prefix.Length, got);
        uint marker = MemoryMarshal.Read<uint>(prefix);
        if (marker != IpcFormat.Continuation)
            throw ContractErrors.IpcInvalid("stream", $"a message begins with 0x{marker:X8} instead of the continuation marker 0xFFFFFFFF");
        int length = MemoryMarshal.Read<int>(prefix[4..]);
        if (length == 0)
            return null;
        if (length < 0 || length % IpcFormat.Alignment != 0)
            throw ContractErrors.IpcInvalid("stream", $"the metadata length {length} is not a positive multiple of {IpcFormat.Alignment}");
        using GrowingBuffer buffer = new();
        Fill(stream, buffer, length);
        return new IpcMessage(new ReadOnlySpan<byte>(buffer.Start, length).ToArray());
    }

    /// <summary>Reads the body into aligned memory of the owner; null for an empty one.</summary>
    public static byte* ReadBody(Stream stream, long length, NativeBlocks owner)
    {
        using GrowingBuffer buffer = new();
        Fill(stream, buffer, length);
        return buffer.HandOver(owner);
    }

    public static void Write(Stream stream, ReadOnlySpan<byte> metadata)
    {
        Span<byte> prefix = stackalloc byte[8];
        MemoryMarshal.Write(prefix, IpcFormat.Continuation);
        MemoryMarshal.Write(prefix[4..], metadata.Length);
        stream.Write(prefix);
        stream.Write(metadata);
    }

    public static void WriteEnd(Stream stream) => Write(stream, []);

    private static void Fill(Stream stream, GrowingBuffer buffer, long length)
    {
        if (stream.CanSeek && length > stream.Length - stream.Position)
            throw Truncated(length, stream.Length - stream.Position);
        while (buffer.ByteLength < length)
        {
            int chunk = (int)Math.Min(length - buffer.ByteLength, Math.Max(ChunkBytes, Math.Min(buffer.ByteLength, 1 << 30)));
            Span<byte> room = buffer.AppendRoom(chunk);
            int got = stream.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
            if (got < room.Length)
                throw Truncated(length, buffer.ByteLength - room.Length + got);
        }
    }

    private static WeirException Truncated(long expected, long got) =>
        ContractErrors.IpcInvalid("stream", $"it ends after {got} of {expected} bytes of a message");
}
