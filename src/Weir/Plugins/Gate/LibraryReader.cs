using System.Buffers.Binary;
using System.Text;

namespace Weir.Plugins.Gate;

/// <summary>Tells what a file is by its first bytes and hands it to the reader of its format.</summary>
/// <remarks>Any bytes end in facts or in an error with a code; nothing is run, mapped or trusted.</remarks>
internal static class LibraryReader
{
    private const int TextStartBytes = 512, TextShownCharacters = 32;

    public static LibraryFacts Read(ReadOnlyMemory<byte> file, string path)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        if (bytes.IsEmpty)
            throw PluginGateErrors.Empty(path);
        if (bytes.StartsWith(ElfReader.Magic))
            return ElfReader.Read(file, path);
        if (bytes.StartsWith("MZ"u8))
            return PortableExecutableReader.Read(file, path);
        if (MachKind(bytes) is { } mach)
            return new LibraryFacts { Format = mach, Platform = "osx" };
        if (bytes.StartsWith("!<arch>\n"u8))
            throw PluginGateErrors.FormatUnknown(path, "an archive of object files (a static library)");
        if (TextStart(bytes) is { } start)
            throw PluginGateErrors.IsText(path, start);
        // The start of an ELF or PE header that the file ends in.
        if (ElfReader.Magic.StartsWith(bytes))
            throw PluginGateErrors.Truncated(path, "header", (ulong)ElfReader.HeaderBytes, bytes.Length);
        throw PluginGateErrors.FormatUnknown(path, "neither ELF nor PE nor Mach-O");
    }

    private static string? MachKind(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(uint))
            return null;
        return BinaryPrimitives.ReadUInt32BigEndian(bytes) switch
        {
            0xCFFAEDFE => "Mach-O 64-bit (macOS)",
            0xCEFAEDFE => "Mach-O 32-bit (macOS)",
            0xCAFEBABE or 0xCAFEBABF => "Mach-O for several architectures (macOS)",
            _ => null,
        };
    }

    private static string? TextStart(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = bytes[..Math.Min(bytes.Length, TextStartBytes)];
        foreach (byte b in start)
            if (b < (byte)' ' && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r') || b == 0x7F)
                return null;
        string text = Encoding.UTF8.GetString(start);
        if (text[..^Math.Min(text.Length, 4)].Contains('\uFFFD', StringComparison.Ordinal))
            return null;
        string line = text.TrimStart('\uFEFF').Split('\n', 2)[0].TrimEnd('\r');
        return line.Length <= TextShownCharacters ? line : line[..TextShownCharacters] + "...";
    }
}
