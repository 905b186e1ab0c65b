using System.Runtime.InteropServices;
using System.Text;
using Weir.Diagnostics;
using Weir.Plugins.Guard;

namespace Weir.Plugins;

/// <summary>
/// What a host was doing with a plugin when it ended without order: read from the file that the host kept. After a
/// crash inside native code nothing else tells which function it was.
/// </summary>
/// <param name="Plugin">Name of the plugin.</param>
/// <param name="PluginVersion">Its version.</param>
/// <param name="ProcessId">The host's process.</param>
/// <param name="Calls">The last call of every thread: first those that were inside the plugin at the end, then by time, newest first.</param>
public sealed record PluginBreadcrumbs(string Plugin, string PluginVersion, int ProcessId, IReadOnlyList<PluginBreadcrumb> Calls)
{
    private const int FileBytesMax = 16 << 20;

    /// <summary>The file that it was read from.</summary>
    public required string Path { get; init; }

    /// <summary>The last that was seen of the host, to half a second, in UTC.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>The hosts that died, or were ended, while a call was inside a plugin of theirs.</summary>
    /// <param name="stateFolder">As in the options of the runtime: null for the user's own, empty for none.</param>
    /// <returns>One entry a host and plugin, newest first; without those of hosts that still run.</returns>
    /// <remarks>What has nothing to tell any more is taken away: hosts that ended outside of their plugins.</remarks>
    public static IReadOnlyList<PluginBreadcrumbs> OfEndedHosts(string? stateFolder = null)
    {
        List<PluginBreadcrumbs> found = [];
        foreach (string file in BreadcrumbFolder.OfEndedHosts(StateFolder.Of(stateFolder)))
        {
            if (TryRead(file) is { } crumbs && crumbs.Calls.Any(call => call.IsInside))
                found.Add(crumbs);
            else
                File.Delete(file);
        }
        return found;
    }

    /// <summary>Takes the file away, when all that it tells has been told.</summary>
    public void Forget() => File.Delete(Path);

    /// <summary>Reads a breadcrumb file, also one of a host that still runs.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What it tells.</returns>
    /// <exception cref="WeirException">WEIR3165: the file is missing, or is no breadcrumb file of this version.</exception>
    public static PluginBreadcrumbs Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length is < BreadcrumbHeader.SizeBytes or > FileBytesMax)
                throw PluginCallErrors.BreadcrumbsInvalid(path, $"it has {file.Length} bytes");
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return Parse(path, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw PluginCallErrors.BreadcrumbsInvalid(path, e.Message, e);
        }
    }

    // A host may have died while it made the file.
    private static PluginBreadcrumbs? TryRead(string path)
    {
        try
        {
            return Read(path);
        }
        catch (WeirException)
        {
            return null;
        }
    }

    private static PluginBreadcrumbs Parse(string path, byte[] bytes)
    {
        BreadcrumbHeader header = MemoryMarshal.Read<BreadcrumbHeader>(bytes);
        if (header.Magic != BreadcrumbHeader.MagicValue || header.Version != BreadcrumbHeader.CurrentVersion)
            throw PluginCallErrors.BreadcrumbsInvalid(path, "it does not begin as one of version 1");
        long namesOffset = BreadcrumbHeader.SizeBytes + ((long)header.SlotCount * BreadcrumbSlot.SizeBytes);
        if (header.SlotCount < 0 || header.NamesBytes < 0 || namesOffset + header.NamesBytes > bytes.Length)
            throw PluginCallErrors.BreadcrumbsInvalid(path, "it is cut off");
        using BinaryReader names = new(new MemoryStream(bytes, (int)namesOffset, header.NamesBytes, writable: false), Encoding.UTF8);
        (string plugin, string version) = (names.ReadString(), names.ReadString());
        GuardedName[] exports = new GuardedName[Math.Clamp(names.ReadInt32(), 0, header.NamesBytes)];
        for (int i = 0; i < exports.Length; i++)
            exports[i] = new GuardedName(names.ReadString(), names.ReadString());
        ReadOnlySpan<BreadcrumbSlot> slots = MemoryMarshal.Cast<byte, BreadcrumbSlot>(
            bytes.AsSpan(BreadcrumbHeader.SizeBytes, header.SlotCount * BreadcrumbSlot.SizeBytes));
        return new PluginBreadcrumbs(plugin, version, header.ProcessId, CallsOf(slots, exports))
        {
            Path = path,
            LastSeenAt = Time(header.ClockUtcTicks),
        };
    }

    private static PluginBreadcrumb[] CallsOf(ReadOnlySpan<BreadcrumbSlot> slots, GuardedName[] exports)
    {
        List<PluginBreadcrumb> calls = [];
        foreach (BreadcrumbSlot slot in slots)
        {
            if (slot.Ticket == 0 || (uint)slot.Export >= (uint)exports.Length)
                continue;
            GuardedName export = exports[slot.Export];
            calls.Add(new PluginBreadcrumb(export.Kind, export.Name, (PluginOperation)slot.Operation, slot.Rows, slot.Thread,
                Time(slot.StartedUtcTicks), slot.Ended != slot.Ticket));
        }
        return [.. calls.OrderByDescending(call => call.IsInside).ThenByDescending(call => call.StartedAt)];
    }

    private static DateTimeOffset Time(long utcTicks) =>
        utcTicks >= 0 && utcTicks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(utcTicks, TimeSpan.Zero) : default;
}
