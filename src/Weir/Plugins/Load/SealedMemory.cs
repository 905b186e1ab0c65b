using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Weir.Plugins.Load;

/// <summary>
/// A file of Linux in memory that nobody can change any more, not even this process: what is loaded from its path
/// are the bytes that were put in.
/// </summary>
internal static partial class SealedMemory
{
    private const uint CloseOnExec = 1, AllowSealing = 2;
    private const int AddSeals = 1033;
    private const int SealSeals = 1, SealShrink = 2, SealGrow = 4, SealWrite = 8;

    /// <summary>
    /// Makes the file. It is never closed: the loader knows libraries by their path, and a descriptor's number that
    /// came back for another library would give it the old one.
    /// </summary>
    /// <returns>A path of this process; null when the system has no such files.</returns>
    /// <exception cref="IOException">The bytes cannot be written.</exception>
    public static string? Place(string name, ReadOnlySpan<byte> bytes)
    {
        if (!OperatingSystem.IsLinux() || Create(name, CloseOnExec | AllowSealing) is var descriptor && descriptor < 0)
            return null;
        using (SafeFileHandle file = new(descriptor, ownsHandle: false))
            RandomAccess.Write(file, bytes, 0);
        return Control(descriptor, AddSeals, SealSeals | SealShrink | SealGrow | SealWrite) == 0
            ? string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}")
            : throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, int argument);
}
