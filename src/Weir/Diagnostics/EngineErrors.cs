using System.Globalization;

namespace Weir.Diagnostics;

/// <summary>Errors of the engine and of SQL (WEIR4xxx).</summary>
internal static class EngineErrors
{
    private static readonly ErrorCode LibraryMissingCode = new(
        "WEIR4001", "EngineLibraryMissing",
        "The engine's native library was not found or cannot be loaded on this system.",
        "Deploy the library of this platform beside the program, or under runtimes/<rid>/native.");

    private static readonly ErrorCode LibraryVersionCode = new(
        "WEIR4002", "EngineVersionMismatch",
        "The engine's native library is of a version that this Weir was not made for.",
        "Deploy the library that the package of this Weir version brings.");

    private static readonly ErrorCode OpenFailedCode = new(
        "WEIR4003", "EngineNotOpened",
        "The engine refused to start with the given options.",
        "Check memory limit, spill folder, threads and time zone.");

    private static readonly ErrorCode SyntaxCode = new(
        "WEIR4004", "SqlSyntax",
        "A statement is not valid SQL.",
        "Mend the text at the position that the error shows.");

    private static readonly ErrorCode BindingCode = new(
        "WEIR4005", "SqlBinding",
        "A statement names a table, column, function or type that does not exist or does not fit.",
        "Check the names and types at the position that the error shows.");

    private static readonly ErrorCode ExecutionCode = new(
        "WEIR4006", "SqlExecution",
        "A statement failed while it ran.",
        "Read the engine's message; for values that do not convert, try_cast gives NULL instead.");

    private static readonly ErrorCode MemoryCode = new(
        "WEIR4007", "EngineOutOfMemory",
        "A statement needed more memory or spill space than the engine may use.",
        "Raise WeirOptions.MemoryLimitBytes, name a WeirOptions.SpillFolder, raise WeirOptions.SpillBytesMax where that was reached, or make the statement smaller.");

    private static readonly ErrorCode TextInvalidCode = new(
        "WEIR4008", "TextInvalid",
        "A text for the engine holds a NUL character or half of a surrogate pair.",
        "Remove the character; pass binary data as a BLOB parameter.");

    private static readonly ErrorCode BusyCode = new(
        "WEIR4009", "ConnectionBusy",
        "A connection was asked for a second thing while it works or while a stream of it is open.",
        "Dispose the open stream first, or use another connection.");

    private static readonly ErrorCode FileCode = new(
        "WEIR4010", "EngineInputOutput",
        "The engine could not read or write a file.",
        "Check that the file exists, is complete, and may be read or written by this process.");

    private static readonly ErrorCode DefectCode = new(
        "WEIR4011", "EngineDefect",
        "The engine met an inner error, which ends everything that is open on it; the runtime goes on with a fresh engine.",
        "Do not repeat the statement that met it, it shows a defect of the engine; statements that were only open beside it can run again.");

    private static readonly ErrorCode NoStatementCode = new(
        "WEIR4012", "NoStatement",
        "A text holds no statement, only blanks and comments.",
        "Give a statement.");

    private static readonly ErrorCode ParameterCode = new(
        "WEIR4013", "ParameterMismatch",
        "The parameters of a statement and the arguments given for it do not match.",
        "Give exactly one argument for each parameter.");

    private static readonly ErrorCode ArgumentTypeCode = new(
        "WEIR4014", "ArgumentTypeUnsupported",
        "An argument has a .NET type that no SQL type stands for.",
        "Convert it to a supported type first.");

    private static readonly ErrorCode NoArrowTypeCode = new(
        "WEIR4015", "TypeNotExportable",
        "A result column has an SQL type or a value that Arrow data cannot carry.",
        "Cast the column in the statement as the error says.");

    private static readonly ErrorCode NoSqlTypeCode = new(
        "WEIR4016", "TypeNotImportable",
        "A column of an Arrow stream has a type that the engine cannot take.",
        "Convert the column before it is registered.");

    private static readonly ErrorCode StreamConsumedCode = new(
        "WEIR4017", "StreamConsumed",
        "A registered stream was read a second time, or after its registration ended.",
        "Register the stream again, or copy it into a table first: CREATE TEMP TABLE t AS FROM stream.");

    private static readonly ErrorCode SourceCode = new(
        "WEIR4018", "StreamSourceFailed",
        "The reader behind a registered stream failed.",
        "See the inner error; it comes from the source, not from the engine.");

    private static readonly ErrorCode FunctionCode = new(
        "WEIR4019", "FunctionFailed",
        "A function written in C# failed on a row.",
        "See the message of the function; try(function(...)) gives NULL instead.");

    private static readonly ErrorCode FunctionInvalidCode = new(
        "WEIR4020", "FunctionInvalid",
        "A function's definition cannot be registered.",
        "Check its name and its argument and result types.");

    private static readonly ErrorCode PermissionCode = new(
        "WEIR4022", "EnginePermission",
        "A statement does what this database forbids: it reaches for the network, an extension or a locked setting.",
        "Leave the statement out; data from elsewhere comes in through datasets and plugins.");

    private static readonly ErrorCode NumberCode = new(
        "WEIR4023", "NumberOutOfRange",
        "A number in a statement is over the range of DOUBLE.",
        "Write 'infinity'::DOUBLE or '-infinity'::DOUBLE where that is meant, and a number up to 1.7976931348623157e308 otherwise.");

    private const string SpillSetting = "max_temp_directory_size";

    private static readonly string[] FullDiskWords =
        ["No space left on device", "Disk quota exceeded", "File too large", "not enough space on the disk"];

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
    [
        LibraryMissingCode, LibraryVersionCode, OpenFailedCode, SyntaxCode, BindingCode, ExecutionCode, MemoryCode,
        TextInvalidCode, BusyCode, FileCode, DefectCode, NoStatementCode, ParameterCode, ArgumentTypeCode,
        NoArrowTypeCode, NoSqlTypeCode, StreamConsumedCode, SourceCode, FunctionCode, FunctionInvalidCode, PermissionCode,
        NumberCode,
    ];

    public static WeirException LibraryMissing(IReadOnlyList<string> tried, string runtime) =>
        Make(LibraryMissingCode,
            $"the engine's library for '{runtime}' was not found. Looked for: {string.Join(", ", tried.Select(t => $"'{t}'"))}. " +
            LibraryMissingCode.Remedy, ("runtime", runtime), ("tried", string.Join('\n', tried)));

    public static WeirException LibraryNotLoadable(string path, string runtime, Exception cause) =>
        Make(LibraryMissingCode,
            $"{Caused.By($"'{path}' is there but cannot be loaded on '{runtime}'", cause)} {LibraryMissingCode.Remedy}",
            cause, ("path", path), ("runtime", runtime));

    public static WeirException LibraryVersion(string found, string expected) =>
        Make(LibraryVersionCode,
            $"the engine's library is {found}, expected {expected}x. {LibraryVersionCode.Remedy}",
            ("found", found), ("expected", expected));

    public static WeirException NotOpened(string message) =>
        Make(OpenFailedCode, $"the engine did not start: {message} {OpenFailedCode.Remedy}");

    /// <param name="setting">The setting.</param>
    /// <param name="value">What it was to be, as SQL.</param>
    /// <param name="cause">What the engine said.</param>
    public static WeirException SettingRefused(string setting, string value, WeirException cause) =>
        Make(OpenFailedCode, $"the engine did not start: {Caused.By($"it refused the setting {setting} = {value}", cause)} {OpenFailedCode.Remedy}", cause, ("setting", setting));

    public static WeirException TextInvalid(string what, string text, int index, string found) =>
        Make(TextInvalidCode,
            $"the {what} '{Shorten(text.Replace('\0', '␀'))}' holds {found} at index {index}. {TextInvalidCode.Remedy}",
            ("index", index.ToString(CultureInfo.InvariantCulture)));

    public static WeirException ConnectionBusy(string wanted, string holder) =>
        Make(BusyCode, $"the connection cannot run '{Shorten(wanted)}': {holder}. {BusyCode.Remedy}");

    public static WeirException NoStatement(string sql) =>
        Make(NoStatementCode, $"the text '{Shorten(sql)}' holds no statement. {NoStatementCode.Remedy}");

    public static WeirException ParameterMismatch(string sql, string problem) =>
        Make(ParameterCode, $"the statement '{Shorten(sql)}' {problem}. {ParameterCode.Remedy}", ("statement", Shorten(sql)));

    /// <summary>The engine reads such a number as infinity, which its syntax trees cannot tell.</summary>
    public static WeirException NumberOutOfRange(string sql, Exception cause) =>
        Make(NumberCode, $"the statement has a number that is over the range of DOUBLE. {NumberCode.Remedy} Statement: {Shorten(sql)}", cause, ("statement", Shorten(sql)));

    public static WeirException ArgumentTypeUnsupported(string parameter, Type type, string hint) =>
        Make(ArgumentTypeCode,
            $"the argument for parameter '{parameter}' is a {type.Name}, which no SQL type stands for. {hint}",
            ("parameter", parameter), ("type", type.FullName ?? type.Name));

    /// <param name="column">Path of the column: <c>a.b</c> for a struct's field, <c>a[]</c> for a list's elements.</param>
    /// <param name="sqlType">The SQL type's name.</param>
    /// <param name="cast">What to write instead, for example <c>column::VARCHAR</c>.</param>
    public static WeirException TypeNotExportable(string column, string sqlType, string cast) =>
        Make(NoArrowTypeCode,
            $"column '{column}' of the result is of type {sqlType}, which Arrow data cannot carry without loss. Write {cast} instead.",
            ("column", column), ("type", sqlType));

    public static WeirException ValueNotExportable(string column, string sqlType, string value, string arrowType) =>
        Make(NoArrowTypeCode,
            $"column '{column}' of the result holds the {sqlType} {value}, which is outside of {arrowType}, the Arrow type " +
            $"of {sqlType}. Cast the column to VARCHAR instead.", ("column", column), ("value", value));

    public static WeirException ExportFailed(string engineMessage) =>
        Make(NoArrowTypeCode, $"the engine could not give a result as Arrow data: {engineMessage} {NoArrowTypeCode.Remedy}");

    public static WeirException TypeNotImportable(string stream, string column, string type, string? engineMessage) =>
        Make(NoSqlTypeCode,
            $"column '{column}' of the stream '{stream}' is of Arrow type {type}, which the engine cannot take" +
            $"{(engineMessage is null ? "" : $" ({engineMessage.TrimEnd('.')})")}. {NoSqlTypeCode.Remedy}",
            ("stream", stream), ("column", column), ("type", type));

    public static WeirException StreamConsumed(string name, string why) =>
        Make(StreamConsumedCode, $"the stream '{name}' {why}. {StreamConsumedCode.Remedy}", ("stream", name));

    public static WeirException SourceFailed(string name, Exception cause) =>
        Make(SourceCode, Caused.By($"reading the stream '{name}' failed", cause), cause, ("stream", name));

    public static WeirException FunctionFailed(string function, long? row, Exception cause) =>
        Make(FunctionCode,
            Caused.By($"the function '{function}' failed{(row is null ? "" : $" on row {row} of its chunk")}", cause),
            cause, ("function", function));

    public static WeirException FunctionInvalid(string function, string why) =>
        Make(FunctionInvalidCode, $"the function '{function}' cannot be registered: {why}. {FunctionInvalidCode.Remedy}",
            ("function", function));

    public static WeirException ExtensionForbidden(string sql) =>
        Make(PermissionCode, $"the statement '{Shorten(sql)}' installs or loads an extension. {PermissionCode.Remedy}",
            ("statement", Shorten(sql)));

    /// <summary>What the engine reported about a statement.</summary>
    /// <param name="kind">The engine's error type, by the engine's own name (<c>Parser</c>, <c>Out of Memory</c>).</param>
    /// <param name="message">The engine's message, without type and position.</param>
    /// <param name="sql">The statement's text; empty where its author is Weir, so that it tells a user nothing.</param>
    /// <param name="line">Line of the position, from 1; null when the engine gives none.</param>
    /// <param name="column">Column of the position in characters, from 1.</param>
    /// <param name="excerpt">The line of the position with a caret under it; empty without a position.</param>
    /// <param name="cause">The exception of a callback that led here, if one did.</param>
    /// <returns>WEIR4xxx; WEIR6003 around it when the engine met a full disk.</returns>
    public static WeirException Statement(
        string kind, string message, string sql, int? line, int? column, string excerpt, Exception? cause = null)
    {
        ErrorCode code = CodeOf(kind, message);
        if (code == MemoryCode)
            message = MemoryMessage(message);
        string place = line is null ? "" : $" (line {line}, column {column})";
        List<(string, string)> details = [("engineError", kind)];
        if (sql.Length > 0)
            details.Add(("statement", Shorten(sql)));
        if (line is not null)
        {
            details.Add(("line", line.Value.ToString(CultureInfo.InvariantCulture)));
            details.Add(("column", column!.Value.ToString(CultureInfo.InvariantCulture)));
        }
        string text = excerpt.Length > 0 ? $"\n{excerpt}" : sql.Length > 0 ? $"\nStatement: {Shorten(sql)}" : "";
        WeirException error = Make(code, $"{kind} error{place}: {message}{text}", cause, [.. details]);
        return code == FileCode && TellsFullDisk(message) ? StorageErrors.NoSpaceLeft(message, error) : error;
    }

    /// <summary>The same error with the statement as it was written, where it tells what it was rewritten to.</summary>
    public static WeirException AsWritten(WeirException error, string sql)
    {
        string rewritten = error.Details.GetValueOrDefault("statement", "");
        Dictionary<string, string> details = new(error.Details, StringComparer.Ordinal) { ["statement"] = Shorten(sql) };
        return new WeirException(error.Code, error.Message.Replace(rewritten, Shorten(sql), StringComparison.Ordinal), error.InnerException) { Details = details };
    }

    /// <summary>Whether an error is one that the engine reported about a statement.</summary>
    public static bool IsOfStatement(WeirException error) => error.Details.ContainsKey("engineError");

    /// <summary>The same error with what it is about.</summary>
    /// <param name="what">For people: <c>the view 'v'</c>.</param>
    /// <param name="error">The error.</param>
    public static WeirException In(string what, WeirException error) =>
        new(error.Code, Caused.By(what, error), error.InnerException) { Details = error.Details };

    /// <summary>The same error in other words.</summary>
    public static WeirException InWords(WeirException error, Func<string, string> translated) =>
        new(error.Code, translated(error.Message), error.InnerException) { Details = error.Details };

    /// <summary>The error for one about a statement that Weir wrote: nothing of that text is told, because nobody knows it.</summary>
    /// <param name="what">What the statement was for, for people.</param>
    /// <param name="error">An error of <see cref="Statement"/>.</param>
    /// <param name="translated">The engine's words in the user's.</param>
    public static WeirException InOwn(string what, WeirException error, Func<string, string> translated)
    {
        IReadOnlyDictionary<string, string> details = error.Details;
        bool hasPlace = details.TryGetValue("line", out string? line);
        string message = error.Message;
        for (int lines = hasPlace ? 2 : 0; lines > 0; lines--)
            message = message[..message.LastIndexOf('\n')];
        message = message.Replace($"\nStatement: {details["statement"]}", "", StringComparison.Ordinal);
        if (hasPlace)
            message = message.Replace($" (line {line}, column {details["column"]}): ", ": ", StringComparison.Ordinal);
        return new WeirException(error.Code, $"{what}: {translated(message).TrimEnd()}", error.InnerException)
        {
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["engineError"] = details["engineError"] },
        };
    }

    public static WeirException LateErrorLost(string sql) =>
        Make(ExecutionCode,
            "a worker of the engine failed after first rows had been given out, and the engine kept no message. " +
            $"CREATE TEMP TABLE ... AS with the same query shows it. Statement: {Shorten(sql)}", ("statement", Shorten(sql)));

    /// <summary>A statement was open on an engine that another statement's inner error has ended.</summary>
    public static WeirException EngineReplaced(string sql) =>
        Make(DefectCode,
            "another statement met an inner error of the engine, and a fresh engine took the place of the one that this " +
            $"statement was open on; it can run again. Statement: {Shorten(sql)}", ("statement", Shorten(sql)));

    /// <summary>True for an error after which the engine's database cannot be used.</summary>
    public static bool IsDefect(string kind, string message) =>
        kind is "INTERNAL" or "FATAL" || message.Contains("database has been invalidated", StringComparison.Ordinal);

    /// <summary>At most 300 characters of a statement, on one line.</summary>
    public static string Shorten(string sql)
    {
        const int LengthMax = 300;
        string line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LengthMax ? line : $"{line[..LengthMax]}...";
    }

    // The engine goes on with settings that nobody can change in a running one.
    private static string MemoryMessage(string message)
    {
        string fact = message.Split('\n', 2)[0].TrimEnd('.', ' ');
        string limit = message.Contains(SpillSetting, StringComparison.Ordinal)
            ? "the spill limit was reached: raise WeirOptions.SpillBytesMax (execution.max_temp_directory_bytes of a profile)"
            : "the memory limit was reached: raise WeirOptions.MemoryLimitBytes (execution.memory_limit_bytes), or name a WeirOptions.SpillFolder (execution.spill_dir) where there is none";
        return $"{fact}; {limit}, or make the statement smaller.";
    }

    // The engine hands the system's words through and no number: ENOSPC, EDQUOT, EFBIG and what Windows says.
    private static bool TellsFullDisk(string message) =>
        FullDiskWords.Any(words => message.Contains(words, StringComparison.OrdinalIgnoreCase));

    private static ErrorCode CodeOf(string kind, string message) => kind switch
    {
        "Parser" or "Syntax" => SyntaxCode,
        "Binder" or "Catalog" or "Parameter Not Resolved" or "Parameter Not Allowed" => BindingCode,
        "Out of Memory" or "Object Size" => MemoryCode,
        "IO" or "HTTP" or "Network" => FileCode,
        "Permission" or "Missing Extension" or "Autoload" => PermissionCode,
        _ when IsDefect(kind, message) => DefectCode,
        _ => ExecutionCode,
    };

    private static WeirException Make(ErrorCode code, string message, params (string Name, string Value)[] details) =>
        Make(code, message, null, details);

    private static WeirException Make(
        ErrorCode code, string message, Exception? cause, params (string Name, string Value)[] details) =>
        new(code.Id, message, cause)
        {
            Details = details.ToDictionary(d => d.Name, d => d.Value, StringComparer.Ordinal),
        };
}
