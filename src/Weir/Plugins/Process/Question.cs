namespace Weir.Plugins.Process;

/// <summary>Reads a host's question from a channel and writes the bytes of the answer, on the worker's side.</summary>
internal static unsafe class Question
{
    /// <summary>One bit a row that counts; null for all.</summary>
    public static ulong* Mask(SharedChannel channel) =>
        channel.Header->Mask == 0 ? null : (ulong*)(channel.Base + channel.Header->Mask);

    public static WireReader Payload(SharedChannel channel) =>
        new(Bytes(channel, channel.Header->Payload, channel.Header->PayloadBytes));

    public static byte[] Bytes(SharedChannel channel, long place, long count) =>
        new ReadOnlySpan<byte>(channel.Base + place, checked((int)count)).ToArray();

    public static void Reply(SharedChannel channel, ReadOnlySpan<byte> bytes)
    {
        channel.Header->Answer = channel.Copy(bytes);
        channel.Header->AnswerBytes = bytes.Length;
    }
}
