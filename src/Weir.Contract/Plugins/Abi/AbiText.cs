using System.Text;

namespace Weir.Plugins.Abi;

/// <summary><c>weir_text</c>: borrowed UTF-8. A null pointer is absent, a length of 0 with a pointer is empty.</summary>
internal unsafe struct AbiText
{
    public byte* Data;
    public ulong Length;

    public readonly bool IsAbsent => Data == null;

    /// <summary>The text, or null when it is absent.</summary>
    /// <exception cref="FormatException">It is not UTF-8, or longer than a string can be.</exception>
    public readonly string? Read()
    {
        if (Data == null)
            return null;
        if (Length > int.MaxValue / 2)
            throw new FormatException($"a text claims {Length} bytes");
        try
        {
            return Strict.GetString(Data, (int)Length);
        }
        catch (DecoderFallbackException error)
        {
            throw new FormatException("a text is not valid UTF-8", error);
        }
    }

    private static Encoding Strict { get; } = new UTF8Encoding(false, throwOnInvalidBytes: true);
}
