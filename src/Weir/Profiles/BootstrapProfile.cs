using System.Text.Json.Serialization;
using Weir.Plugins;
using Weir.Policies;

namespace Weir;

/// <summary>How schemas are tried before rows move. Immutable.</summary>
public sealed record BootstrapProfile
{
    /// <summary>Whether a run without rows comes first.</summary>
    public ZeroRowValidation ValidationMode { get; init; }

    /// <summary>Whether derived tables belong to it.</summary>
    public bool IncludeSemanticOutputs { get; init; } = true;

    /// <summary>Whether tables that are not shown belong to it.</summary>
    public bool IncludeInternalTables { get; init; } = true;

    /// <summary>Whether a table without a schema ends it.</summary>
    public bool Strict { get; init; } = true;

    /// <summary>Whether one row may be read where no schema is known.</summary>
    public bool AllowSemanticRowProbeFallback { get; init; }

    /// <summary>What the tables of that run hold.</summary>
    public BootstrapMode BootstrapMode { get; init; }

    /// <summary>Tables that get a row.</summary>
    public IReadOnlyList<string> SeededDatasets { get; init => field = ValueList.Of(value); } = ValueList.Empty;
}

/// <summary>Whether a run without rows comes before the one with rows.</summary>
[JsonConverter(typeof(SnakeCaseEnum<ZeroRowValidation>))]
public enum ZeroRowValidation
{
    /// <summary>It does not.</summary>
    Off,

    /// <summary>It does.</summary>
    Bootstrap,
}

/// <summary>What tables hold in a run without rows.</summary>
[JsonConverter(typeof(SnakeCaseEnum<BootstrapMode>))]
public enum BootstrapMode
{
    /// <summary>Nothing.</summary>
    StrictZeroRows,

    /// <summary>One row, where that is asked for.</summary>
    SeededMinimalRows,
}
