namespace Weir.Diagnostics;

/// <summary>Refusals by the rules of a SQL policy, and policies that cannot be used (WEIR5013 on).</summary>
internal static class SqlPolicyErrors
{
    private static readonly ErrorCode TableCode = new(
        "WEIR5013", "TableNotAllowed",
        "A statement names a table that the policy of its session does not open.",
        "Name a table of the policy, add the table to SqlPolicy.Tables, or take it out of SqlPolicy.DeniedTables.");

    private static readonly ErrorCode ColumnCode = new(
        "WEIR5014", "ColumnNotAllowed",
        "A statement names a column that the policy of its session does not open, or a policy names columns of what has none of its own.",
        "Name a column of the policy, or add the column to SqlPolicy.Columns.");

    private static readonly ErrorCode FunctionCode = new(
        "WEIR5015", "FunctionNotAllowed",
        "A statement calls a function that the policy of its session does not open.",
        "Call another function, or change SqlPolicy.Functions, SqlPolicy.DeniedFunctions or the right file_functions.");

    private static readonly ErrorCode PathCode = new(
        "WEIR5016", "PathNotAllowed",
        "A statement reads or writes a file outside of the folders of the policy of its session, or names it so that this cannot be told.",
        "Write the path as a literal below one of the folders of SqlPolicy.ReadPaths or SqlPolicy.WritePaths.");

    private static readonly ErrorCode VolatileCode = new(
        "WEIR5017", "VolatileFunction",
        "A statement calls a function whose result depends on chance or on the moment, which the policy of its session forbids.",
        "Give the value as a parameter, or set SqlPolicy.AllowVolatileFunctions.");

    private static readonly ErrorCode RowsCode = new(
        "WEIR5018", "RowLimitExceeded",
        "An answer has more rows than the policy of its session allows.",
        "Ask for fewer rows with LIMIT, WHERE or Query.MaxRows.");

    private static readonly ErrorCode TimeCode = new(
        "WEIR5019", "TimeLimitExceeded",
        "A statement took longer than the policy of its session allows.",
        "Read less, or raise SqlLimits.TimeMaxMs.");

    private static readonly ErrorCode IdentifierCode = new(
        "WEIR5020", "IdentifierNotAllowed",
        "A name that is to be put into a statement is not one of those that the policy of its session opens, or nothing takes it.",
        "Use a name of SqlPolicy.ParameterIdentifiers, and write $name where it is to stand.");

    private static readonly ErrorCode NotCarriedOutCode = new(
        "WEIR5021", "NotCarriedOut",
        "A statement is allowed by the policy of its session, but sessions do not carry it out. Nothing was done.",
        "Write with INSERT, CREATE TABLE AS, COPY TO or Session.WriteAsync; name tables with Session.Register.");

    private static readonly ErrorCode DisagreementCode = new(
        "WEIR5022", "ReadingsDisagree",
        "Weir and the engine read a text differently, so it does not run.",
        "Write the statement plainly; report the text, for this is a defect.");

    private static readonly ErrorCode PolicyCode = new(
        "WEIR5023", "PolicyInvalid",
        "A SQL policy cannot be read or cannot be held.",
        "Write the policy as docs/sql-policy.md shows.");

    private static readonly ErrorCode SettingCode = new(
        "WEIR5024", "SettingRefused",
        "A statement sets what a session cannot set for itself, or sets it higher than the policy allows.",
        "Set statement_timeout (milliseconds) or row_limit, at most as high as the limits of the policy.");

    private static readonly ErrorCode PreparedCode = new(
        "WEIR5025", "PreparedStatement",
        "A prepared statement is not there, is there already, or is executed with other parameters than it has.",
        "Write PREPARE name AS query, then EXECUTE name(values), one for each parameter.");

    private static readonly ErrorCode ViewCode = new(
        "WEIR5026", "ViewNameTaken",
        "A view is to be made or dropped under a name that is of something else, or of nothing.",
        "Choose another name; CREATE OR REPLACE VIEW takes the place of a view, IF EXISTS is content without one.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
    [
        TableCode, ColumnCode, FunctionCode, PathCode, VolatileCode, RowsCode, TimeCode, IdentifierCode, NotCarriedOutCode, DisagreementCode, PolicyCode,
        SettingCode, PreparedCode, ViewCode,
    ];

    public static WeirException Table(string table, string policy, IEnumerable<string>? open, bool isDenied) => isDenied
        ? Make(TableCode, $"the policy '{policy}' denies the table '{table}'. Name another table, or take this one out of SqlPolicy.DeniedTables.", null, ("table", table))
        : Make(TableCode, $"the policy '{policy}' does not open the table '{table}'{(open is null ? "" : $"; it opens {Listed(open)}")}. Name a table of the policy, or add this one to SqlPolicy.Tables.", null, ("table", table));

    public static WeirException Listing(string table, string policy) => Make(
        TableCode, $"the policy '{policy}' does not open the table '{table}', with which the engine tells of more than the policy opens. "
        + "Ask information_schema.tables, which tells of what is open, or add this one to SqlPolicy.Tables.", null, ("table", table));

    public static WeirException Column(string table, string column, string policy, IEnumerable<string> open) => Make(
        ColumnCode, $"the policy '{policy}' does not open the column '{column}' of '{table}'; it opens {Listed(open)}. {ColumnCode.Remedy}", null,
        ("table", table), ("column", column));

    public static WeirException ColumnsOfNoDataset(string table) => Make(
        ColumnCode, $"the policy lists columns of '{table}', which is a table of a plugin; only those of data sets and views can be listed. {ColumnCode.Remedy}", null, ("table", table));

    public static WeirException Function(string function, string policy, string why, string mend) => Make(
        FunctionCode, $"the policy '{policy}' does not open the function '{function}': {why}. {mend}", null, ("function", function));

    /// <param name="path">As it is written.</param>
    /// <param name="why">A clause.</param>
    /// <param name="open">The folders.</param>
    public static WeirException ReadPath(string path, string why, IEnumerable<string> open) => Path("read", path, why, open);

    /// <inheritdoc cref="ReadPath"/>
    public static WeirException WritePath(string path, string why, IEnumerable<string> open) => Path("write", path, why, open);

    /// <param name="path">As it is written.</param>
    /// <param name="why">A clause.</param>
    public static WeirException WriteTaken(string path, string why) =>
        Make(PathCode, $"'{path}' is not written: {why}. Write to another file; the rows of a table are changed by INSERT and Session.WriteAsync.", null, ("path", path), ("access", "write"));

    public static WeirException Volatile(string function, string policy) => Make(
        VolatileCode, $"the function '{function}' gives other results at another time, which the policy '{policy}' forbids. {VolatileCode.Remedy}", null, ("function", function));

    public static WeirException Rows(long limit) => Make(
        RowsCode, $"the answer has more than {limit} rows, the most that the policy allows. {RowsCode.Remedy}", null, ("limit", $"{limit}"));

    public static WeirException Time(long limitMs) => Make(
        TimeCode, $"the statement was stopped after {limitMs} ms, the most that the policy allows. {TimeCode.Remedy}", null, ("limit_ms", $"{limitMs}"));

    public static WeirException Identifier(string name, string why) => Make(
        IdentifierCode, $"the identifier '{name}' is refused: {why}. {IdentifierCode.Remedy}", null, ("identifier", name));

    /// <param name="what">What was asked for: a verb, or a clause of a statement.</param>
    public static WeirException NotCarriedOut(string what) => Make(NotCarriedOutCode, $"{what} is not carried out by sessions; nothing was done. {NotCarriedOutCode.Remedy}");

    public static WeirException Disagreement(string ours, string engines) => Make(
        DisagreementCode, $"Weir reads {ours}, the engine {engines}. {DisagreementCode.Remedy}");

    public static WeirException PolicyInvalid(string why, Exception? cause = null) => Make(PolicyCode, $"the policy cannot be used: {why}. {PolicyCode.Remedy}", cause);

    public static WeirException PolicyUnreadable(string path, long? line, string why, Exception cause) =>
        PolicyInvalid($"at {path}{(line is null ? "" : $", line {line}")}: {why}", cause);

    public static WeirException Setting(string setting, string why) => Make(
        SettingCode, $"'{setting}' is not set: {why}. {SettingCode.Remedy}", null, ("setting", setting));

    public static WeirException Prepared(string name, string why) => Make(
        PreparedCode, $"the prepared statement '{name}' {why}. {PreparedCode.Remedy}", null, ("name", name));

    public static WeirException View(string name, string why) => Make(ViewCode, $"the name '{name}' {why}. {ViewCode.Remedy}", null, ("name", name));

    private static WeirException Path(string verb, string path, string why, IEnumerable<string> open) => Make(
        PathCode, $"the policy does not let '{path}' be {(verb == "read" ? "read" : "written")}: {why}; open are {Listed(open)}. {PathCode.Remedy}", null,
        ("path", path), ("access", verb));

    private static string Listed(IEnumerable<string> items)
    {
        string[] all = [.. items.Order(StringComparer.OrdinalIgnoreCase)];
        return all.Length == 0 ? "none" : string.Join(", ", all);
    }

    private static WeirException Make(ErrorCode code, string message, Exception? cause = null, params (string Name, string Value)[] details) =>
        new(code.Id, message, cause) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value) };
}
