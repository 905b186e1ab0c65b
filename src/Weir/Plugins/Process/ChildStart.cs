using System.Collections;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Weir.Plugins.Process;

/// <summary>
/// Starts a program with exactly the descriptors that it shall have. The descriptors of this process are closed
/// on exec throughout, so that a program that somebody else starts at the same moment inherits none of them.
/// </summary>
internal static unsafe partial class ChildStart
{
    private const int OpaqueBytes = 1024;
    private const short SetGroupAndSignals = 0x02 | 0x04 | 0x08;

    /// <summary>Starts a program in a process group of its own, so that signals of a terminal do not reach it.</summary>
    /// <param name="program">Path of the executable.</param>
    /// <param name="arguments">The first one is its name.</param>
    /// <param name="descriptors">
    /// What becomes its descriptors 1, 2, 3 and so on; 0 reads nothing. All above these numbers, so that none is overwritten
    /// before it is handed on.
    /// </param>
    /// <returns>The process.</returns>
    /// <exception cref="Win32Exception">The system refused.</exception>
    public static int Run(string program, IReadOnlyList<string> arguments, IReadOnlyList<int> descriptors)
    {
        byte* actions = stackalloc byte[OpaqueBytes];
        byte* attributes = stackalloc byte[OpaqueBytes];
        byte* noSignals = stackalloc byte[128];
        new Span<byte>(noSignals, 128).Clear();
        Check(InitActions(actions));
        Check(InitAttributes(attributes));
        string[] environment = [.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(pair => $"{pair.Key}={pair.Value}")];
        nint* argumentTexts = stackalloc nint[arguments.Count + 1];
        nint[] environmentTexts = new nint[environment.Length + 1];
        try
        {
            Check(SetFlags(attributes, SetGroupAndSignals));
            Check(SetMask(attributes, noSignals));
            Check(AddOpen(actions, 0, "/dev/null", 0, 0));
            for (int i = 0; i < descriptors.Count; i++)
                Check(AddDuplicate(actions, descriptors[i], i + 1));
            CloseTheRest(actions, descriptors.Count + 1);
            for (int i = 0; i < arguments.Count; i++)
                argumentTexts[i] = Marshal.StringToCoTaskMemUTF8(arguments[i]);
            argumentTexts[arguments.Count] = 0;
            for (int i = 0; i < environment.Length; i++)
                environmentTexts[i] = Marshal.StringToCoTaskMemUTF8(environment[i]);
            int process = 0;
            fixed (nint* variables = environmentTexts)
                Check(Spawn(&process, program, actions, attributes, argumentTexts, variables));
            return process;
        }
        finally
        {
            for (int i = 0; i < arguments.Count; i++)
                Marshal.FreeCoTaskMem(argumentTexts[i]);
            foreach (nint text in environmentTexts)
                Marshal.FreeCoTaskMem(text);
            _ = DestroyActions(actions);
            _ = DestroyAttributes(attributes);
        }
    }

    // Descriptors that others in this process left open on exec; older systems cannot, and then the child has them.
    private static void CloseTheRest(void* actions, int first)
    {
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "posix_spawn_file_actions_addclosefrom_np", out nint function))
            Check(((delegate* unmanaged<void*, int, int>)function)(actions, first));
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new Win32Exception(error);
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(void* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(void* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int InitAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int DestroyAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetMask(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(int* process, string program, void* actions, void* attributes, nint* arguments, nint* environment);
}
