using System.IO.MemoryMappedFiles;
using System.Text;

namespace Weir.Plugins.Guard;

/// <summary>
/// The last calls into one plugin, in a mapped file: what was written is in the file at once, whatever becomes of
/// the process. A host that ends in order takes the file away, so one that is found tells of a crash.
/// </summary>
internal sealed unsafe class BreadcrumbFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly BreadcrumbHeader* _header;
    private readonly BreadcrumbSlot* _slots;

    private BreadcrumbFile(string path, MemoryMappedFile file, MemoryMappedViewAccessor view)
    {
        Path = path;
        _file = file;
        _view = view;
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _header = (BreadcrumbHeader*)(start + view.PointerOffset);
        _slots = (BreadcrumbSlot*)(_header + 1);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Fills an empty file, which this owns from then on, also on failure.</summary>
    /// <exception cref="IOException">There is no room for it.</exception>
    public static BreadcrumbFile Begin(FileStream file, PluginDescription plugin, GuardedName[] exports, int slots, DateTimeOffset now)
    {
        try
        {
            byte[] names = Names(plugin, exports);
            long namesOffset = BreadcrumbHeader.SizeBytes + ((long)slots * BreadcrumbSlot.SizeBytes);
            // Written and not only sized: a page that finds no room on the disk later ends the process.
            file.Write(new byte[namesOffset]);
            file.Write(names);
            file.Flush();
            MemoryMappedFile mapped = MemoryMappedFile.CreateFromFile(
                file, mapName: null, capacity: 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
            BreadcrumbFile made = new(file.Name, mapped, mapped.CreateViewAccessor());
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
        catch
        {
            file.Dispose();
            throw;
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

    /// <summary>Lets the file go; who began it takes it away.</summary>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
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
