using System.IO.MemoryMappedFiles;
using System.Text;
using Weir.Diagnostics;

namespace Weir.Plugins.Guard;

/// <summary>
/// The last calls into one plugin, in a mapped file: what was written is in the file at once, whatever becomes of
/// the process. A host that ends in order takes the file away, so one that is found tells of a crash.
/// </summary>
internal sealed unsafe class BreadcrumbFile : IDisposable
{
    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly BreadcrumbHeader* _header;
    private readonly BreadcrumbSlot* _slots;

    private BreadcrumbFile(string path, MemoryMappedFile file, MemoryMappedViewAccessor view)
    {
        _path = path;
        _file = file;
        _view = view;
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _header = (BreadcrumbHeader*)(start + view.PointerOffset);
        _slots = (BreadcrumbSlot*)(_header + 1);
    }

    /// <summary>Makes the file; one that stands there is replaced.</summary>
    /// <exception cref="WeirException">WEIR3165: the file cannot be made.</exception>
    public static BreadcrumbFile Create(string path, PluginDescription plugin, GuardedName[] exports, int slots, DateTimeOffset now)
    {
        byte[] names = Names(plugin, exports);
        long namesOffset = BreadcrumbHeader.SizeBytes + ((long)slots * BreadcrumbSlot.SizeBytes);
        try
        {
            MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, mapName: null, namesOffset + names.Length);
            MemoryMappedViewAccessor view = file.CreateViewAccessor();
            view.WriteArray(namesOffset, names, 0, names.Length);
            BreadcrumbFile made = new(path, file, view);
            *made._header = new BreadcrumbHeader
            {
                Magic = BreadcrumbHeader.MagicValue,
                Version = BreadcrumbHeader.CurrentVersion,
                SlotCount = slots,
                ProcessId = Environment.ProcessId,
                NamesBytes = names.Length,
                ClockUtcTicks = now.UtcTicks,
            };
            return made;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PluginCallErrors.BreadcrumbsInvalid(path, e.Message, e);
        }
    }

    public void SetClock(DateTimeOffset now) => Volatile.Write(ref _header->ClockUtcTicks, now.UtcTicks);

    public void Begin(int slot, long ticket, int export, PluginOperation operation, int rows, int thread)
    {
        BreadcrumbSlot* crumb = _slots + slot;
        crumb->StartedUtcTicks = _header->ClockUtcTicks;
        crumb->Export = export;
        crumb->Operation = (int)operation;
        crumb->Rows = rows;
        crumb->Thread = thread;
        Volatile.Write(ref crumb->Ticket, ticket);
    }

    public void End(int slot, long ticket) => Volatile.Write(ref _slots[slot].Ended, ticket);

    /// <summary>Takes the file away: the host ends in order.</summary>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }

    private static byte[] Names(PluginDescription plugin, GuardedName[] exports)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes, Encoding.UTF8);
        writer.Write(plugin.Name);
        writer.Write(plugin.Version);
        writer.Write(exports.Length);
        foreach (GuardedName export in exports)
        {
            writer.Write(export.Kind);
            writer.Write(export.Name);
        }
        writer.Flush();
        return bytes.ToArray();
    }
}
