using System.Text;
using Weir.CodeFunctions.Text;
using Weir.Plugins;

namespace Weir.CodeFunctions.Hashing;

/// <summary>What a thread keeps that hashes the texts of values of any type.</summary>
internal sealed class AnyHashBuffers
{
    private string? _sentinel;
    private byte[] _sentinelBytes = [];

    public HashBatch Hashes { get; } = new();

    public TextNormalizer Normalizer { get; } = new();

    public Utf8Writer Text { get; } = new();

    /// <summary>The bytes of the text that NULL counts as.</summary>
    public ReadOnlySpan<byte> Sentinel(string text)
    {
        if (!ReferenceEquals(text, _sentinel))
            (_sentinel, _sentinelBytes) = (text, Encoding.UTF8.GetBytes(text));
        return _sentinelBytes;
    }
}
