using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Weir.Plugins.Process;

/// <summary>
/// Memory that host and worker share, and the connection over which they wake each other: one question, one
/// answer. Who waits looks at the shared memory for a moment before it sleeps, since waking a sleeper costs more than
/// most calls do; who wakes speaks to the system only when the other one sleeps. More address space is mapped than there is memory, so that the memory grows in place and pointers into it
/// stay. Owns both. Used by one call at a time.
/// </summary>
internal sealed unsafe class SharedChannel : IDisposable
{
    /// <summary>What one call can carry at most, arguments and results together.</summary>
    public const long BytesMax = 1L << 32;

    /// <summary>What there is at first.</summary>
    public const long BytesFirst = 1L << 20;

    /// <summary>Where what is asked begins, behind the header.</summary>
    public const long Start = 4096;

    private const long Alignment = 64;

    // The bells stand between the header and what is asked, a cache line each.
    private const long WorkerBellPlace = 1024;
    private const long HostBellPlace = 1152;

    // States of a bell.
    private const int Quiet = 0;
    private const int Rung = 1;
    private const int Asleep = 2;

    // How often one looks before one sleeps: for some tens of microseconds, about what waking costs. Counted and not
    // timed, since an injected clock may stand still.
    private static readonly int s_looksMax = Environment.ProcessorCount > 1 ? 1_000 : 1;
    private const int LooksBeforeYielding = 32;

    private readonly SafeFileHandle _memory;
    private readonly SafeFileHandle _connection;
    private readonly int _connectionNumber;
    private readonly int* _mine;
    private readonly int* _theirs;
    private long _size;
    // Set as long as a byte is owed: whoever finds the bell asleep sends one.
    private bool _isAsleep;

    /// <summary>The worker's side.</summary>
    public SharedChannel(SafeFileHandle memory, SafeFileHandle connection) : this(memory, connection, isHost: false)
    {
    }

    private SharedChannel(SafeFileHandle memory, SafeFileHandle connection, bool isHost)
    {
        _memory = memory;
        _connection = connection;
        _connectionNumber = Descriptor.Number(connection);
        nint start = PosixProcess.Map(0, unchecked((nuint)BytesMax), PosixProcess.ReadWriteProtection, PosixProcess.SharedWithoutReserve, Descriptor.Number(memory), 0);
        if (start == -1)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        Base = (byte*)start;
        _size = BytesFirst;
        _mine = (int*)(Base + (isHost ? HostBellPlace : WorkerBellPlace));
        _theirs = (int*)(Base + (isHost ? WorkerBellPlace : HostBellPlace));
    }

    public byte* Base { get; private set; }

    public ChannelHeader* Header => (ChannelHeader*)Base;

    /// <summary>Where the next room is given.</summary>
    public long Position { get; private set; }

    /// <summary>Makes both memory and connection; the second handle is for the other side.</summary>
    public static SharedChannel Create(string name, out SafeFileHandle memory, out SafeFileHandle theirs)
    {
        memory = Descriptor.Memory(name, BytesFirst);
        (SafeFileHandle ours, theirs) = Descriptor.Connection();
        return new SharedChannel(memory, ours, isHost: true);
    }

    /// <summary>Gives room from here on.</summary>
    public void StartAt(long position) => Position = position;

    /// <summary>Gives room, aligned to 64 bytes.</summary>
    /// <param name="bytes">How much; 0 gives a place, too.</param>
    /// <returns>Its offset.</returns>
    /// <exception cref="InsufficientMemoryException">One call cannot carry so much, or the system has no more memory.</exception>
    public long Room(long bytes)
    {
        long place = (Position + Alignment - 1) & -Alignment;
        long end = checked(place + bytes);
        if (end > _size)
            Grow(end);
        Position = end;
        return place;
    }

    /// <summary>Copies bytes into the memory.</summary>
    public long Copy(void* from, long bytes)
    {
        long place = Room(bytes);
        Buffer.MemoryCopy(from, Base + place, bytes, bytes);
        return place;
    }

    public long Copy(ReadOnlySpan<byte> bytes)
    {
        long place = Room(bytes.Length);
        bytes.CopyTo(new Span<byte>(Base + place, bytes.Length));
        return place;
    }

    /// <summary>Copies bytes right behind what was last written.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        long place = Position;
        long end = checked(place + bytes.Length);
        if (end > _size)
            Grow(end);
        Position = end;
        bytes.CopyTo(new Span<byte>(Base + place, bytes.Length));
    }

    /// <summary>Whether a range that the other side names lies in memory that is there.</summary>
    public bool Holds(long place, long bytes)
    {
        if (place < 0 || bytes < 0 || place > BytesMax - bytes)
            return false;
        if (place + bytes <= _size)
            return true;
        // The other side may have let the memory grow; it cannot have let it shrink.
        _size = Math.Max(_size, PosixProcess.Seek(Descriptor.Number(_memory), 0, 2));
        return place + bytes <= _size;
    }

    /// <summary>Wakes the other side.</summary>
    /// <returns>False when it was seen to be gone; otherwise <see cref="Receive"/> sees it.</returns>
    public bool Send()
    {
        if (Interlocked.Exchange(ref *_theirs, Rung) != Asleep)
            return true;
        byte signal = 1;
        return PosixProcess.Send(_connectionNumber, &signal, 1, PosixProcess.NoSignal) == 1;
    }

    /// <summary>Waits until the other side wakes this one.</summary>
    /// <returns>Null when it is gone; false when the time set by <see cref="SetPatience"/> has passed.</returns>
    public bool? Receive()
    {
        if (!_isAsleep && (IsRungSoon() || Interlocked.CompareExchange(ref *_mine, Asleep, Quiet) == Rung))
        {
            Volatile.Write(ref *_mine, Quiet);
            return true;
        }
        _isAsleep = true;
        byte signal;
        nint count = PosixProcess.Receive(_connectionNumber, &signal, 1, 0);
        if (count == 1)
        {
            _isAsleep = false;
            Volatile.Write(ref *_mine, Quiet);
            return true;
        }
        return count < 0 && Marshal.GetLastPInvokeError() is PosixProcess.TryAgain or PosixProcess.Interrupted ? false : null;
    }

    /// <summary>Lets <see cref="Receive"/> return after a while without a signal.</summary>
    public void SetPatience(TimeSpan patience)
    {
        PosixProcess.TimeValue value = new() { Seconds = (long)patience.TotalSeconds, Microseconds = patience.Microseconds + (patience.Milliseconds * 1000L) };
        if (PosixProcess.SetSocketOption(_connectionNumber, PosixProcess.SocketLevel, PosixProcess.ReceiveTimeout, &value, (uint)sizeof(PosixProcess.TimeValue)) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public void Dispose()
    {
        if (Base == null)
            return;
        _ = PosixProcess.Unmap((nint)Base, unchecked((nuint)BytesMax));
        Base = null;
        _memory.Dispose();
        _connection.Dispose();
    }

    private bool IsRungSoon()
    {
        for (int look = 0; look < s_looksMax; look++)
        {
            if (Volatile.Read(ref *_mine) == Rung)
                return true;
            // Others that are ready run first.
            if (look % LooksBeforeYielding == LooksBeforeYielding - 1)
                Thread.Yield();
            else
                Thread.SpinWait(1);
        }
        return false;
    }

    private void Grow(long end)
    {
        if (end > BytesMax)
            throw new InsufficientMemoryException($"One call between host and child process can carry {BytesMax >> 30} GiB, this one needs {end} bytes.");
        long size = Math.Min(BytesMax, Math.Max(end, PosixProcess.Seek(Descriptor.Number(_memory), 0, 2)) * 2);
        if (PosixProcess.SetSize(Descriptor.Number(_memory), size) != 0)
            throw new InsufficientMemoryException($"The system has no {size} bytes of memory to share with the child process.", new Win32Exception(Marshal.GetLastPInvokeError()));
        _size = size;
    }
}
