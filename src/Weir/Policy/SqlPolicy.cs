using System.Text.Json;
using Weir.Diagnostics;
using Weir.Policies;

namespace Weir;

/// <summary>
/// What SQL of a session may do. Immutable. Statements are judged by their syntax, each one of a text and each one inside
/// another, before anything of them runs; see <see cref="Session.Judge"/>. The program's own calls (<see cref="Session.WriteAsync(DatasetLocation, Query, DeltaWriteMode, DeltaWriteOptions, IProgress{DeltaWriteProgress}, CancellationToken)"/>,
/// <see cref="Session.Register(string, DatasetLocation)"/>) need no right, and views that the program registers may read what SQL itself may not.
/// </summary>
public sealed record SqlPolicy
{
    /// <summary>The default, <c>read_only</c>: queries, EXPLAIN, functions of the session and files by path; nothing is changed.</summary>
    public static SqlPolicy ReadOnly { get; } = new() { Name = "read_only" };

    /// <summary>
    /// <c>write</c>: reads, and changes rows of registered tables. Views and prepared statements are of the session; files can be
    /// written by COPY once <see cref="WritePaths"/> says where.
    /// </summary>
    public static SqlPolicy Write { get; } = new()
    {
        Name = "write",
        Rights = ReadOnly.Rights | SqlRights.Dml | SqlRights.Truncate | SqlRights.CopyTo | SqlRights.CopyFrom | SqlRights.CreateView | SqlRights.DropView
            | SqlRights.Prepare | SqlRights.Transactions | SqlRights.Maintenance | SqlRights.Settings,
    };

    /// <summary>
    /// <c>service</c>: queries over registered tables and nothing else, for texts from outside: no paths, no EXPLAIN, which shows
    /// them, no functions about the process, 30 seconds, 64 Ki characters.
    /// </summary>
    public static SqlPolicy Service { get; } = new()
    {
        Name = "service",
        Rights = SqlRights.Query,
        DeniedFunctions =
        [
            "current_setting", "duckdb_columns", "duckdb_memory", "duckdb_settings", "duckdb_tables", "duckdb_temporary_files", "duckdb_views",
            "current_connection_id", "current_query", "current_query_id", "current_transaction_id", "getvariable", "pragma_platform",
            "pragma_version", "setseed", "sleep_ms", "txid_current", "version", "weir_plugins", "write_log",
        ],
        ReadPaths = [],
        Limits = new SqlLimits { TimeMaxMs = 30_000, TextMaxCharacters = 64 * 1024, NestingMax = 100 },
    };

    /// <summary><c>admin</c>: every right, and every path. What no session carries out is refused even so.</summary>
    public static SqlPolicy Admin { get; } = new() { Name = "admin", Rights = SqlRights.All, WritePaths = null };

    /// <summary>A name, for reports. Default: <c>read_only</c>, the preset that all others start from.</summary>
    public string Name { get; init; } = "read_only";

    /// <summary>What statements may be. Default: <see cref="SqlRights.Query"/>, <see cref="SqlRights.Explain"/>, <see cref="SqlRights.CreateFunction"/>, <see cref="SqlRights.FileFunctions"/>.</summary>
    public SqlRights Rights { get; init; } = SqlRights.Query | SqlRights.Explain | SqlRights.CreateFunction | SqlRights.FileFunctions;

    /// <summary>
    /// The tables and views that SQL may name, whatever their case; those of a schema as <c>information_schema.tables</c> or
    /// <c>information_schema.*</c>. Null (the default): all that the session has.
    /// </summary>
    public IReadOnlyList<string>? Tables { get; init => field = ValueList.OrNull(value); }

    /// <summary>Tables that SQL may not name. Default: none.</summary>
    public IReadOnlyList<string> DeniedTables { get; init => field = ValueList.Of(value); } = ValueList.Empty;

    /// <summary>
    /// The columns that a table has for SQL, by its name: the others are not there, in <c>*</c> neither. Tables without an entry
    /// have all. They hold for data sets, also below views of the program. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Columns
    {
        get;
        init => field = ValueMap<IReadOnlyList<string>>.Of(value, ValueList.Of, StringComparer.OrdinalIgnoreCase);
    } = ValueMap<IReadOnlyList<string>>.Empty;

    /// <summary>The functions that SQL may call, whatever their case; operators and literals of lists and structs need no entry. Null (the default): all that are open.</summary>
    public IReadOnlyList<string>? Functions { get; init => field = ValueList.OrNull(value); }

    /// <summary>Functions that SQL may not call. Default: none.</summary>
    public IReadOnlyList<string> DeniedFunctions { get; init => field = ValueList.Of(value); } = ValueList.Empty;

    /// <summary>
    /// Folders below which files may be read by path. A path counts as what it leads to: <c>..</c>, links and <c>file://</c> are
    /// resolved first. It must then be written as a literal. Null (the default): everywhere.
    /// </summary>
    public IReadOnlyList<string>? ReadPaths { get; init => field = ValueList.OrNull(value); }

    /// <summary>Folders below which COPY may write. Null: everywhere. Default: nowhere.</summary>
    public IReadOnlyList<string>? WritePaths { get; init => field = ValueList.OrNull(value); } = ValueList.Empty;

    /// <summary>The names that <see cref="Query.Identifiers"/> may put into a text. Default: none.</summary>
    public IReadOnlyList<string> ParameterIdentifiers { get; init => field = ValueList.Of(value); } = ValueList.Empty;

    /// <summary>Whether functions may be called that give other results at another time: random numbers, the clock. Default: true.</summary>
    public bool AllowVolatileFunctions { get; init; } = true;

    /// <summary>What one statement may take. Default: <see cref="SqlLimits.None"/>.</summary>
    public SqlLimits Limits { get; init; } = SqlLimits.None;

    /// <summary>Names of the presets.</summary>
    public static IReadOnlyList<string> PresetNames { get; } = [ReadOnly.Name, Write.Name, Service.Name, Admin.Name];

    /// <summary>A preset by its name.</summary>
    /// <param name="name">One of <see cref="PresetNames"/>.</param>
    /// <returns>The preset.</returns>
    /// <exception cref="WeirException">WEIR5023: there is no such preset.</exception>
    public static SqlPolicy Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new[] { ReadOnly, Write, Service, Admin }.FirstOrDefault(preset => preset.Name == name)
            ?? throw SqlPolicyErrors.PolicyInvalid($"'{name}' is no policy; the policies are {string.Join(", ", PresetNames)}");
    }

    /// <summary>Reads a policy from JSON; members that are left out are as in the preset that <c>base</c> names, <c>read_only</c> without it.</summary>
    /// <param name="json">As <see cref="ToJson"/> writes it.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="WeirException">WEIR5023: it is no JSON, or has a member or a name that a policy does not have.</exception>
    public static SqlPolicy FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            SqlPolicyText text = JsonSerializer.Deserialize(json, SqlPolicyJson.Default.SqlPolicyText)
                ?? throw SqlPolicyErrors.PolicyInvalid("it is null");
            return Of(text).Checked();
        }
        catch (JsonException cause)
        {
            throw SqlPolicyErrors.PolicyUnreadable(cause.Path ?? "$", cause.LineNumber + 1, JsonFault.Of(cause, json), cause);
        }
    }

    /// <summary>The policy as JSON, with every member; equal policies give equal texts.</summary>
    /// <returns>An object.</returns>
    public string ToJson() => JsonSerializer.Serialize(
        new SqlPolicyText
        {
            Name = Name,
            Rights = PolicyNames.List(Rights),
            Tables = Json(Tables),
            DeniedTables = DeniedTables,
            Columns = new SortedDictionary<string, IReadOnlyList<string>>(Columns.ToDictionary(), StringComparer.Ordinal),
            Functions = Json(Functions),
            DeniedFunctions = DeniedFunctions,
            ReadPaths = Json(ReadPaths),
            WritePaths = Json(WritePaths),
            ParameterIdentifiers = ParameterIdentifiers,
            AllowVolatileFunctions = AllowVolatileFunctions,
            Limits = new SqlLimitsText(Limits.RowsMax, Limits.TimeMaxMs, Limits.MemoryMaxBytes, Limits.TextMaxCharacters, Limits.NestingMax),
        },
        SqlPolicyJson.Default.SqlPolicyText);

    /// <summary>The policy, when its figures make sense.</summary>
    /// <exception cref="WeirException">WEIR5023.</exception>
    internal SqlPolicy Checked()
    {
        (string Name, long? Value)[] limits =
        [
            ("rows_max", Limits.RowsMax), ("time_max_ms", Limits.TimeMaxMs - 1), ("memory_max_bytes", Limits.MemoryMaxBytes - 1),
            ("text_max_characters", Limits.TextMaxCharacters - 1), ("nesting_max", Limits.NestingMax - 1),
        ];
        foreach ((string name, long? value) in limits)
        {
            if (value < 0)
                throw SqlPolicyErrors.PolicyInvalid($"the limit {name} is too small; leave it out for no limit");
        }
        return (Rights & ~SqlRights.All) == 0 ? this : throw SqlPolicyErrors.PolicyInvalid($"the rights {(ulong)Rights:x} hold a bit that is no right");
    }

    private static SqlPolicy Of(SqlPolicyText text)
    {
        SqlPolicy start = Named(text.Base ?? ReadOnly.Name);
        return new SqlPolicy
        {
            Name = text.Name ?? start.Name,
            Rights = Whole(text.Rights, "rights")?.Aggregate(SqlRights.None, (rights, name) => rights | PolicyNames.Right(name)) ?? start.Rights,
            Tables = List(text.Tables, start.Tables, "tables"),
            DeniedTables = Whole(text.DeniedTables, "denied_tables") ?? start.DeniedTables,
            Columns = text.Columns is { } columns ? Distinct(columns) : start.Columns,
            Functions = List(text.Functions, start.Functions, "functions"),
            DeniedFunctions = Whole(text.DeniedFunctions, "denied_functions") ?? start.DeniedFunctions,
            ReadPaths = List(text.ReadPaths, start.ReadPaths, "read_paths"),
            WritePaths = List(text.WritePaths, start.WritePaths, "write_paths"),
            ParameterIdentifiers = Whole(text.ParameterIdentifiers, "parameter_identifiers") ?? start.ParameterIdentifiers,
            AllowVolatileFunctions = text.AllowVolatileFunctions ?? start.AllowVolatileFunctions,
            Limits = text.Limits is not { } limits ? start.Limits : new SqlLimits
            {
                RowsMax = limits.RowsMax,
                TimeMaxMs = limits.TimeMaxMs,
                MemoryMaxBytes = limits.MemoryMaxBytes,
                TextMaxCharacters = limits.TextMaxCharacters,
                NestingMax = limits.NestingMax,
            },
        };
    }

    private static IReadOnlyList<string>? Whole(IReadOnlyList<string>? list, string member) => list?.Any(item => item is null) == true
        ? throw SqlPolicyErrors.PolicyInvalid($"the member {member} holds a null, expected are texts")
        : list;

    private static Dictionary<string, IReadOnlyList<string>> Distinct(IReadOnlyDictionary<string, IReadOnlyList<string>> columns) =>
        columns.Keys.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(names => names.Count() > 1) is { } twice
            ? throw SqlPolicyErrors.PolicyInvalid($"the member columns names the table '{twice.First()}' more than once ({string.Join(", ", twice)}); the case of a name does not count")
            : columns.ToDictionary(pair => pair.Key, pair => Whole(pair.Value ?? [null!], $"columns.{pair.Key}")!);

    // Null means all, and a member that is left out means what the base says: the text "all" keeps the two apart.
    private static JsonElement Json(IReadOnlyList<string>? list) => list is null
        ? JsonDocument.Parse("\"all\"").RootElement
        : JsonSerializer.SerializeToElement([.. list], SqlPolicyJson.Default.StringArray);

    private static IReadOnlyList<string>? List(JsonElement? written, IReadOnlyList<string>? start, string member) => written switch
    {
        null => start,
        { ValueKind: JsonValueKind.String } all when all.GetString() == "all" => null,
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(item => item.GetString()!)],
        _ => throw SqlPolicyErrors.PolicyInvalid($"the member {member} is neither \"all\" nor a list of texts"),
    };
}
