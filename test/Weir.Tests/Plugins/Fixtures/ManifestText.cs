using System.Text.Json.Nodes;

namespace Weir.Tests.Plugins.Fixtures;

/// <summary>Manifests as their authors write them, right but for what a test changes.</summary>
internal static class ManifestText
{
    public static JsonObject Native(string name = "probe") => Of(name, "native");

    public static JsonObject Managed(string name = "probe", string entryType = "Probe.ProbePlugin")
    {
        JsonObject manifest = Of(name, "managed");
        manifest["entry_type"] = entryType;
        return manifest;
    }

    /// <summary>The same manifest as it stands in a package.</summary>
    public static string InPackage(JsonObject manifest, string rid, string file)
    {
        JsonObject copy = (JsonObject)manifest.DeepClone();
        copy["files"] = new JsonObject { [rid] = file };
        return copy.ToJsonString();
    }

    private static JsonObject Of(string name, string kind) => new()
    {
        ["manifest_version"] = 1,
        ["name"] = name,
        ["version"] = "1.2.3",
        ["build_id"] = "0123abc 2026-01-02T03:04:05Z release",
        ["kind"] = kind,
        ["isolation"] = "in_process",
        ["abi"] = new JsonObject { ["major"] = 1, ["minor"] = 0 },
        ["engine_major"] = 1,
        ["arrow_major"] = 1,
        ["capabilities"] = new JsonArray("scalar_functions"),
        ["functions"] = new JsonArray(new JsonObject { ["name"] = "probe_one", ["kind"] = "scalar", ["aliases"] = new JsonArray("probe_uno") }),
    };
}
