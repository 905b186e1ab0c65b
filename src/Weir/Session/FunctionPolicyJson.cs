using System.Text.Json.Serialization;

namespace Weir.Sessions;

/// <summary>How function policies are read: strict both in members and in values.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(FunctionPolicyText))]
internal sealed partial class FunctionPolicyJson : JsonSerializerContext;
