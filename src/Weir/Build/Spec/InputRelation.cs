using System.Text.Json.Serialization;

namespace Weir.Build;

/// <summary>Something that a build reads: a Delta table, or files of one format.</summary>
/// <remarks>
/// Immutable. Exactly one of <paramref name="DeltaLocation"/> and <paramref name="Location"/> is
/// given. Either may hold variables: <c>${name}</c>, or <c>${name:-default}</c>; <c>$${</c> stands for the
/// two characters themselves.
/// </remarks>
/// <param name="LogicalName">Name by which views read the input.</param>
/// <param name="DeltaLocation">Root folder of a Delta table.</param>
/// <param name="Location">A Delta table, a file, a folder or a glob, by <paramref name="Format"/>.</param>
/// <param name="Format">How the input is stored; <see cref="DatasetFormat.Delta"/>; written in lower case.</param>
/// <param name="RequiresLineage">Adds the column <c>__source_file</c>: the file a row comes from.</param>
/// <param name="VersionPin">The version to read of a Delta table; the newest at the start of the build when absent.</param>
public sealed record InputRelation(
    string LogicalName,
    string? DeltaLocation = null,
    string? Location = null,
    [property: JsonConverter(typeof(LowerNameConverter<DatasetFormat>))] DatasetFormat Format = DatasetFormat.Delta,
    bool RequiresLineage = false,
    long? VersionPin = null);
