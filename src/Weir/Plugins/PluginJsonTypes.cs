using System.Text.Json.Serialization;

namespace Weir.Plugins;

/// <summary>How the records about plugins are read and written: strict both in members and in values.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(PluginManifest))]
[JsonSerializable(typeof(PluginLock))]
[JsonSerializable(typeof(PluginDiscoveryReport))]
[JsonSerializable(typeof(PluginResolution))]
[JsonSerializable(typeof(PluginInspection))]
[JsonSerializable(typeof(CapabilitiesSnapshot))]
[JsonSerializable(typeof(PluginVerifyReport))]
[JsonSerializable(typeof(FunctionRegistrySnapshot))]
internal sealed partial class PluginJsonTypes : JsonSerializerContext;
