using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Weir.CodeFunctions.Hashing;
using Weir.Plugins;

namespace Weir.Tests.CodeFunctions;

public sealed class HashBatchTests
{
    // Lengths around words and blocks, and some rows without a message.
    private static readonly Gen<byte[]?> Message = Gen.OneOf(
        Gen.Choose(0, 40).SelectMany(length => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(length)).Select(bytes => (byte[]?)bytes),
        Gen.Elements(0, 7, 8, 9, 63, 64, 127, 128, 129, 255, 256, 300).Select(length => (byte[]?)[.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))]),
        Gen.Constant((byte[]?)null));

    [Fact]
    public void The_scalar_hash_equals_the_obvious_one() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Message.ToArbitrary(), message =>
        {
            byte[] input = message ?? [], fast = new byte[64], personal = new byte[16];
            Blake2b.Hash(input, fast);
            HashFamily family = HashFamily.Typed128;
            Blake2b.Hash(input, personal, family.PersonalLow, family.PersonalHigh);
            return fast.AsSpan().SequenceEqual(SlowBlake2b.Hash(input, 64)) && personal.AsSpan().SequenceEqual(SlowBlake2b.Hash(input, 16, "weir.hash.v2"));
        }));

    [Theory]
    [InlineData(8, "")]
    [InlineData(16, "")]
    [InlineData(8, "weir.hash.v2")]
    [InlineData(16, "weir.hash.v2")]
    public void Hashing_four_at_a_time_gives_what_hashing_one_by_one_gives(int digestBytes, string personal)
    {
        HashFamily family = (digestBytes, personal) switch
        {
            (8, "") => HashFamily.Text64,
            (16, "") => HashFamily.Text128,
            (8, _) => HashFamily.Typed64,
            _ => HashFamily.Typed128,
        };
        HashBatch batch = new();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Message.ListOf().ToArbitrary(), messages =>
        {
            byte[]?[] rows = [.. messages];
            return Batched(batch, family, rows).SequenceEqual(rows.Select((message, row) => Slow(message, row, digestBytes, personal)));
        }));
    }

    private static List<string> Batched(HashBatch batch, HashFamily family, byte[]?[] messages)
    {
        List<string> results = [];
        batch.Begin(family);
        for (int row = 0; row < messages.Length; row++)
        {
            bool isFull = messages[row] is { } message ? batch.Add(row, message) : batch.AddNull(row);
            if (isFull || row == messages.Length - 1)
                Flush(batch, family, results);
        }
        return results;
    }

    private static void Flush(HashBatch batch, HashFamily family, List<string> results)
    {
        batch.Compute();
        Utf8Writer text = new();
        for (int place = 0; place < batch.Count; place++)
        {
            text.Clear();
            if (family.DigestBytes == 16 && !batch.IsNull(place))
                batch.AppendHexadecimal(place, text);
            string digest = batch.IsNull(place) ? "NULL" : family.DigestBytes == 8 ? $"{batch.Number(place)}" : Encoding.ASCII.GetString(text.Written);
            results.Add($"{batch.Row(place)}:{digest}");
        }
        batch.Begin(family);
    }

    private static string Slow(byte[]? message, int row, int digestBytes, string personal)
    {
        if (message is null)
            return $"{row}:NULL";
        byte[] digest = SlowBlake2b.Hash(message, digestBytes, personal);
        return digestBytes == 16
            ? $"{row}:{Convert.ToHexStringLower(digest)}"
            : $"{row}:{System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(digest) & long.MaxValue}";
    }
}
