using System.Globalization;
using Weir.Storage;

namespace Weir.Delta.Log;

/// <summary>What a file of <c>_delta_log</c> is, by its name.</summary>
internal enum LogFileKind
{
    /// <summary><c>n.json</c></summary>
    Commit,

    /// <summary><c>n.checkpoint.parquet</c></summary>
    ClassicCheckpoint,

    /// <summary><c>n.checkpoint.o.p.parquet</c></summary>
    CheckpointPart,

    /// <summary><c>n.checkpoint.u.json</c> and <c>n.checkpoint.u.parquet</c>, always of the v2 spec.</summary>
    UuidCheckpoint,

    /// <summary><c>x.y.compacted.json</c>: what the commits from x to y come to.</summary>
    Compaction,

    /// <summary><c>n.crc</c></summary>
    Checksum,

    /// <summary><c>_last_checkpoint</c>, temporary files: not needed to read.</summary>
    Other,
}

/// <summary>A file of <c>_delta_log</c> with the facts that its name states ("File Types").</summary>
/// <param name="Path">Key in the store.</param>
/// <param name="Kind">What the file is.</param>
/// <param name="Version">The version it belongs to (the last one of a compaction); 0 for <see cref="LogFileKind.Other"/>.</param>
/// <param name="Part">1 to <paramref name="Parts"/> for a checkpoint part, else 1.</param>
/// <param name="Parts">Parts of the whole checkpoint.</param>
internal readonly record struct LogPath(ObjectPath Path, LogFileKind Kind, long Version, int Part = 1, int Parts = 1)
{
    /// <summary>The first version of a compaction; else the version.</summary>
    public long FirstVersion { get; init; } = Version;

    /// <summary>Length as the listing tells it; 0 when the path was not listed.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Last change as the listing tells it; the least value when the path was not listed.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    private const int VersionDigits = 20;
    private const int PartDigits = 10;

    /// <summary>The folder of the log, below the root of the table.</summary>
    public static readonly ObjectPath Folder = ObjectPath.Parse("_delta_log");

    /// <summary>The folder of the parts of v2 checkpoints.</summary>
    public static readonly ObjectPath SidecarFolder = Folder.Append("_sidecars");

    /// <summary>The pointer to a recent checkpoint; a hint, never a truth.</summary>
    public static readonly ObjectPath LastCheckpoint = Folder.Append("_last_checkpoint");

    /// <summary>Where the commit of this version stands or will stand.</summary>
    public static ObjectPath Commit(long version) => Folder.Append($"{Prefix(version)}.json");

    /// <summary>What the names of all files of a version begin with; orders as versions do.</summary>
    public static string Prefix(long version) => version.ToString("D20", CultureInfo.InvariantCulture);

    /// <summary>Where the checksum of this version stands when it has one.</summary>
    public static ObjectPath Checksum(long version) => Folder.Append($"{Prefix(version)}.crc");

    public static LogPath Of(ObjectInfo file) => Of(file.Path) with { SizeBytes = file.SizeBytes, ModifiedAt = file.ModifiedAt };

    public static LogPath Of(ObjectPath path)
    {
        LogPath other = new(path, LogFileKind.Other, 0);
        string[] words = path.Name.Split('.');
        if (!TryNumber(words[0], VersionDigits, out long version))
            return other;
        return words switch
        {
            [_, "json"] => new LogPath(path, LogFileKind.Commit, version),
            [_, "crc"] => new LogPath(path, LogFileKind.Checksum, version),
            [_, string last, "compacted", "json"] when TryNumber(last, VersionDigits, out long end) && end >= version =>
                new LogPath(path, LogFileKind.Compaction, end) { FirstVersion = version },
            [_, "checkpoint", "parquet"] => new LogPath(path, LogFileKind.ClassicCheckpoint, version),
            [_, "checkpoint", string name, "json" or "parquet"] when Guid.TryParseExact(name, "D", out _) =>
                new LogPath(path, LogFileKind.UuidCheckpoint, version),
            [_, "checkpoint", string part, string parts, "parquet"]
                when TryNumber(part, PartDigits, out long o) && TryNumber(parts, PartDigits, out long p)
                    && o >= 1 && o <= p && p <= int.MaxValue =>
                new LogPath(path, LogFileKind.CheckpointPart, version, (int)o, (int)p),
            _ => other,
        };
    }

    private static bool TryNumber(string text, int digits, out long number)
    {
        number = 0;
        return text.Length == digits && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
