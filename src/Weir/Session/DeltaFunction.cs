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

    // Short names that callers know from elsewhere.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase) { ["uri"] = Path };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DeltaFunction> All { get; } =
    [
        new("read_delta", DeltaFunctionKind.Rows, [PathParameter, .. Travel]),
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
