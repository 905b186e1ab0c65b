using System.Text.Json.Serialization;

namespace Weir.Plugins;

/// <summary>What kind of function a manifest declares.</summary>
[JsonConverter(typeof(SnakeCaseEnum<DeclaredFunctionKind>))]
public enum DeclaredFunctionKind
{
    /// <summary>Of the values of one row.</summary>
    Scalar,
    /// <summary>Of the values of many rows.</summary>
    Aggregate,
    /// <summary>Over whole partitions.</summary>
    Window,
    /// <summary>Gives a table.</summary>
    Table,
}

/// <summary>A function that a manifest declares.</summary>
public sealed record DeclaredFunction
{
    /// <summary>Checked: the loaded plugin exports exactly the functions that its manifest declares. Lower-case letters, digits and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Checked: against the capabilities before loading, against the export after it.</summary>
    public required DeclaredFunctionKind Kind { get; init; }

    /// <summary>Checked: further names of the function, against the export.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>Informational: what people are told about the function; null when nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FunctionDocumentation? Documentation { get; init; }
}
