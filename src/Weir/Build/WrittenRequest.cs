using System.Text.Json;
using System.Text.Json.Serialization;
using Weir.Diagnostics;

namespace Weir.Build;

/// <summary>A request as the JSON of the contract has it.</summary>
internal sealed record WrittenRequest(
    string? SpecJson = null,
    string EngineProfile = "medium",
    RuntimeConfig? Runtime = null,
    BuildOrchestration? Orchestration = null)
{
    public static WrittenRequest Read(string json)
    {
        WrittenRequest request;
        try
        {
            request = JsonSerializer.Deserialize(json, RequestJson.Default.WrittenRequest)
                ?? throw SpecErrors.InvalidRequest("$", "the request is null");
        }
        catch (JsonException error)
        {
            throw SpecErrors.InvalidRequest(error.Path ?? "$", JsonFault.Plain(error.Message), error);
        }
        return string.IsNullOrWhiteSpace(request.SpecJson) ? throw SpecErrors.MissingSpec() : request;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(WrittenRequest))]
internal sealed partial class RequestJson : JsonSerializerContext;
