namespace Weir.Diagnostics;

/// <summary>Errors of reading, listing and writing files (WEIR6xxx).</summary>
internal static class StorageErrors
{
    private static readonly ErrorCode NotFoundCode = new(
        "WEIR6001", "ObjectNotFound",
        "A file that was asked for does not exist.",
        "Check the location, and whether another program removed the file meanwhile.");

    private static readonly ErrorCode AccessDeniedCode = new(
        "WEIR6002", "AccessDenied",
        "The operating system refused access to a file or folder.",
        "Give the account of this process the right to read (or write) it, or mount it writable.");

    private static readonly ErrorCode NoSpaceLeftCode = new(
        "WEIR6003", "NoSpaceLeft",
        "The device or the quota is full, or the file is larger than the process may write.",
        "Free space or raise the quota, then run the write again; nothing of it was kept.");

    private static readonly ErrorCode InputOutputCode = new(
        "WEIR6004", "StorageFailure",
        "Reading or writing failed in the file system.",
        "Look at the system's message in the error; check the disk and the mount.");

    private static readonly ErrorCode PathInvalidCode = new(
        "WEIR6005", "PathInvalid",
        "A path is not a plain path below the root of its store.",
        "Use segments separated by '/', without '.', '..', empty segments or NUL characters.");

    private static readonly ErrorCode NoAtomicCreateCode = new(
        "WEIR6006", "NoAtomicCreate",
        "The file system cannot create a file without replacing one that is there.",
        "Put the table on a file system with hard links or exclusive renames.");

    private static readonly ErrorCode NotAFileCode = new(
        "WEIR6007", "NotAFile",
        "A folder stands where a file is expected, or a file where a folder is.",
        "Check the location; move what stands in the way.");

    private static readonly ErrorCode StraysLeftCode = new(
        "WEIR6008", "StraysLeft",
        "A write failed, and its data files could not all be removed afterwards.",
        "No version refers to the files that stay: delete those that the error names.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
    [
        NotFoundCode, AccessDeniedCode, NoSpaceLeftCode, InputOutputCode,
        PathInvalidCode, NoAtomicCreateCode, NotAFileCode, StraysLeftCode,
    ];

    public static WeirException NotFound(string path, Exception? cause = null) =>
        Make(NotFoundCode, path, $"there is no file '{path}'.", cause);

    public static WeirException PathInvalid(string path, string why) =>
        Make(PathInvalidCode, path, $"the path '{path}' {why}. {PathInvalidCode.Remedy}");

    public static WeirException NoAtomicCreate(string path, int errno) =>
        Make(NoAtomicCreateCode, path,
            $"'{path}' cannot be created without replacing: its file system offers neither hard links nor exclusive " +
            $"renames (errno {errno}). {NoAtomicCreateCode.Remedy}");

    /// <summary>What a failed system call means.</summary>
    /// <param name="cause">The failure as .NET reports it.</param>
    /// <param name="doing">A verb: <c>read</c>, <c>list</c>, <c>write</c>, <c>delete</c>.</param>
    /// <param name="path">The file or folder that the call was about.</param>
    /// <param name="strayFile">A temporary file that could not be removed after the failure, if any.</param>
    public static WeirException From(Exception cause, string doing, string path, string? strayFile = null)
    {
        string stray = strayFile is null ? "" : $" The temporary file '{strayFile}' stays; no reader takes it for data.";
        return cause switch
        {
            WeirException known when strayFile is null => known,
            FileNotFoundException or DirectoryNotFoundException => NotFound(path, cause),
            UnauthorizedAccessException when Directory.Exists(path) => NotAFile(doing, path, cause),
            UnauthorizedAccessException => Make(AccessDeniedCode, path,
                $"{Caused.By($"could not {doing} '{path}'", cause)} {AccessDeniedCode.Remedy}{stray}", cause),
            IOException io when IsFull(io) => Make(NoSpaceLeftCode, path,
                $"could not {doing} '{path}': no space is left ({cause.Message}). {NoSpaceLeftCode.Remedy}{stray}", cause),
            IOException io when IsReadOnly(io) => Make(AccessDeniedCode, path,
                $"could not {doing} '{path}': the file system is read-only. {AccessDeniedCode.Remedy}{stray}", cause),
            IOException when doing is "read" && Directory.Exists(path) => NotAFile(doing, path, cause),
            _ => Make(InputOutputCode, path,
                $"{Caused.By($"could not {doing} '{path}'", cause)} {InputOutputCode.Remedy}{stray}", cause),
        };
    }

    /// <summary>The engine met a full disk.</summary>
    /// <param name="message">Its own words, with the file.</param>
    /// <param name="cause">The error of its statement; its facts are taken over.</param>
    public static WeirException NoSpaceLeft(string message, WeirException cause) => new(
        NoSpaceLeftCode.Id, $"the engine ran out of disk space: {message.TrimEnd('.')}. {NoSpaceLeftCode.Remedy}", cause)
    {
        Details = cause.Details,
    };

    /// <summary>A write failed, and so did removing its files.</summary>
    /// <param name="root">Root of the table.</param>
    /// <param name="writeId">Part of the names of all files of the write.</param>
    /// <param name="files">The files that are known to stay.</param>
    /// <param name="cause">Why the write failed.</param>
    /// <param name="cleaning">Why removing failed.</param>
    public static WeirException StraysLeft(
        string root, string writeId, IReadOnlyCollection<string> files, Exception cause, WeirException cleaning)
    {
        string because = cause is WeirException known ? $"{known.Code}: {known.Message}" : cause.Message;
        string which = files.Count == 0
            ? $"files whose names hold '{writeId}' may stay"
            : $"these files stay: {string.Join(", ", files.Select(file => $"'{file}'"))}";
        return new WeirException(StraysLeftCode.Id,
            $"writing to '{root}' failed ({because}), and so did removing its files ({cleaning.Code}: {cleaning.Message}); " +
            $"{which}. No version refers to them, they can be deleted.",
            cause)
        {
            Details = new Dictionary<string, string>
            {
                ["path"] = root,
                ["writeId"] = writeId,
                ["files"] = string.Join('\n', files),
                ["cause"] = cause is WeirException { Code: var code } ? code : cause.GetType().Name,
            },
        };
    }

    /// <summary>Whether the storage itself failed, whatever the reason.</summary>
    public static bool IsStorage(WeirException error) => All.Any(code => code.Id == error.Code);

    /// <summary>Whether asking again may help; unknown failures are not retried.</summary>
    public static bool IsTransient(Exception error) => error is WeirException { Code: var code } && code == InputOutputCode.Id;

    private static WeirException NotAFile(string doing, string path, Exception cause) =>
        Make(NotAFileCode, path, $"could not {doing} '{path}': it is a folder. {NotAFileCode.Remedy}", cause);

    private static WeirException Make(ErrorCode code, string path, string message, Exception? cause = null) =>
        new(code.Id, message, cause) { Details = new Dictionary<string, string> { ["path"] = path } };

    // The runtime keeps errno (Unix) or the Win32 code in HResult.
    private static bool IsFull(IOException error) => OperatingSystem.IsWindows()
        ? (error.HResult & 0xFFFF) is 0x27 or 0x70
        : error.HResult is 27 or 28 || error.HResult == (OperatingSystem.IsMacOS() ? 69 : 122);

    private static bool IsReadOnly(IOException error) =>
        OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) is 0x13 : error.HResult is 30;
}
