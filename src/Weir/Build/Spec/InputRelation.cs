using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Build;

/// <summary>Something that a build reads: a Delta table, files of one format, or a table that a plugin gives.</summary>
/// <remarks>
/// Immutable. Exactly one of <paramref name="DeltaLocation"/>, <paramref name="Location"/> and
/// <paramref name="Provider"/> is given. Locations may hold variables: <c>${name}</c>, or <c>${name:-default}</c>; <c>$${</c> stands for the
/// two characters themselves.
/// </remarks>
/// <param name="LogicalName">Name by which views read the input.</param>
/// <param name="DeltaLocation">Root folder of a Delta table.</param>
/// <param name="Location">A Delta table, a file, a folder or a glob, by <paramref name="Format"/>.</param>
/// <param name="Format">How the input is stored; <see cref="DatasetFormat.Delta"/>; written in lower case.</param>
/// <param name="RequiresLineage">Adds the column <c>__source_file</c>: the file a row comes from.</param>
/// <param name="VersionPin">The version to read of a Delta table; the newest at the start of the build when absent.</param>
/// <param name="Plugin">
/// The plugin that gives the table; with <paramref name="Provider"/> only. One that the runtime does not have is found by its name and
/// passes the same checks as any other.
/// </param>
/// <param name="Provider">A table provider of the plugin, or one of its table functions.</param>
/// <param name="Options">
/// The provider's options, or the table function's arguments by name; none when absent. Texts among them may hold variables as locations do.
/// </param>
/// <param name="TimestampPin">
/// The moment at which a Delta table is read, in ISO 8601, UTC where it has no zone; instead of <paramref name="VersionPin"/>. The build
/// records the version that the table had then.
/// </param>
public sealed record InputRelation(
    string LogicalName,
    string? DeltaLocation = null,
    string? Location = null,
    [property: JsonConverter(typeof(LowerNameConverter<DatasetFormat>))] DatasetFormat Format = DatasetFormat.Delta,
    bool RequiresLineage = false,
    long? VersionPin = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Plugin = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Provider = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Options = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TimestampPin = null);
