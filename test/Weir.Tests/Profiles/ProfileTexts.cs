using System.Text.Json.Nodes;
using Weir.Profiles;

namespace Weir.Tests.Profiles;

/// <summary>Profiles for tests.</summary>
internal static class ProfileTexts
{
    /// <summary>A profile that sets one knob, and two threads.</summary>
    public static RuntimeProfile With(string path, string json, params (string Path, string Json)[] more)
    {
        JsonObject profile = new() { ["name"] = "trial", ["execution"] = new JsonObject { ["target_partitions"] = 2 } };
        foreach ((string where, string value) in more.Prepend((path, json)))
            ProfilePresets.Set(profile, where, JsonNode.Parse(value)!);
        return RuntimeProfile.Read(profile.ToJsonString());
    }
}
