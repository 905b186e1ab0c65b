using System.Text.Json.Serialization.Metadata;

namespace Weir.Diagnostics;

/// <summary>
/// One kind of record: a row of the table of kinds. Who tells something declares its kind as a static field beside its payload;
/// the schemas in <c>docs/diagnostics-schemas</c> are printed from all such fields.
/// </summary>
/// <param name="name">As <see cref="DiagnosticsRecord.Name"/>.</param>
/// <param name="schemaVersion">1, and one more with each change that readers can notice.</param>
/// <param name="summary">What it tells, in one sentence.</param>
internal abstract class DiagnosticsKind(string name, int schemaVersion, string summary)
{
    public string Name { get; } = name;

    public int SchemaVersion { get; } = schemaVersion;

    public string Summary { get; } = summary;

    /// <summary>True for what is so, false for what happens.</summary>
    public bool IsArtifact { get; init; }

    /// <summary>How the payload becomes JSON; its schema is read from this.</summary>
    public abstract JsonTypeInfo Payload { get; }
}

/// <summary>A kind with the type of its payload.</summary>
/// <param name="name">As there.</param>
/// <param name="schemaVersion">As there.</param>
/// <param name="summary">As there.</param>
/// <param name="payload">Made by a source-generated context with names in snake_case.</param>
internal sealed class DiagnosticsKind<T>(string name, int schemaVersion, string summary, JsonTypeInfo<T> payload)
    : DiagnosticsKind(name, schemaVersion, summary)
{
    public override JsonTypeInfo<T> Payload { get; } = payload;
}
