namespace Weir.Diagnostics;

/// <summary>Errors of asking a Delta table for what it does not have (WEIR203x).</summary>
internal static class DeltaRequestErrors
{
    private static readonly ErrorCode TimeOutOfRangeCode = new(
        "WEIR2030", "TimeOutOfRange",
        "The table has no version of the moment that was asked for, or its log was cleaned up.",
        "Ask for a moment in the range that the error names.");

    private static readonly ErrorCode ChangesNotRecordedCode = new(
        "WEIR2031", "ChangesNotRecorded",
        "The row changes of a version were asked for, and the table did not record them.",
        "Begin after the version that sets 'delta.enableChangeDataFeed', or set it for the versions to come.");

    private static readonly ErrorCode ChangesUnreadableCode = new(
        "WEIR2032", "ChangesUnreadable",
        "The row changes of a range cannot be put into the columns of its last version.",
        "Ask for the versions before and after the change of columns apart.");

    private static readonly ErrorCode ChangeRangeInvalidCode = new(
        "WEIR2033", "ChangeRangeInvalid",
        "A range of versions was asked for that the table does not have, or that contradicts itself.",
        "Ask for a range of the versions that the error names, or allow it to be out of range.");

    private static readonly ErrorCode RequirementUnmetCode = new(
        "WEIR2034", "RequirementUnmet",
        "The request requires more of the table's protocol than the table has.",
        "Take the requirement out of the scan options, or read another table.");

    private static readonly ErrorCode ScanOptionsInvalidCode = new(
        "WEIR2035", "ScanOptionsInvalid",
        "The scan options cannot be read, or do not fit the table.",
        "Change what the message names.");

    private static readonly ErrorCode RowTrackingMissingCode = new(
        "WEIR2036", "RowTrackingMissing",
        "Row ids or row commit versions were asked for, and the table does not keep them for all of its files.",
        "Set 'delta.enableRowTracking' with a tool that fills in the files that there are, or leave the columns out.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
    [
        TimeOutOfRangeCode, ChangesNotRecordedCode, ChangesUnreadableCode, ChangeRangeInvalidCode, RequirementUnmetCode,
        ScanOptionsInvalidCode, RowTrackingMissingCode,
    ];

    public static WeirException ChangesNotRecorded(string table, long version) =>
        Make(ChangesNotRecordedCode, table,
            $"version {version} of the table '{table}' has no change data feed: 'delta.enableChangeDataFeed' is not set there. {ChangesNotRecordedCode.Remedy}",
            ("version", $"{version}"));

    public static WeirException ChangesUnreadable(string table, long version, string why) =>
        Make(ChangesUnreadableCode, table,
            $"the changes of version {version} of the table '{table}' cannot be read: {why}. {ChangesUnreadableCode.Remedy}", ("version", $"{version}"));

    public static WeirException ChangeRangeInvalid(string table, string why) =>
        Make(ChangeRangeInvalidCode, table, $"the changes of the table '{table}' cannot be read: {why}. {ChangeRangeInvalidCode.Remedy}");

    public static WeirException RequirementUnmet(string table, string why) =>
        Make(RequirementUnmetCode, table, $"the table '{table}' does not meet the request: {why}. {RequirementUnmetCode.Remedy}");

    public static WeirException ScanOptionsInvalid(string why, Exception? cause = null) =>
        new(ScanOptionsInvalidCode.Id, $"the scan options are not valid: {why}. {ScanOptionsInvalidCode.Remedy}", cause);

    public static WeirException RowTrackingMissing(string table, string file, string column) =>
        Make(RowTrackingMissingCode, table,
            $"the file '{file}' of the table '{table}' has no value for the column '{column}' of row tracking. {RowTrackingMissingCode.Remedy}", ("file", file));

    public static WeirException TimeOutOfRange(string table, string time, (long Version, string Time) first, (long Version, string Time) last) =>
        Make(TimeOutOfRangeCode, table,
            $"table '{table}' has no version of {time}: its versions {first.Version} ({first.Time}) to {last.Version} ({last.Time}) can be read.",
            ("timestamp", time), ("earliest", $"{first.Version}"), ("latest", $"{last.Version}"),
            ("earliest_timestamp", first.Time), ("latest_timestamp", last.Time));

    public static WeirException TimesUnknown(string table, long version) =>
        Make(TimeOutOfRangeCode, table,
            $"table '{table}' has no commit file any more, only checkpoints, so nothing tells when its version {version} was made. Ask for a version by its number.",
            ("version", $"{version}"));

    private static WeirException Make(ErrorCode code, string path, string message, params (string Name, string Value)[] facts)
    {
        Dictionary<string, string> details = new() { ["path"] = path };
        foreach ((string name, string value) in facts)
            details[name] = value;
        return new WeirException(code.Id, message) { Details = details };
    }
}
