using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Build.Spec;

/// <summary>How specs and requests are read and written: strict both in members and in values.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(BuildSpec))]
[JsonSerializable(typeof(RuntimeConfig))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class SpecJson : JsonSerializerContext
{
    /// <summary>The full spec with every default written out; the input of the spec hash.</summary>
    public static JsonElement ToElement(BuildSpec spec) => JsonSerializer.SerializeToElement(spec, Default.BuildSpec);
}
