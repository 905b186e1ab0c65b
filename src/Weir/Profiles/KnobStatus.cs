using System.Text.Json.Serialization;
using Weir.Plugins;

namespace Weir;

/// <summary>What becomes of a knob of a <see cref="RuntimeProfile"/>.</summary>
[JsonConverter(typeof(SnakeCaseEnum<KnobStatus>))]
public enum KnobStatus
{
    /// <summary>It is honoured.</summary>
    Applied,

    /// <summary>Nothing in Weir or its engine corresponds to it; a runtime opens all the same.</summary>
    Unsupported,

    /// <summary>A runtime that ignored it would be another than was asked for, so none opens while it is set.</summary>
    Refused,
}

/// <summary>What becomes of one knob of one profile. Immutable.</summary>
/// <param name="Path">Its place in the profile's JSON, for example <c>execution.memory_limit_bytes</c>.</param>
/// <param name="Value">Its value as JSON; null when it has none.</param>
/// <param name="IsSet">Whether the value is another than in a profile that sets nothing.</param>
/// <param name="Status">What becomes of it.</param>
/// <param name="How">The setting of the engine, or the part of Weir, that honours it; empty when nothing does.</param>
/// <param name="Reason">Why it is not honoured; null when it is.</param>
public sealed record KnobCoverage(string Path, string? Value, bool IsSet, KnobStatus Status, string How, string? Reason);
