using System.Runtime.InteropServices;

namespace Weir.Plugins.Native;

/// <summary>
/// The signal by which .NET on Linux stops a thread for its garbage collector. There is one handler for it in a
/// process. The runtime inside a NativeAOT library puts its own before the host's, and up to .NET 10.0.3 that handler
/// reads a thread-local variable, for which the loader allocates on a thread that never was in the library: a thread
/// of the host that is stopped inside <c>malloc</c> then waits for itself, or spoils the heap. So what a library puts
/// there while it is loaded or entered is taken away again; see docs/decisions/0020.
/// </summary>
internal static unsafe partial class SuspensionSignal
{
    private static readonly Lock Gate = new();
    private static Action _hosts;
    private static int _callCount;

    /// <summary>
    /// Calls into a library that may start a runtime of its own, and leaves the handler as it was before. Calls may
    /// run side by side and inside one another: what all of them restore is what the first of them found.
    /// </summary>
    /// <param name="call">May throw; the handler is put back all the same.</param>
    public static T KeptOver<T>(Func<T> call)
    {
        if (!OperatingSystem.IsLinux())
            return call();
        Enter();
        try
        {
            return call();
        }
        finally
        {
            Leave();
        }
    }

    private static void Enter()
    {
        lock (Gate)
        {
            if (_callCount++ == 0)
                _hosts = Handler();
        }
    }

    private static void Leave()
    {
        lock (Gate)
        {
            _callCount--;
            Action wanted = _hosts;
            if (Handler().Address != wanted.Address && Exchange(Number(), &wanted, null) != 0)
                throw new InvalidOperationException("The system refuses to put back the handler of a signal.");
        }
    }

    /// <summary>The address of the handler of now; 0 where there is no such signal.</summary>
    internal static nint Current() => OperatingSystem.IsLinux() ? Handler().Address : 0;

    private static Action Handler()
    {
        Action now;
        return Exchange(Number(), null, &now) == 0 ? now : throw new InvalidOperationException("The system does not tell the handler of a signal.");
    }

    [LibraryImport("libc", EntryPoint = "__libc_current_sigrtmin")]
    private static partial int Number();

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int Exchange(int signal, Action* wanted, Action* found);

    // struct sigaction of glibc and musl: the handler first, 152 bytes in all on every 64-bit processor, some of which the
    // system leaves as they were. It is handed back whole.
    [StructLayout(LayoutKind.Sequential)]
    private struct Action
    {
        public nint Address;
        public fixed byte Rest[248];
    }
}
