using System.Security.Cryptography;
using Weir.Plugins.Discovery;

namespace Weir.Plugins.Gate;

/// <summary>
/// A library's bytes, read once, and what they say. Whatever is loaded later is loaded from these bytes, so what
/// was checked is what runs.
/// </summary>
internal sealed class PluginFile
{
    /// <summary>The largest library that is read.</summary>
    public const int BytesMax = 1 << 30;

    private PluginFile(string path, byte[] bytes)
    {
        Path = path;
        Bytes = bytes;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    public string Path { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>64 hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>What the headers say; null when they cannot be read.</summary>
    public LibraryFacts? Facts { get; private set; }

    /// <summary>Why the headers cannot be read.</summary>
    public WeirException? FormatFault { get; private set; }

    /// <summary>The manifest inside; null when there is none that can be read.</summary>
    public PluginManifest? Manifest { get; private set; }

    /// <summary>Why there is no manifest; null also when the library is not of a kind whose tables are read.</summary>
    public WeirException? ManifestFault { get; private set; }

    /// <summary>Hash of <see cref="Manifest"/>; null without one.</summary>
    public string? ManifestHash { get; private set; }

    /// <summary>Reads a file and what it says.</summary>
    /// <exception cref="WeirException">WEIR3105: it cannot be read. What is wrong in it is told by the faults.</exception>
    public static PluginFile Read(IPluginFiles files, string path)
    {
        byte[] bytes;
        try
        {
            bytes = files.Read(path, BytesMax);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PluginGateErrors.Unreadable(path, files.HasFile(path) ? e.Message.TrimEnd('.') : "there is no such file", e);
        }
        return Of(path, bytes);
    }

    /// <summary>What bytes say.</summary>
    public static PluginFile Of(string path, byte[] bytes)
    {
        PluginFile file = new(path, bytes);
        try
        {
            file.Facts = LibraryReader.Read(bytes, path);
        }
        catch (WeirException fault)
        {
            file.FormatFault = fault;
            return file;
        }
        try
        {
            file.ReadManifest(file.Facts);
        }
        catch (WeirException fault)
        {
            file.ManifestFault = fault;
        }
        return file;
    }

    private void ReadManifest(LibraryFacts facts)
    {
        if (facts.Kind is null)
            return;
        if (facts.Manifest is not { } utf8)
        {
            throw PluginGateErrors.NoManifest(Path, facts.Kind == PluginKind.Managed
                ? "assembly attribute [PluginManifest]"
                : $"section '{PluginAbi.ManifestSection}'");
        }
        Manifest = ManifestReader.Read(utf8.Span, $"'{Path}'");
        ManifestHash = Gate.ManifestHash.Of(Manifest);
    }
}
