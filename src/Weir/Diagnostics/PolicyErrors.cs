namespace Weir.Diagnostics;

/// <summary>Refusals: what a session does not run, whoever asks (WEIR5xxx).</summary>
internal static class PolicyErrors
{
    private static readonly ErrorCode StatementRefusedCode = new(
        "WEIR5001", "StatementRefused",
        "A statement is not a read-only query.",
        "Run SELECT, VALUES, FROM, WITH, DESCRIBE, SUMMARIZE, SHOW or EXPLAIN of these; write with Session.WriteAsync.");

    private static readonly ErrorCode SeveralStatementsCode = new(
        "WEIR5002", "SeveralStatements",
        "A text holds more than one statement, or none.",
        "Run one statement at a time.");

    private static readonly ErrorCode FunctionRefusedCode = new(
        "WEIR5003", "FunctionRefused",
        "A query uses a table function that is not open to queries.",
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
        "read_delta is called in a form that is not known before the query runs.",
        "Write read_delta('path') or read_delta('path', version := 3), with literals.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
        [StatementRefusedCode, SeveralStatementsCode, FunctionRefusedCode, PathAsTableCode, RemotePathCode, ReadDeltaCode];

    public static WeirException StatementRefused(string statement, string why, Exception? cause = null) =>
        Make(StatementRefusedCode, $"the statement is refused: {why}. {StatementRefusedCode.Remedy} Statement: {Shorten(statement)}", cause);

    public static WeirException SeveralStatements(int count, string statement) =>
        Make(SeveralStatementsCode, $"the text holds {count} statements, expected is one. {SeveralStatementsCode.Remedy} Text: {Shorten(statement)}");

    public static WeirException FunctionRefused(string function) =>
        Make(FunctionRefusedCode, $"the table function '{function}' is not open to queries. {FunctionRefusedCode.Remedy}", null, ("function", function));

    public static WeirException PathAsTable(string path) =>
        Make(PathAsTableCode, $"'{path}' is named as a table, but no table of that name is registered. {PathAsTableCode.Remedy}", null, ("path", path));

    public static WeirException RemotePath(string path) =>
        Make(RemotePathCode, $"'{path}' is not a local path. {RemotePathCode.Remedy}", null, ("path", path));

    public static WeirException ReadDeltaForm(string why) => Make(ReadDeltaCode, $"{why}. {ReadDeltaCode.Remedy}");

    private static WeirException Make(ErrorCode code, string message, Exception? cause = null, params (string Name, string Value)[] details) =>
        new(code.Id, message, cause) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value) };

    private static string Shorten(string text) => text.Length <= 200 ? text.Trim() : string.Concat(text.AsSpan(0, 200).Trim(), " ...");
}
