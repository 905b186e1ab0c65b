using Weir.Plugins.Gate;
using Weir.Tests.Plugins.Fixtures;

namespace Weir.Tests.Plugins.Gate;

[Trait("Requirement", "R128")]
[Trait("Requirement", "R132")]
public sealed class LibraryFuzzTests
{
    private const int Rounds = 3000;

    public static TheoryData<string> Subjects => ["native", "managed"];

    [Theory]
    [MemberData(nameof(Subjects))]
    public void Flipped_bytes_end_in_facts_or_in_an_error_with_a_code(string subject)
    {
        byte[] good = Good(subject);
        Random random = new(20260102);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bytes = [.. good];
            int flips = 1 + random.Next(8);
            for (int i = 0; i < flips; i++)
                bytes[Place(random, bytes.Length)] = (byte)random.Next(256);
            Judge(bytes, round);
        }
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public void Every_cut_of_a_library_is_an_error_with_a_code(string subject)
    {
        byte[] good = Good(subject);
        for (int length = 0; length < good.Length; length += 1 + length / 64)
            Assert.True(Judge(good[..length], length) is { FormatFault: not null } or { ManifestFault: not null }, $"{length} bytes were taken for a whole library");
    }

    [Fact]
    public void Numbers_at_their_limits_in_headers_are_told()
    {
        byte[] good = Good("native");
        ulong[] limits = [0, 1, ulong.MaxValue, ulong.MaxValue - 63, long.MaxValue, uint.MaxValue, int.MaxValue, (ulong)good.Length];
        for (int at = 0; at + 8 <= good.Length; at += at < 512 ? 1 : 8)
            foreach (ulong limit in limits)
            {
                byte[] bytes = [.. good];
                BitConverter.TryWriteBytes(bytes.AsSpan(at), limit);
                Judge(bytes, at);
                if (at is >= 512 && at < good.Length - 4096)
                    break;
            }
    }

    [Theory]
    [InlineData("\u007fELF")]
    [InlineData("MZ")]
    [InlineData("")]
    public void Random_bytes_are_an_error_with_a_code(string start)
    {
        Random random = new(77);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bytes = new byte[start.Length + random.Next(4096)];
            random.NextBytes(bytes);
            for (int i = 0; i < start.Length; i++)
                bytes[i] = (byte)start[i];
            PluginFile file = Judge(bytes, round);
            Assert.Null(file.Manifest);
        }
    }

    // Half of all flips hit the headers, where they hurt.
    private static int Place(Random random, int length) =>
        random.Next(2) == 0 ? random.Next(Math.Min(length, 1024)) : random.Next(4) == 0 ? length - 1 - random.Next(Math.Min(length, 4096)) : random.Next(length);

    private static PluginFile Judge(byte[] bytes, int round)
    {
        try
        {
            return PluginFile.Of("/fuzz", bytes);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Round {round} ended with {e.GetType().Name}: {e.Message}", e);
        }
    }

    private static byte[] Good(string subject) =>
        subject == "native" ? BuiltLibraries.Native(ManifestText.Native()) : ProbeSource.Build(ManifestText.Managed());
}
