using System.Runtime.InteropServices;

namespace Weir.Storage;

/// <summary>
/// The few calls that .NET has no name for. Each returns 0 or the errno of the failure.
/// </summary>
internal static partial class PosixCalls
{
    public const int FileExists = 17;
    private const int LinuxRenameNoReplace = 1;
    private const uint MacRenameExclusive = 4;

    /// <summary>A second name for a file; fails with <see cref="FileExists"/> instead of replacing.</summary>
    public static int Link(string existing, string added) => Errno(LinkNative(existing, added));

    /// <summary>Renames without replacing, on the platforms that can; others answer 38 (ENOSYS).</summary>
    public static int RenameNoReplace(string source, string target)
    {
        const int CurrentFolder = -100;
        try
        {
            return OperatingSystem.IsLinux()
                ? Errno(RenameAt2Native(CurrentFolder, source, CurrentFolder, target, LinuxRenameNoReplace))
                : OperatingSystem.IsMacOS() ? Errno(RenameExclusiveNative(source, target, MacRenameExclusive)) : 38;
        }
        catch (EntryPointNotFoundException)
        {
            return 38; // musl before 1.2.5 has no renameat2
        }
    }

    /// <summary>Makes the names in a folder durable.</summary>
    public static int SyncFolder(string folder)
    {
        int closeOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;
        int descriptor = OpenNative(folder, closeOnExec);
        if (descriptor < 0)
            return Marshal.GetLastPInvokeError();
        int outcome = Errno(SyncNative(descriptor));
        int closed = Errno(CloseNative(descriptor));
        return outcome != 0 ? outcome : closed;
    }

    private static int Errno(int result) => result == 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkNative(string existing, string added);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2Native(int sourceFolder, string source, int targetFolder, string target, uint flags);

    [LibraryImport("libc", EntryPoint = "renamex_np", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameExclusiveNative(string source, string target, uint flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncNative(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseNative(int descriptor);
}
