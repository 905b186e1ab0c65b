using System.Text.Json;

namespace Weir.Diagnostics;

/// <summary>
/// What the runtime tells its sinks about one thing that happened or was found. Immutable, and free of secrets: values under
/// names that speak of secrets are replaced, long values are cut.
/// </summary>
public abstract record DiagnosticsRecord
{
    private protected DiagnosticsRecord()
    {
    }

    /// <summary>What it is about: <c>weir_</c> and words in snake_case, for example <c>weir_view_registered</c>. A name keeps its meaning.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the payload's schema; a payload of another form has another version.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>
    /// The run: a build, or the life of a runtime for all that is asked of it outside of builds. 32 hexadecimal digits.
    /// </summary>
    public required string RunId { get; init; }

    /// <summary>The query or write that it happened in, 32 hexadecimal digits; null outside of both.</summary>
    public string? QueryId { get; init; }

    /// <summary>The trace that was recorded at the time, 32 hexadecimal digits; null when none was.</summary>
    public string? TraceId { get; init; }

    /// <summary>The span that was recorded at the time, 16 hexadecimal digits; null when none was.</summary>
    public string? SpanId { get; init; }

    /// <summary>When it was recorded, by the runtime's clock.</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>The facts: an object of the schema that name and version stand for, in <c>docs/diagnostics-schemas</c>.</summary>
    public required JsonElement Payload { get; init; }

    /// <summary>True when the payload had values that were too long or too many, and were cut.</summary>
    public bool IsCut { get; init; }

    /// <summary>The kind that it was made of; null for a record that a program made itself.</summary>
    internal DiagnosticsKind? Kind { get; init; }
}
