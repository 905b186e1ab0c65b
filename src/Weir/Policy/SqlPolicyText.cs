using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Policies;

/// <summary>A policy as it is written in JSON. A member that is left out is as in the policy that <c>base</c> names.</summary>
internal sealed record SqlPolicyText
{
    public string? Base { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string>? Rights { get; init; }

    public JsonElement? Tables { get; init; }

    public IReadOnlyList<string>? DeniedTables { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Columns { get; init; }

    public JsonElement? Functions { get; init; }

    public IReadOnlyList<string>? DeniedFunctions { get; init; }

    public JsonElement? ReadPaths { get; init; }

    public JsonElement? WritePaths { get; init; }

    public IReadOnlyList<string>? ParameterIdentifiers { get; init; }

    public bool? AllowVolatileFunctions { get; init; }

    public SqlLimitsText? Limits { get; init; }
}

/// <summary>Limits as they are written in JSON.</summary>
internal sealed record SqlLimitsText(long? RowsMax, long? TimeMaxMs, long? MemoryMaxBytes, int? TextMaxCharacters, int? NestingMax);

/// <summary>Reads and writes policies without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(SqlPolicyText))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class SqlPolicyJson : JsonSerializerContext;
