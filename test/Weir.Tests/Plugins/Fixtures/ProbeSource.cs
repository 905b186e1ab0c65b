using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Tests.Plugins.Fixtures;

/// <summary>The text of a small managed plugin: one scalar function, and what a test puts in.</summary>
internal static class ProbeSource
{
    public static string Of(
        JsonObject? manifest,
        string function = "probe_one",
        string alias = "probe_uno",
        string members = "",
        string more = "",
        string framework = ".NETCoreApp,Version=v10.0") => $$"""
        using System.Collections.Generic;
        using Weir.Arrow;
        using Weir.Plugins;
        {{(manifest is null ? "" : $"[assembly: PluginManifest({JsonSerializer.Serialize(manifest.ToJsonString())})]")}}
        [assembly: System.Runtime.Versioning.TargetFramework("{{framework}}")]
        namespace Probe;
        public sealed class ProbePlugin : Plugin
        {
            public override PluginDescription Description { get; } = new("probe", "1.2.3");
            public override IReadOnlyList<PluginScalar> Scalars { get; } = [new One()];
            {{members}}
        }
        public sealed class One() : PluginScalar("{{function}}", [])
        {
            public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64, true);
            public override void Invoke(ref PluginScalarCall batch) => batch.Result.Values<long>().Fill(1);
        }
        {{more}}
        """.Replace("[new One()]", $"[new One() {{ Aliases = [\"{alias}\"] }}]", StringComparison.Ordinal);

    public static byte[] Build(JsonObject? manifest, string name = "Probe") => BuiltLibraries.Managed(Of(manifest), name);
}
