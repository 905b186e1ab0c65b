namespace Weir.Sessions;

/// <summary>What a function over a Delta table gives.</summary>
internal enum DeltaFunctionKind
{
    /// <summary>The rows of a version.</summary>
    Rows,

    /// <summary>The row changes of a range of versions.</summary>
    Changes,

    /// <summary>One row about a version.</summary>
    Snapshot,

    /// <summary>The files of a version, one a row.</summary>
    AddActions,

    /// <summary>The commits, one a row.</summary>
    History,
}

/// <summary>A table function of Weir itself over a Delta table. A call of it becomes a table before the statement is planned.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Kind">What it gives.</param>
/// <param name="Parameters">In order; the first one is the table's folder, and the others may be left out.</param>
internal sealed record DeltaFunction(string Name, DeltaFunctionKind Kind, IReadOnlyList<FunctionParameter> Parameters)
{
    public const string Path = "path";
    public const string Version = "version";
    public const string Timestamp = "timestamp";

    private static readonly FunctionParameter PathParameter = new(Path, "VARCHAR") { Description = "The table's root folder; also named uri." };

    private static readonly FunctionParameter[] Travel =
    [
        new(Version, "BIGINT") { Default = "NULL", Description = "The version; NULL for the newest." },
        new(Timestamp, "TIMESTAMP WITH TIME ZONE") { Default = "NULL", Description = "Instead of a version: the newest one that was there at this moment. Text without a zone is UTC." },
    ];

    public const string Options = "options";
    public const string StartVersion = "start_version";
    public const string EndVersion = "end_version";
    public const string StartTimestamp = "start_timestamp";
    public const string EndTimestamp = "end_timestamp";
    public const string AllowOutOfRange = "allow_out_of_range";
    public const string Limit = "limit";

    private static readonly FunctionParameter[] Range =
    [
        new(StartVersion, "BIGINT") { Default = "NULL", Description = "The first version; NULL for version 0 or start_timestamp." },
        new(EndVersion, "BIGINT") { Default = "NULL", Description = "The last version, included; NULL for the newest or end_timestamp." },
        new(StartTimestamp, "TIMESTAMP WITH TIME ZONE") { Default = "NULL", Description = "Begins with the first version of this moment or later; also named start_ts." },
        new(EndTimestamp, "TIMESTAMP WITH TIME ZONE") { Default = "NULL", Description = "Ends with the last version up to this moment; also named end_ts." },
        new(AllowOutOfRange, "BOOLEAN") { Default = "false", Description = "Whether a range may lie after the newest version." },
    ];

    // Short names that callers know from elsewhere.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase) 
    {
        ["uri"] = Path, ["start_ts"] = StartTimestamp, ["end_ts"] = EndTimestamp,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DeltaFunction> All { get; } =
    [
        new("read_delta", DeltaFunctionKind.Rows,
        [
            PathParameter, .. Travel,
            new(Options, "VARCHAR") { Default = "NULL", Description = "Scan options as a JSON object with the member scan_config_version, 1." },
        ]),
        new("read_delta_cdf", DeltaFunctionKind.Changes, [PathParameter, .. Range]),
        new("delta_snapshot", DeltaFunctionKind.Snapshot, [PathParameter, .. Travel]),
        new("delta_add_actions", DeltaFunctionKind.AddActions, [PathParameter, .. Travel]),
        new("delta_history", DeltaFunctionKind.History,
        [
            PathParameter,
            new(Limit, "BIGINT") { Default = "NULL", Description = "The number of commits; NULL for all." },
            .. Travel,
        ]),
    ];

    /// <summary>The function of a name, whatever its case; null when there is none.</summary>
    public static DeltaFunction? Find(string name) => All.FirstOrDefault(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The place of a parameter; -1 when there is none of the name.</summary>
    public int PlaceOf(string name)
    {
        string known = Aliases.GetValueOrDefault(name, name);
        return Parameters.ToList().FindIndex(parameter => parameter.Name.Equals(known, StringComparison.OrdinalIgnoreCase));
    }
}
