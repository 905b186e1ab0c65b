using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Weir.Plugins.Process;

/// <summary>Makes descriptors that close on exec.</summary>
internal static unsafe class Descriptor
{
    // Above the numbers that a child gets, so that handing one over never overwrites another.
    private const int HandedFrom = 256;

    /// <summary>Memory without a name that can grow but not shrink: nobody can take pages away under a reader.</summary>
    public static SafeFileHandle Memory(string name, long size)
    {
        SafeFileHandle memory = new(Checked(PosixProcess.CreateMemory(name, PosixProcess.MemoryCloseOnExec | PosixProcess.MemoryMaySeal)), ownsHandle: true);
        Checked(PosixProcess.SetSize(Number(memory), size));
        Checked(PosixProcess.Control(Number(memory), PosixProcess.AddSeals, PosixProcess.SealShrink | PosixProcess.SealSeal));
        return memory;
    }

    /// <summary>Two ends of a connection; both see it when the other one closes.</summary>
    public static (SafeFileHandle Ours, SafeFileHandle Theirs) Connection()
    {
        int* ends = stackalloc int[2];
        Checked(PosixProcess.SocketPair(PosixProcess.UnixFamily, PosixProcess.StreamSocket | PosixProcess.CloseOnExec, 0, ends));
        return (new SafeFileHandle(ends[0], true), new SafeFileHandle(ends[1], true));
    }

    /// <summary>A pipe whose reading end does not block.</summary>
    public static (SafeFileHandle Reading, SafeFileHandle Writing) Pipe()
    {
        int* ends = stackalloc int[2];
        Checked(PosixProcess.Pipe(ends, PosixProcess.CloseOnExec));
        Checked(PosixProcess.Control(ends[0], 4, PosixProcess.NonBlocking));
        return (new SafeFileHandle(ends[0], true), new SafeFileHandle(ends[1], true));
    }

    /// <summary>The same thing under a number that a child's descriptors do not reach.</summary>
    public static SafeFileHandle ForChild(SafeFileHandle handle) =>
        new(Checked(PosixProcess.Control(Number(handle), PosixProcess.DuplicateFrom, HandedFrom)), ownsHandle: true);

    public static int Number(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    private static int Checked(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());
}
