using System.Text.Json.Serialization;

namespace Weir.Plugins;

/// <summary>How a check went.</summary>
[JsonConverter(typeof(SnakeCaseEnum<ConformanceOutcome>))]
public enum ConformanceOutcome
{
    /// <summary>The contract holds.</summary>
    Passed,
    /// <summary>The contract is broken.</summary>
    Failed,
    /// <summary>The check says nothing about this export; the message says why.</summary>
    NotApplicable,
}
