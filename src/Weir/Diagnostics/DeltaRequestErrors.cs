using Weir.Catalog;

namespace Weir.Diagnostics;

/// <summary>Errors of asking a Delta table for what it does not have (WEIR203x).</summary>
internal static class DeltaRequestErrors
{
    private static readonly ErrorCode TimeOutOfRangeCode = new(
        "WEIR2030", "TimeOutOfRange",
        "The table has no version of the moment that was asked for, or its log was cleaned up.",
        "Ask for a moment in the range that the error names.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All = [TimeOutOfRangeCode];

    /// <summary>Times in milliseconds since the Unix epoch.</summary>
    public static WeirException TimeOutOfRange(
        string table, DateTimeOffset time, (long Version, long Time) first, (long Version, long Time) last) =>
        Make(TimeOutOfRangeCode, table,
            $"table '{table}' has no version of {MomentText.Print(time)}: its versions {first.Version} ({MomentText.Print(first.Time)}) " +
            $"to {last.Version} ({MomentText.Print(last.Time)}) can be read.",
            ("timestamp", MomentText.Print(time)), ("earliest", $"{first.Version}"), ("latest", $"{last.Version}"),
            ("earliest_timestamp", MomentText.Print(first.Time)), ("latest_timestamp", MomentText.Print(last.Time)));

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
