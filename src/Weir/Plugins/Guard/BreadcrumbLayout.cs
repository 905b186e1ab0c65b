using System.Runtime.InteropServices;

namespace Weir.Plugins.Guard;

/// <summary>The start of a breadcrumb file; behind it <see cref="SlotCount"/> times <see cref="BreadcrumbSlot"/>, then the names.</summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
internal struct BreadcrumbHeader
{
    public const int SizeBytes = 64;

    /// <summary><c>WEIRCRMB</c> in ASCII, little-endian.</summary>
    public const ulong MagicValue = 0x424D524352494557;

    public const int CurrentVersion = 1;

    public ulong Magic;
    public int Version;
    public int SlotCount;
    public int ProcessId;
    public int NamesBytes;

    /// <summary>The time as of the watch-dog's last look; calls take theirs from here.</summary>
    public long ClockUtcTicks;
}

/// <summary>The last call of one slot. It was inside the plugin at the end when <see cref="Ended"/> is not <see cref="Ticket"/>.</summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
internal struct BreadcrumbSlot
{
    public const int SizeBytes = 64;

    public long Ticket;
    public long Ended;
    public long StartedUtcTicks;
    public int Export;
    public int Operation;
    public int Rows;
    public int Thread;
}
