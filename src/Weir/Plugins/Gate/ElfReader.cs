using System.Buffers.Binary;
using System.Text;

namespace Weir.Plugins.Gate;

/// <summary>
/// Reads 64-bit little-endian ELF libraries: header, segments and sections in bounds, the manifest's section, the
/// dynamic symbols, the libraries that are needed. Every offset is checked against the file before it is used, so
/// a cut file is found here and not by the loader, which would die of it.
/// </summary>
internal static class ElfReader
{
    public const int HeaderBytes = 64;

    private const int SegmentBytes = 56, SectionBytes = 64, SymbolBytes = 24, DynamicBytes = 16;
    private const int NameBytesMax = 4096;
    private const uint NoBits = 8, DynamicSection = 6, DynamicSymbols = 11;
    private const ulong NeededTag = 1;
    private const ushort SharedObject = 3;

    public static ReadOnlySpan<byte> Magic => [0x7F, (byte)'E', (byte)'L', (byte)'F'];

    public static LibraryFacts Read(ReadOnlyMemory<byte> file, string path)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        if (bytes.Length < HeaderBytes)
            throw PluginGateErrors.Truncated(path, "ELF header", HeaderBytes, bytes.Length);
        bool is64 = bytes[4] == 2, isLittle = bytes[5] == 1;
        ushort machine = isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[18..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[18..]);
        string architecture = Architecture(machine, is64);
        string format = $"ELF {(is64 ? "64" : "32")}-bit {architecture} library";
        LibraryFacts facts = new() { Format = format, Platform = $"linux-{architecture}", Kind = PluginKind.Native };
        // What is of another shape is of another platform; its tables are not read.
        if (!is64 || !isLittle)
            return facts with { Kind = null, Platform = isLittle ? facts.Platform : $"{facts.Platform} (big-endian)" };
        if (U16(bytes, 16) != SharedObject)
            throw PluginGateErrors.FormatUnknown(path, "an ELF file that is no shared library (a program or an object file)");
        RequireSegments(bytes, path);
        Section[] sections = Sections(bytes, path);
        return facts with
        {
            Manifest = ManifestOf(sections, path) is { } section ? file.Slice((int)section.Offset, (int)section.Size) : (ReadOnlyMemory<byte>?)null,
            HasEntryPoint = Exports(bytes, sections, path),
            SystemLibraries = Needed(bytes, sections, path),
        };
    }

    private readonly record struct Section(string Name, uint Type, ulong Offset, ulong Size, uint Link);

    private static void RequireSegments(ReadOnlySpan<byte> bytes, string path)
    {
        ulong start = U64(bytes, 32);
        int count = U16(bytes, 56);
        if (count > 0 && U16(bytes, 54) != SegmentBytes)
            throw PluginGateErrors.FormatUnknown(path, "an ELF file with program headers of an unknown size");
        RequireInside(bytes, path, "program header table", start, (ulong)count * SegmentBytes);
        for (int i = 0; i < count; i++)
        {
            int at = (int)start + i * SegmentBytes;
            RequireInside(bytes, path, $"segment {i}", U64(bytes, at + 8), U64(bytes, at + 32));
        }
    }

    private static Section[] Sections(ReadOnlySpan<byte> bytes, string path)
    {
        ulong start = U64(bytes, 40);
        int count = U16(bytes, 60), names = U16(bytes, 62);
        if (start == 0 || count == 0)
            return [];
        if (U16(bytes, 58) != SectionBytes)
            throw PluginGateErrors.FormatUnknown(path, "an ELF file with section headers of an unknown size");
        RequireInside(bytes, path, "section header table", start, (ulong)count * SectionBytes);
        Section[] sections = new Section[count];
        for (int i = 0; i < count; i++)
        {
            int at = (int)start + i * SectionBytes;
            sections[i] = new Section("", U32(bytes, at + 4), U64(bytes, at + 24), U64(bytes, at + 32), U32(bytes, at + 40));
            if (sections[i].Type != NoBits)
                RequireInside(bytes, path, $"section {i}", sections[i].Offset, sections[i].Size);
        }
        if (names >= count || sections[names].Type == NoBits)
            throw PluginGateErrors.FormatUnknown(path, "an ELF file without names of its sections");
        for (int i = 0; i < count; i++)
            sections[i] = sections[i] with { Name = Text(bytes, sections[names], U32(bytes, (int)start + i * SectionBytes), path) };
        return sections;
    }

    private static Section? ManifestOf(Section[] sections, string path)
    {
        Section[] found = [.. sections.Where(section => section.Name == PluginAbi.ManifestSection && section.Type != NoBits)];
        if (found.Length > 1)
            throw PluginGateErrors.FormatUnknown(path, $"an ELF library with {found.Length} sections '{PluginAbi.ManifestSection}', of which there must be one");
        return found.Length == 0 ? null : found[0];
    }

    private static bool Exports(ReadOnlySpan<byte> bytes, Section[] sections, string path)
    {
        foreach (Section table in sections.Where(section => section.Type == DynamicSymbols))
        {
            Section names = Linked(sections, table, path);
            for (ulong i = 0; i < table.Size / SymbolBytes; i++)
            {
                int at = (int)(table.Offset + i * SymbolBytes);
                int binding = bytes[at + 4] >> 4, visibility = bytes[at + 5] & 3;
                bool isDefined = U16(bytes, at + 6) != 0, isGlobal = binding is 1 or 2, isSeen = visibility is 0 or 3;
                if (isDefined && isGlobal && isSeen && Is(bytes, names, U32(bytes, at), PluginAbi.EntryPoint))
                    return true;
            }
        }
        return false;
    }

    private static List<string> Needed(ReadOnlySpan<byte> bytes, Section[] sections, string path)
    {
        List<string> needed = [];
        foreach (Section table in sections.Where(section => section.Type == DynamicSection))
        {
            Section names = Linked(sections, table, path);
            for (ulong i = 0; i < table.Size / DynamicBytes; i++)
            {
                int at = (int)(table.Offset + i * DynamicBytes);
                if (U64(bytes, at) == 0)
                    break;
                if (U64(bytes, at) == NeededTag)
                    needed.Add(Text(bytes, names, U64(bytes, at + 8), path));
            }
        }
        return needed;
    }

    private static Section Linked(Section[] sections, Section table, string path) =>
        table.Link < sections.Length && sections[table.Link].Type != NoBits
            ? sections[table.Link]
            : throw PluginGateErrors.FormatUnknown(path, "an ELF file whose tables name no texts");

    private static bool Is(ReadOnlySpan<byte> bytes, Section texts, ulong offset, string expected)
    {
        if (offset >= texts.Size)
            return false;
        ReadOnlySpan<byte> text = bytes.Slice((int)(texts.Offset + offset), (int)(texts.Size - offset));
        if (text.Length <= expected.Length || text[expected.Length] != 0)
            return false;
        for (int i = 0; i < expected.Length; i++)
            if (text[i] != expected[i])
                return false;
        return true;
    }

    private static string Text(ReadOnlySpan<byte> bytes, Section texts, ulong offset, string path)
    {
        if (offset >= texts.Size)
            throw PluginGateErrors.FormatUnknown(path, "an ELF file with a name outside its table of texts");
        ReadOnlySpan<byte> text = bytes.Slice((int)(texts.Offset + offset), (int)Math.Min(texts.Size - offset, NameBytesMax));
        int end = text.IndexOf((byte)0);
        return end < 0
            ? throw PluginGateErrors.FormatUnknown(path, "an ELF file with a name without end")
            : Encoding.UTF8.GetString(text[..end]);
    }

    private static void RequireInside(ReadOnlySpan<byte> bytes, string path, string part, ulong offset, ulong size)
    {
        if (offset > (ulong)bytes.Length || size > (ulong)bytes.Length - offset)
            throw PluginGateErrors.Truncated(path, part, offset > ulong.MaxValue - size ? ulong.MaxValue : offset + size, bytes.Length);
    }

    private static string Architecture(ushort machine, bool is64) => machine switch
    {
        0x3E => "x64",
        0x03 => "x86",
        0xB7 => "arm64",
        0x28 => "arm",
        0xF3 => is64 ? "riscv64" : "riscv32",
        0x102 => "loongarch64",
        0x15 => "ppc64le",
        0x16 => "s390x",
        _ => $"machine-0x{machine:x}",
    };

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ulong U64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
