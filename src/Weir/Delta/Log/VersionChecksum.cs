using System.Text.Json;
using Weir.Delta.Actions;

namespace Weir.Delta.Log;

/// <summary>What a checksum file says of its version ("Version Checksum File").</summary>
/// <param name="FileCount">Files of the version; null when it does not say.</param>
/// <param name="SizeBytes">Bytes of all its files; null when it does not say.</param>
/// <param name="Protocol">Reader and writer version; null when it does not say.</param>
/// <param name="MetadataId">Id of the table; null when it does not say.</param>
internal sealed record VersionChecksum(long? FileCount, long? SizeBytes, (int Reader, int Writer)? Protocol, string? MetadataId)
{
    /// <summary>Reads a file; null when it cannot be read, for a version can do without one.</summary>
    public static VersionChecksum? Parse(ReadOnlySpan<byte> content)
    {
        try
        {
            JsonCursor json = new(content);
            return json.EnterObject() ? Read(ref json) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static VersionChecksum Read(ref JsonCursor json)
    {
        VersionChecksum checksum = new(null, null, null, null);
        while (json.NextMember())
        {
            if (json.Is("numFiles"u8)) checksum = checksum with { FileCount = json.LooseLong() };
            else if (json.Is("tableSizeBytes"u8)) checksum = checksum with { SizeBytes = json.LooseLong() };
            else if (json.Is("protocol"u8)) checksum = checksum with { Protocol = ReadProtocol(ref json) };
            else if (json.Is("metadata"u8)) checksum = checksum with { MetadataId = ReadId(ref json) };
            else json.Skip();
        }
        return checksum;
    }

    private static (int, int)? ReadProtocol(ref JsonCursor json)
    {
        long? reader = null, writer = null;
        if (!json.EnterObject())
            return null;
        while (json.NextMember())
        {
            if (json.Is("minReaderVersion"u8)) reader = json.LooseLong();
            else if (json.Is("minWriterVersion"u8)) writer = json.LooseLong();
            else json.Skip();
        }
        return reader is { } r && writer is { } w ? ((int)r, (int)w) : null;
    }

    private static string? ReadId(ref JsonCursor json)
    {
        string? id = null;
        if (!json.EnterObject())
            return null;
        while (json.NextMember())
        {
            if (json.Is("id"u8)) id = json.LooseText();
            else json.Skip();
        }
        return id;
    }
}
