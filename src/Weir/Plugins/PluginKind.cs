using System.Text.Json.Serialization;

namespace Weir.Plugins;

/// <summary>What a plugin's library is made of.</summary>
[JsonConverter(typeof(SnakeCaseEnum<PluginKind>))]
public enum PluginKind
{
    /// <summary>A .NET assembly with a class derived from <see cref="Plugin"/>.</summary>
    Managed,
    /// <summary>A library of the platform that exports <see cref="PluginAbi.EntryPoint"/>.</summary>
    Native,
}
