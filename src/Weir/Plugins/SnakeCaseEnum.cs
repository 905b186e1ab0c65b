using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Plugins;

/// <summary>An enum as its names in snake_case; numbers are not taken.</summary>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
