using Weir.Diagnostics;

namespace Weir.Storage;

/// <summary>
/// The folder of a table while one write puts files into it. A file of its own keeps another writer
/// that failed from removing the folder as empty; a folder that this write made and that is empty in
/// the end goes again, so that a failed first write leaves nothing. The folders above it stay.
/// </summary>
/// <remarks>Used by one thread at a time; any number of processes may write into one folder.</remarks>
/// <param name="path">Absolute.</param>
internal sealed class TableFolder(string path) : IDisposable
{
    private const int AttemptsMax = 64;

    // EEXIST of Unix, ERROR_ALREADY_EXISTS of Windows.
    private const int AlreadyThereOnUnix = 17, AlreadyThereOnWindows = unchecked((int)0x800700B7);

    private string? _hold;
    private bool _made;

    /// <summary>Makes the folder, and those above it, unless it is there; from now on it stays until <see cref="Dispose"/>.</summary>
    /// <exception cref="WeirException">WEIR6xxx: the storage refuses.</exception>
    public void Enter()
    {
        Invariant.Holds(_hold is null);
        string hold = Path.Combine(path, $"{DurableFile.TemporaryPrefix}{Guid.NewGuid():N}.hold");
        for (int attempt = 1; _hold is null; attempt++)
        {
            try
            {
                bool isThere = Directory.Exists(path);
                Directory.CreateDirectory(path);
                _made |= !isThere;
                File.OpenHandle(hold, FileMode.CreateNew, FileAccess.Write, FileShare.None).Dispose();
                _hold = hold;
            }
            catch (IOException gone) when (attempt < AttemptsMax && IsOfLeaving(gone))
            {
                continue; // its maker failed and removed it just now
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                throw StorageErrors.From(cause, "write", path);
            }
        }
    }

    // A folder that is there when it is to be made, and gone when it is looked at, is told as a file in the way.
    private bool IsOfLeaving(IOException error) => error is FileNotFoundException or DirectoryNotFoundException
        || (error.HResult is AlreadyThereOnUnix or AlreadyThereOnWindows && !File.Exists(path));

    /// <summary>
    /// Lets go of the folder. What the system does not let go stays silently: an empty folder or an empty
    /// file that no reader takes for data, and the error that led here says more.
    /// </summary>
    public void Dispose()
    {
        try
        {
            if (_hold is not null)
                File.Delete(_hold);
            if (_made && Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
                Directory.Delete(path, recursive: false);
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
