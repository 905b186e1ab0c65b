using System.Runtime.InteropServices;

namespace Weir.Plugins.Guard;

/// <summary>
/// One call that is inside a plugin, as its thread and the watch-dog share it. The thread owns the slot while
/// <see cref="Ticket"/> is not 0; the watch-dog may touch what it points to only between taking and giving back
/// <see cref="Claim"/>, and only when the ticket is still the one it saw.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
internal unsafe struct CallSlot
{
    /// <summary>Two cache lines, so that threads do not disturb each other.</summary>
    public const int SizeBytes = 128;

    /// <summary>No time stamp.</summary>
    public const long NotSeen = -1;

    /// <summary>The slot is taken, and no call runs yet or any more.</summary>
    public const long Busy = -1;

    /// <summary>0: free; <see cref="Busy"/>; else the number of the running call in this slot.</summary>
    [FieldOffset(0)] public long Ticket;

    /// <summary>Calls that ever ran here.</summary>
    [FieldOffset(8)] public long Calls;

    /// <summary>The number that the call looks at to see whether it should stop.</summary>
    [FieldOffset(16)] public int* Flag;

    /// <summary>Stands in where the host has no flag.</summary>
    [FieldOffset(24)] public int OwnFlag;

    /// <summary>1 while the watch-dog touches the call.</summary>
    [FieldOffset(28)] public int Claim;

    /// <summary>The ticket that was told to stop at its deadline.</summary>
    [FieldOffset(32)] public long OverdueTicket;

    /// <summary>The watch-dog's: which ticket it saw first at <see cref="SeenAt"/>.</summary>
    [FieldOffset(40)] public long SeenTicket;

    /// <summary>The watch-dog's: a time stamp.</summary>
    [FieldOffset(48)] public long SeenAt;

    /// <summary>Index of what was called.</summary>
    [FieldOffset(56)] public int Export;

    /// <summary>What was asked of it, a <see cref="PluginOperation"/>.</summary>
    [FieldOffset(60)] public int Operation;

    /// <summary>The watch-dog's: a time stamp of when it first saw that the call was asked to stop; <see cref="NotSeen"/> before.</summary>
    [FieldOffset(64)] public long StopSeenAt;
}
