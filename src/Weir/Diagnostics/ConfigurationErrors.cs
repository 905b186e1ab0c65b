namespace Weir.Diagnostics;

/// <summary>Errors in what the caller set up: options, table names, dataset locations (WEIR8xxx).</summary>
internal static class ConfigurationErrors
{
    private static readonly ErrorCode OptionInvalidCode = new(
        "WEIR8001", "OptionInvalid",
        "An option of the runtime has a value that cannot be used.",
        "Set the option to a value of the form that the message names.");

    private static readonly ErrorCode TableNameInvalidCode = new(
        "WEIR8002", "TableNameInvalid",
        "A table was registered under a name that SQL cannot use.",
        "Choose a name that is not empty and holds no NUL character.");

    private static readonly ErrorCode FormatUnknownCode = new(
        "WEIR8003", "FormatUnknown",
        "The format of a location cannot be told from the names of its files.",
        "Say the format: Delta, Parquet, Csv, Json or Text.");

    private static readonly ErrorCode DatasetMissingCode = new(
        "WEIR8004", "DatasetMissing",
        "Nothing is at the path of a dataset.",
        "Check the path; relative paths start at the current folder of the process.");

    private static readonly ErrorCode DatasetEmptyCode = new(
        "WEIR8005", "DatasetEmpty",
        "A folder or glob holds no file of the format.",
        "Check the path, the format and the pattern; hidden files are left out.");

    private static readonly ErrorCode DatasetOptionCode = new(
        "WEIR8006", "DatasetOptionInvalid",
        "A dataset has an option that its format does not know, or a value that the option does not take.",
        "See DatasetLocation.Options for the names and values.");

    private static readonly ErrorCode VersionNotKeptCode = new(
        "WEIR8007", "VersionNotKept",
        "A version was asked for from a dataset that keeps no versions.",
        "Only Delta tables have versions: leave it out, or set the format to Delta.");

    private static readonly ErrorCode TableUnknownCode = new(
        "WEIR8008", "TableUnknown",
        "A query names a table that is not registered with its session.",
        "Register the table, or read the files with read_delta, read_parquet, read_csv, read_json or read_text.");

    private static readonly ErrorCode ParametersMixedCode = new(
        "WEIR8009", "ParametersInvalid",
        "The parameters of a query do not fit together.",
        "Give either positional parameters ($1, ?) or named ones ($name), with names of letters, digits and '_'.");

    private static readonly ErrorCode DataFileMissingCode = new(
        "WEIR8010", "DataFileMissing",
        "A data file that a Delta table's log names is not there.",
        "Restore the file, or read a version that does not need it; a vacuum with too short a retention removes such files.");

    private static readonly ErrorCode TypeNotStorableCode = new(
        "WEIR8011", "TypeNotStorable",
        "A column has a type that Delta tables cannot hold.",
        "Cast the column in the query to a type of Delta, for example VARCHAR, BIGINT or TIMESTAMP.");

    private static readonly ErrorCode ViewCircleCode = new(
        "WEIR8012", "ViewCircle",
        "A view names itself, directly or through other views.",
        "Take the view's own name out of its query.");

    private static readonly ErrorCode WriteInvalidCode = new(
        "WEIR8013", "WriteInvalid",
        "A write was asked for in a way that is not possible.",
        "Change what the message names.");

    private static readonly ErrorCode VersionTwiceCode = new(
        "WEIR8014", "VersionTwice",
        "A version of a Delta table was asked for in two ways.",
        "Give a version or a timestamp, not both.");

    private static readonly ErrorCode VersionRequiredCode = new(
        "WEIR8015", "VersionRequired",
        "The runtime is told to read Delta tables at fixed versions only, and a table was named without one.",
        "Name the version, or open the runtime with caches that do not require versions.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
    [
        OptionInvalidCode, TableNameInvalidCode, FormatUnknownCode, DatasetMissingCode, DatasetEmptyCode,
        DatasetOptionCode, VersionNotKeptCode, TableUnknownCode, ParametersMixedCode, DataFileMissingCode,
        TypeNotStorableCode, ViewCircleCode, WriteInvalidCode, VersionTwiceCode, VersionRequiredCode,
    ];

    public static WeirException OptionInvalid(string option, string value, string expected) =>
        Make(OptionInvalidCode, $"the option {option} is '{value}', expected is {expected}.", ("option", option), ("value", value));

    public static WeirException TableNameInvalid(string name) =>
        Make(TableNameInvalidCode, $"'{name.Replace('\0', '?')}' cannot name a table. {TableNameInvalidCode.Remedy}");

    public static WeirException FormatUnknown(string path) =>
        Make(FormatUnknownCode,
            $"the format of '{path}' cannot be told: it is no Delta table, and its ending (or those of its files) " +
            $"names no single format. {FormatUnknownCode.Remedy}", ("path", path));

    public static WeirException DatasetMissing(string path, string fullPath) =>
        Make(DatasetMissingCode, $"there is no file or folder '{path}' (looked at '{fullPath}'). {DatasetMissingCode.Remedy}", ("path", path));

    public static WeirException DatasetEmpty(string path, string format) =>
        Make(DatasetEmptyCode, $"'{path}' holds no file of the format {format}. {DatasetEmptyCode.Remedy}", ("path", path), ("format", format));

    public static WeirException DatasetOptionUnknown(string format, string option, IEnumerable<string> known)
    {
        string[] names = [.. known.Order(StringComparer.Ordinal)];
        string have = names.Length == 0 ? "it has none" : $"it has {string.Join(", ", names)}";
        return Make(DatasetOptionCode, $"a dataset of the format {format} has no option '{option}'; {have}.", ("option", option));
    }

    public static WeirException DatasetOptionRefused(string option, string why) =>
        Make(DatasetOptionCode, $"the dataset option '{option}' is not one that a table sets: {why}.", ("option", option));

    /// <summary>The error of an option with its place in a statement.</summary>
    public static WeirException DatasetOptionAt(WeirException cause, string line, string column) =>
        Make(DatasetOptionCode, Caused.By($"line {line}, column {column}", cause), [.. cause.Details.Select(detail => (detail.Key, detail.Value)), ("line", line), ("column", column)]);

    public static WeirException DatasetOptionInvalid(string option, string value, string expected) =>
        Make(DatasetOptionCode, $"the dataset option '{option}' is '{value}', expected is {expected}.", ("option", option), ("value", value));

    public static WeirException VersionNotKept(string path, string format) =>
        Make(VersionNotKeptCode, $"'{path}' is read as {format}, which keeps no versions. {VersionNotKeptCode.Remedy}", ("path", path));

    public static WeirException VersionTwice(string path, long version, string time) =>
        Make(VersionTwiceCode, $"'{path}' is asked for at version {version} and at {time}. {VersionTwiceCode.Remedy}", ("path", path));

    public static WeirException VersionRequired(string? table, string path) => Make(
        VersionRequiredCode, $"the Delta table {(table is null || table == path ? $"'{path}'" : $"'{table}' at '{path}'")} is named without a version. {VersionRequiredCode.Remedy}",
        ("table", table ?? path), ("path", path));

    public static WeirException TableUnknown(string table, IEnumerable<string> known)
    {
        string[] names = [.. known.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
        string have = names.Length == 0 ? "no table is registered" : $"registered are: {string.Join(", ", names)}";
        return Make(TableUnknownCode, $"there is no table '{table}'; {have}. {TableUnknownCode.Remedy}", ("table", table));
    }

    public static WeirException TableIsView(string name) =>
        Make(TableUnknownCode, $"'{name}' is a view and no table; DROP VIEW {name} takes it away.", ("table", name));

    public static WeirException ViewIsTable(string name) =>
        Make(TableUnknownCode, $"'{name}' is a table and no view; DROP TABLE {name} takes it away.", ("table", name));

    public static WeirException ParametersInvalid(string why) =>
        Make(ParametersMixedCode, $"{why}. {ParametersMixedCode.Remedy}");

    public static WeirException DataFileMissing(string table, long version, string file, int missing, Exception cause) =>
        Make(DataFileMissingCode,
            $"version {version} of the table '{table}' needs the data file '{file}', which is not there" +
            $"{(missing > 1 ? $" ({missing} files are missing)" : "")}. {DataFileMissingCode.Remedy}", cause, ("table", table), ("path", file));

    public static WeirException TypeNotStorable(string column, string type) =>
        Make(TypeNotStorableCode, $"the column '{column}' has the type {type}, which a Delta table cannot hold. {TypeNotStorableCode.Remedy}",
            ("column", column), ("type", type));

    public static WeirException ViewCircle(string view) =>
        Make(ViewCircleCode, $"the view '{view}' needs itself to be computed. {ViewCircleCode.Remedy}", ("table", view));

    public static WeirException WriteInvalid(string path, string why) =>
        Make(WriteInvalidCode, $"'{path}' cannot be written like this: {why}.", ("path", path));

    private static WeirException Make(ErrorCode code, string message, params (string Name, string Value)[] details) =>
        Make(code, message, cause: null, details);

    private static WeirException Make(ErrorCode code, string message, Exception? cause, params (string Name, string Value)[] details) =>
        new(code.Id, message, cause) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value) };
}
