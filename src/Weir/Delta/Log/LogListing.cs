using System.Text.Json;
using Weir.Delta.Actions;
using Weir.Storage;

namespace Weir.Delta.Log;

/// <summary>Finds the log files of a version with one listing, two when the hint misleads.</summary>
internal static class LogListing
{
    /// <summary>The segment of a version, or null when the location holds no table.</summary>
    /// <exception cref="WeirException">As <see cref="LogSegment.Choose"/>.</exception>
    public static async Task<LogSegment?> FindAsync(IObjectStore store, long? version, CancellationToken cancellationToken)
    {
        // `_last_checkpoint` may be missing, broken, stale or point to nothing. So it only says where a
        // listing may begin, and what was listed there must prove it: else the whole log is listed.
        if (await ReadHintAsync(store, cancellationToken).ConfigureAwait(false) is { } hint && !(version < hint))
        {
            List<LogPath> tail = await ListAsync(store, LogPath.Prefix(hint), cancellationToken).ConfigureAwait(false);
            LogVersions log = new(tail);
            if (!log.IsEmpty && !(version > log.Latest) && log.NewestCheckpointUpTo(version ?? log.Latest) is not null)
                return LogSegment.Choose(store.Root, tail, version);
        }
        List<LogPath> all = await ListAsync(store, startAfterName: null, cancellationToken).ConfigureAwait(false);
        return new LogVersions(all).IsEmpty ? null : LogSegment.Choose(store.Root, all, version);
    }

    /// <summary>The files of the log, of all versions or of those from a name on.</summary>
    public static async Task<List<LogPath>> ListAsync(IObjectStore store, string? startAfterName, CancellationToken cancellationToken)
    {
        List<LogPath> files = [];
        await foreach (ObjectInfo file in store.ListAsync(LogPath.Folder, startAfterName, cancellationToken).ConfigureAwait(false))
        {
            LogPath path = LogPath.Of(file);
            if (path.Kind != LogFileKind.Other)
                files.Add(path);
        }
        return files;
    }

    private static async Task<long?> ReadHintAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        byte[]? hint = await store.TryReadAsync(LogPath.LastCheckpoint, cancellationToken).ConfigureAwait(false);
        return hint is null ? null : ParseHint(hint);
    }

    private static long? ParseHint(byte[] hint)
    {
        try
        {
            JsonCursor json = new(hint);
            if (!json.EnterObject())
                return null;
            while (json.NextMember())
            {
                if (json.Is("version"u8))
                    return json.LooseLong() is >= 0 and { } version ? version : null;
                json.Skip();
            }
            return null;
        }
        catch (JsonException)
        {
            // A hint that cannot be read is no hint; the log itself is complete without it.
            return null;
        }
    }
}
