namespace Weir.Diagnostics;

/// <summary>Errors of reading and changing Delta tables (WEIR2xxx).</summary>
internal static class DeltaErrors
{
    private static readonly ErrorCode TableNotFoundCode = new(
        "WEIR2001", "TableNotFound",
        "There is no Delta table at the location.",
        "Check the location: the table's root is the folder that holds '_delta_log'.");

    private static readonly ErrorCode VersionNotFoundCode = new(
        "WEIR2002", "VersionNotFound",
        "The table does not have the version that was asked for, or its log was cleaned up.",
        "Ask for a version in the range that the error names.");

    private static readonly ErrorCode FeatureUnsupportedCode = new(
        "WEIR2003", "FeatureUnsupported",
        "Reading the table needs a table feature that this version of Weir does not have.",
        "Read the table with a newer version of Weir, or drop the feature from the table with the tool that set it.");

    private static readonly ErrorCode ProtocolUnsupportedCode = new(
        "WEIR2004", "ProtocolUnsupported",
        "The table needs a newer reader or writer version of the Delta protocol.",
        "Use a newer version of Weir.");

    private static readonly ErrorCode WriteUnsupportedCode = new(
        "WEIR2005", "WriteUnsupported",
        "Writing the table needs a table feature that this version of Weir does not have.",
        "Write the table with the tool that set the feature, or drop the feature there.");

    private static readonly ErrorCode ProtocolInvalidCode = new(
        "WEIR2006", "ProtocolInvalid",
        "The table's protocol action contradicts the Delta protocol.",
        "Repair the table with the tool that wrote the action.");

    private static readonly ErrorCode CommitCorruptCode = new(
        "WEIR2007", "CommitCorrupt",
        "A commit file of the log cannot be read.",
        "Restore the file from a backup; if the line is the last one, the writer may have died while writing it.");

    private static readonly ErrorCode VersionGapCode = new(
        "WEIR2008", "VersionGap",
        "Commits are missing in the middle of the log.",
        "Restore the missing commit files, or a checkpoint at or after the last missing version.");

    private static readonly ErrorCode LogIncompleteCode = new(
        "WEIR2009", "LogIncomplete",
        "The log has no protocol or no metadata action.",
        "Restore the missing commit files or checkpoint.");

    private static readonly ErrorCode SchemaUnreadableCode = new(
        "WEIR2010", "SchemaUnreadable",
        "The table's schema string cannot be read, or has a type that this version does not know.",
        "Repair the table with the tool that wrote the schema, or use a newer version of Weir.");

    private static readonly ErrorCode CheckpointCorruptCode = new(
        "WEIR2011", "CheckpointCorrupt",
        "A checkpoint of the log cannot be read.",
        "Restore the file; if the log still has all commits, deleting the checkpoint mends the table.");

    private static readonly ErrorCode PartitionValueInvalidCode = new(
        "WEIR2012", "PartitionValueInvalid",
        "A file's partition value is missing or does not have the form of its column's type.",
        "Repair the table with the tool that wrote the file.");

    private static readonly ErrorCode FilePathInvalidCode = new(
        "WEIR2013", "FilePathInvalid",
        "The log names a data file by a path that is not valid.",
        "Repair the table with the tool that wrote the file.");

    private static readonly ErrorCode FileTwiceCode = new(
        "WEIR2014", "FileTwice",
        "The log holds one data file with two different deletion vectors, so its rows would be read twice.",
        "Repair the table with the tool that wrote it.");

    private static readonly ErrorCode MetadataInvalidCode = new(
        "WEIR2015", "MetadataInvalid",
        "The table's metadata action contradicts itself or the Delta protocol.",
        "Repair the table with the tool that wrote the action.");

    private static readonly ErrorCode DeletionVectorCorruptCode = new(
        "WEIR2016", "DeletionVectorCorrupt",
        "A deletion vector cannot be read, so it is not known which rows of its file are deleted.",
        "Restore the file of the deletion vector from a backup.");

    private static readonly ErrorCode FileOutsideTableCode = new(
        "WEIR2017", "FileOutsideTable",
        "The log names a file outside the table's root, as shallow clones do, and the runtime is not allowed to follow it.",
        "When the table is to be trusted, open the runtime with AllowFilesOutsideTables.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
    [
        TableNotFoundCode, VersionNotFoundCode, FeatureUnsupportedCode, ProtocolUnsupportedCode,
        WriteUnsupportedCode, ProtocolInvalidCode, CommitCorruptCode, VersionGapCode, LogIncompleteCode,
        SchemaUnreadableCode, CheckpointCorruptCode, PartitionValueInvalidCode, FilePathInvalidCode,
        FileTwiceCode, MetadataInvalidCode, DeletionVectorCorruptCode,
        FileOutsideTableCode,
    ];

    public static WeirException FileOutsideTable(string table, string path) =>
        Make(FileOutsideTableCode, table,
            $"the log of table '{table}' names the file '{path}', which lies outside the table. {FileOutsideTableCode.Remedy}", ("file", path));

    /// <summary><paramref name="place"/> names the vector's file, or says that it stands in the log.</summary>
    public static WeirException DeletionVectorCorrupt(string dataFile, string place, string why, Exception? cause = null) =>
        new(DeletionVectorCorruptCode.Id, $"the deletion vector of '{dataFile}' ({place}) {why}. {DeletionVectorCorruptCode.Remedy}", cause)
        {
            Details = new Dictionary<string, string> { ["path"] = dataFile, ["vector"] = place },
        };

    public static WeirException TableNotFound(string table) =>
        Make(TableNotFoundCode, table, $"there is no Delta table at '{table}'. {TableNotFoundCode.Remedy}");

    /// <summary>The version does not exist; the range is what can be read instead.</summary>
    public static WeirException VersionNotFound(string table, long version, long earliest, long latest) =>
        Make(VersionNotFoundCode, table,
            $"table '{table}' has no version {version}: versions {earliest} to {latest} can be read.",
            ("version", $"{version}"), ("earliest", $"{earliest}"), ("latest", $"{latest}"));

    public static WeirException FeatureUnsupported(string table, string feature, string where) =>
        Make(FeatureUnsupportedCode, table,
            $"table '{table}' needs the reader feature '{feature}' ({where}), which this version cannot read. " +
            FeatureUnsupportedCode.Remedy,
            ("feature", feature));

    public static WeirException ProtocolUnsupported(string table, string role, int found, int max) =>
        Make(ProtocolUnsupportedCode, table,
            $"table '{table}' needs {role} version {found} of the Delta protocol; this version has 1 to {max}. " +
            ProtocolUnsupportedCode.Remedy,
            (role, $"{found}"));

    public static WeirException WriteUnsupported(string table, string feature, string where) =>
        Make(WriteUnsupportedCode, table,
            $"table '{table}' needs the writer feature '{feature}' ({where}), which this version cannot honour. " +
            WriteUnsupportedCode.Remedy,
            ("feature", feature));

    public static WeirException ProtocolInvalid(string table, string why) =>
        Make(ProtocolInvalidCode, table, $"the protocol of table '{table}' is not valid: {why}. {ProtocolInvalidCode.Remedy}");

    public static WeirException CommitCorrupt(string file, int line, Exception cause) =>
        new(CommitCorruptCode.Id, $"{Caused.By($"'{file}', line {line}", cause)} {CommitCorruptCode.Remedy}", cause)
        {
            Details = new Dictionary<string, string> { ["path"] = file, ["line"] = $"{line}" },
        };

    public static WeirException CommitInvalid(string file, string why) =>
        Make(CommitCorruptCode, file, $"'{file}': {why}. {CommitCorruptCode.Remedy}");

    public static WeirException CommitMissing(string table, long version) =>
        Make(VersionGapCode, table,
            $"commit {version} of table '{table}' was listed but is no longer there. {VersionGapCode.Remedy}",
            ("version", $"{version}"));

    /// <summary>Commits <paramref name="first"/> to <paramref name="last"/> are not in the log.</summary>
    public static WeirException VersionGap(string table, long first, long last, long wanted) =>
        Make(VersionGapCode, table,
            $"the log of table '{table}' lacks {(first == last ? $"version {first}" : $"versions {first} to {last}")}, " +
            $"which version {wanted} rests on. {VersionGapCode.Remedy}",
            ("first", $"{first}"), ("last", $"{last}"));

    public static WeirException LogIncomplete(string table, long version, string action) =>
        Make(LogIncompleteCode, table,
            $"table '{table}' has no '{action}' action up to version {version}. {LogIncompleteCode.Remedy}",
            ("action", action));

    public static WeirException SchemaUnreadable(string table, Exception cause) =>
        new(SchemaUnreadableCode.Id, $"{Caused.By($"the schema of table '{table}'", cause)} {SchemaUnreadableCode.Remedy}", cause)
        {
            Details = new Dictionary<string, string> { ["path"] = table },
        };

    public static WeirException CheckpointCorrupt(string file, Exception cause) =>
        new(CheckpointCorruptCode.Id, $"{Caused.By($"checkpoint '{file}'", cause)} {CheckpointCorruptCode.Remedy}", cause)
        {
            Details = new Dictionary<string, string> { ["path"] = file },
        };

    public static WeirException CheckpointInvalid(string file, string why) =>
        Make(CheckpointCorruptCode, file, $"checkpoint '{file}': {why}. {CheckpointCorruptCode.Remedy}");

    public static WeirException PartitionValueMissing(string table, string file, string column) =>
        Make(PartitionValueInvalidCode, table,
            $"file '{file}' of table '{table}' has no value for the partition column '{column}'. {PartitionValueInvalidCode.Remedy}",
            ("column", column));

    public static WeirException PartitionValueInvalid(string column, string type, string value) =>
        Make(PartitionValueInvalidCode, column,
            $"the partition value '{value}' of column '{column}' is not a {type}. {PartitionValueInvalidCode.Remedy}",
            ("column", column), ("value", value));

    public static WeirException FilePathInvalid(string path, string why) =>
        Make(FilePathInvalidCode, path, $"the log names the data file '{path}', which {why}. {FilePathInvalidCode.Remedy}");

    public static WeirException FileTwice(string table, string file) =>
        Make(FileTwiceCode, table, $"table '{table}' holds the data file '{file}' twice, with different deletion vectors. {FileTwiceCode.Remedy}",
            ("file", file));

    public static WeirException MetadataInvalid(string table, string why) =>
        Make(MetadataInvalidCode, table, $"the metadata of table '{table}' is not valid: {why}. {MetadataInvalidCode.Remedy}");

    private static WeirException Make(ErrorCode code, string path, string message, params (string Name, string Value)[] facts)
    {
        Dictionary<string, string> details = new() { ["path"] = path };
        foreach ((string name, string value) in facts)
            details[name] = value;
        return new WeirException(code.Id, message) { Details = details };
    }
}
