namespace Weir.Diagnostics;

/// <summary>Refusals: what a session does not run, whoever asks (WEIR5xxx).</summary>
internal static class PolicyErrors
{
    private static readonly ErrorCode StatementRefusedCode = new(
        "WEIR5001", "StatementRefused",
        "A statement is not a read-only query.",
        "Run SELECT, VALUES, FROM, WITH, DESCRIBE, SUMMARIZE, SHOW or EXPLAIN of these; write with Session.WriteAsync.");

    private const string WithoutExplain = "Run SELECT, VALUES, FROM, WITH, DESCRIBE, SUMMARIZE or SHOW; write with Session.WriteAsync.";

    private static readonly ErrorCode SeveralStatementsCode = new(
        "WEIR5002", "SeveralStatements",
        "A text holds more than one statement, or none.",
        "Run one statement at a time.");

    private static readonly ErrorCode FunctionRefusedCode = new(
        "WEIR5003", "FunctionRefused",
        "A query uses a function, or a type, that is not open to queries.",
        "Use the tables of the session, or one of the readers: read_delta, read_parquet, read_csv, read_json, read_text, read_blob, glob.");

    private static readonly ErrorCode PathAsTableCode = new(
        "WEIR5004", "PathAsTable",
        "A query names a file where a table is expected.",
        "Register the file as a table, or name a reader: read_parquet('...'), read_csv('...'), read_json('...').");

    private static readonly ErrorCode RemotePathCode = new(
        "WEIR5005", "RemotePath",
        "A query reads from a place that is not local.",
        "Copy the files to a local folder first.");

    private static readonly ErrorCode ReadDeltaCode = new(
        "WEIR5006", "ReadDeltaForm",
        "A function over a Delta table is called with arguments that it does not take, or that are not known before the query runs.",
        "Write for example read_delta('path') or read_delta($1, version := 3); udf_docs() lists the arguments of each function.");

    private static readonly ErrorCode TooDeepCode = new(
        "WEIR5007", "StatementTooDeep",
        "A statement nests deeper, or is longer, than the engine can plan in bounded time.",
        "Split it with WITH or views, put long lists of values into a table or a parameter, and flatten what a generator nests.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
        [StatementRefusedCode, SeveralStatementsCode, FunctionRefusedCode, PathAsTableCode, RemotePathCode, ReadDeltaCode, TooDeepCode];

    public static WeirException StatementRefused(string statement, string why, Exception? cause = null) =>
        Make(StatementRefusedCode, $"the statement is refused: {why}. {StatementRefusedCode.Remedy} Statement: {Shorten(statement)}", cause);

    /// <param name="statement">The text.</param>
    /// <param name="why">A clause.</param>
    /// <param name="start">The first character of the statement that is refused.</param>
    /// <param name="explains">Whether EXPLAIN is open.</param>
    public static WeirException StatementRefused(string statement, string why, int start, bool explains) => Make(
        StatementRefusedCode, $"the statement is refused: {why}. {(explains ? StatementRefusedCode.Remedy : WithoutExplain)} Statement: {Shorten(statement)}", null,
        ("start", start.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public static WeirException SeveralStatements(int count, string statement) =>
        Make(SeveralStatementsCode, $"the text holds {count} statements, expected is one. {SeveralStatementsCode.Remedy} Text: {Shorten(statement)}");

    public static WeirException FunctionRefused(string function) =>
        Make(FunctionRefusedCode, $"the function or type '{function}' is not open to queries. {FunctionRefusedCode.Remedy}", null, ("function", function));

    public static WeirException PathAsTable(string path) =>
        Make(PathAsTableCode, $"'{path}' is named as a table, but no table of that name is registered. {PathAsTableCode.Remedy}", null, ("path", path));

    public static WeirException RemotePath(string path) =>
        Make(RemotePathCode, $"'{path}' is not a local path. {RemotePathCode.Remedy}", null, ("path", path));

    /// <param name="function">The function.</param>
    /// <param name="expected">What it expects, and what was given.</param>
    public static WeirException DeltaCallForm(string function, string expected) =>
        Make(ReadDeltaCode, $"{function} expects {expected}. {ReadDeltaCode.Remedy}", null, ("function", function));

    public static WeirException ReadDeltaForm(string why) => Make(ReadDeltaCode, $"{why}. {ReadDeltaCode.Remedy}");

    /// <param name="what">What is nested, in the plural.</param>
    /// <param name="limit">Most levels of it.</param>
    /// <param name="cause">The reader of the tree that stopped, if one did.</param>
    public static WeirException StatementTooDeep(string what, int limit, Exception? cause = null) =>
        Make(TooDeepCode, $"the statement nests {what} deeper than the limit of {limit}. {TooDeepCode.Remedy}", cause, ("limit", $"{limit}"));

    /// <param name="what">What there is too much of, in the plural.</param>
    /// <param name="limit">Most of it.</param>
    public static WeirException StatementTooWide(string what, int limit) =>
        Make(TooDeepCode, $"the statement has more than {limit} {what}. {TooDeepCode.Remedy}", null, ("limit", $"{limit}"));

    /// <param name="what">What there is too much of, in the plural.</param>
    /// <param name="count">How many were found.</param>
    /// <param name="limit">Most of it.</param>
    /// <param name="statement">The statement's text.</param>
    public static WeirException StatementTooLong(string what, int count, int limit, string statement) =>
        Make(TooDeepCode, $"the statement has {count} {what}, the limit is {limit}. {TooDeepCode.Remedy} Statement: {Shorten(statement)}",
            null, ("limit", $"{limit}"));

    /// <summary>The same refusal, with the rule and the place in its details.</summary>
    public static WeirException Placed(WeirException refusal, string rule, int line, int column, string text) => new(refusal.Code, refusal.Message, refusal.InnerException)
    {
        Details = new Dictionary<string, string>(refusal.Details)
        {
            ["rule"] = rule, ["line"] = $"{line}", ["column"] = $"{column}", ["text"] = text,
        },
    };

    private static WeirException Make(ErrorCode code, string message, Exception? cause = null, params (string Name, string Value)[] details) =>
        new(code.Id, message, cause) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value) };

    private static string Shorten(string text) => text.Length <= 200 ? text.Trim() : string.Concat(text.AsSpan(0, 200).Trim(), " ...");
}
