namespace Weir.Engine;

/// <summary>
/// The window functions that are part of the engine's grammar: its list of functions tells them as aggregates with all
/// arguments. A test compares this list with that one and with what the parser makes of the names.
/// </summary>
internal static class EngineWindows
{
    private const string Any = "T";

    public static IReadOnlyList<EngineRoutine> All { get; } =
    [
        Row("row_number", "BIGINT", "The number of the row in its partition, from 1."),
        Row("rank", "BIGINT", "The rank of the row, with gaps; the same for peers."),
        Row("dense_rank", "BIGINT", "The rank of the row, without gaps; the same for peers."),
        Row("rank_dense", "BIGINT", "The rank of the row, without gaps; the same for peers."),
        Row("percent_rank", "DOUBLE", "The relative rank of the row, from 0 to 1."),
        Row("cume_dist", "DOUBLE", "The share of rows that are before the row or its peers."),
        Row("ntile", "BIGINT", "The number of the row's bucket, from 1 to the number of buckets.", ("num_buckets", "BIGINT")),
        Row("lag", Any, "The value of a row before this one.", ("expr", Any)),
        Row("lag", Any, "The value of a row before this one.", ("expr", Any), ("offset", "BIGINT")),
        Row("lag", Any, "The value of a row before this one.", ("expr", Any), ("offset", "BIGINT"), ("default", Any)),
        Row("lead", Any, "The value of a row behind this one.", ("expr", Any)),
        Row("lead", Any, "The value of a row behind this one.", ("expr", Any), ("offset", "BIGINT")),
        Row("lead", Any, "The value of a row behind this one.", ("expr", Any), ("offset", "BIGINT"), ("default", Any)),
        Row("first_value", Any, "The value of the first row of the frame.", ("expr", Any)),
        Row("last_value", Any, "The value of the last row of the frame.", ("expr", Any)),
        Row("nth_value", Any, "The value of the nth row of the frame, from 1.", ("expr", Any), ("nth", "BIGINT")),
        Row("fill", Any, "The value, or one between those of its neighbours where it is NULL.", ("expr", Any)),
    ];

    private static EngineRoutine Row(string name, string result, string description, params (string Name, string Type)[] parameters) => new(
        name, "window", "", [.. parameters.Select(parameter => parameter.Name)], [.. parameters.Select(parameter => parameter.Type)],
        "", result, "CONSISTENT", description, []);
}
