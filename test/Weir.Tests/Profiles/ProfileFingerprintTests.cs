using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Weir.Profiles;

namespace Weir.Tests.Profiles;

public sealed class ProfileFingerprintTests
{
    [Fact]
    [Trait("Requirement", "R110")]
    [Trait("Requirement", "R195")]
    public void A_profile_keeps_its_fingerprint_over_versions()
    {
        RuntimeProfile profile = RuntimeProfile.Preset("prod");
        Assert.Equal("9ea88d080ce610f263abd07ae7634054146a434f73bbea55992259ddd7a50b61", profile.Fingerprint);
        Assert.Equal("3d15c6d4573e7de80de26daef9ed8383d11e405b57a59d1dfbcc25ca07a145e0", profile.SettingsHash);
    }

    [Fact]
    [Trait("Requirement", "R195")]
    public void The_order_of_members_does_not_count() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), IsOrderless).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static bool IsOrderless(int seed)
    {
        Random random = new(seed);
        RuntimeProfile profile = RuntimeProfile.Preset(RuntimeProfile.PresetNames[random.Next(RuntimeProfile.PresetNames.Count)]);
        RuntimeProfile again = RuntimeProfile.Read(Shuffled(JsonNode.Parse(profile.ToJson())!, random).ToJsonString());
        return again.Fingerprint == profile.Fingerprint && again.SettingsHash == profile.SettingsHash;
    }

    [Fact]
    [Trait("Requirement", "R194")]
    public void Profiles_that_say_the_same_are_equal()
    {
        Assert.Equal(RuntimeProfile.Preset("dev"), RuntimeProfile.Preset("dev"));
        Assert.Equal(RuntimeProfile.Preset("dev").GetHashCode(), RuntimeProfile.Preset("dev").GetHashCode());
        Assert.NotEqual(RuntimeProfile.Preset("dev"), RuntimeProfile.Preset("prod"));
        RuntimeProfile Placed(string key) => new()
        {
            Storage = new StorageSection { Places = new Dictionary<string, StorageEntry> { ["lake"] = new("/lake", new Dictionary<string, string> { ["region"] = key }) } },
        };
        Assert.Equal(Placed("a"), Placed("a"));
        Assert.NotEqual(Placed("a"), Placed("b"));
    }

    [Fact]
    [Trait("Requirement", "R194")]
    public void A_profile_keeps_what_it_was_given_when_the_lists_of_its_author_change()
    {
        List<string> names = ["orders"];
        Dictionary<string, string> tables = new() { ["orders"] = "/lake/orders" };
        RuntimeProfile profile = new()
        {
            Policies = new PolicyProfile { ParamIdentifierAllowlist = names },
            DataSources = new DataSourcesProfile { ExtractOutput = new ExtractOutput { DatasetLocations = tables } },
        };
        string fingerprint = profile.Fingerprint;
        names.Add("secret");
        tables["secret"] = "/lake/secret";
        Assert.Equal(fingerprint, profile.Fingerprint);
        Assert.Equal(["orders"], profile.Policies.ParamIdentifierAllowlist);
        Assert.Equal(["orders"], profile.DataSources.ExtractOutput.DatasetLocations.Keys);
    }

    [Fact]
    public void The_name_does_not_count() =>
        Assert.Equal(new RuntimeProfile().Fingerprint, new RuntimeProfile { Name = "other" }.Fingerprint);

    [Fact]
    [Trait("Requirement", "R110")]
    public void Every_knob_changes_the_fingerprint_and_every_setting_the_settings_hash()
    {
        RuntimeProfile bare = new();
        JsonElement members = bare.ToElement();
        HashSet<string> seen = [bare.Fingerprint];
        foreach (Knob knob in KnobTable.All.Where(knob => knob.IsMember))
        {
            RuntimeProfile changed = Changed(knob, KnobReading.At(members, knob.Path));
            Assert.True(seen.Add(changed.Fingerprint), knob.Path);
            if (knob.Setting is not null || knob.Path is "policies.settings_overrides" or "policies.local_filesystem_root")
                Assert.True(changed.SettingsHash != bare.SettingsHash, knob.Path);
        }
    }

    private static RuntimeProfile Changed(Knob knob, JsonElement value)
    {
        string[] tries = value.ValueKind switch
        {
            JsonValueKind.True => ["false"],
            JsonValueKind.False => ["true"],
            JsonValueKind.Array => ["""["x"]"""],
            JsonValueKind.Object => ["""{"pivot_limit":"7"}""", """{"x":{"table_uri":"y"}}"""],
            _ => ["\"x\"", "7", "true", "\"csv\"", "\"fair\"", "\"bootstrap\"", "\"seeded_minimal_rows\"", "\"lower\"", "\"memory\"", "\"snapshot_pinned\"", "\"plugin_first\"", "\"strict\"", "\"delta_version\"", "\"warn\""],
        };
        foreach (string json in tries)
        {
            JsonObject profile = [];
            ProfilePresets.Set(profile, knob.Path, JsonNode.Parse(json)!);
            try
            {
                return RuntimeProfile.Read(profile.ToJsonString());
            }
            catch (WeirException) when (json != tries[^1])
            {
                continue;
            }
        }
        throw new InvalidOperationException($"no value was found for {knob.Path}");
    }

    private static JsonNode Shuffled(JsonNode node, Random random)
    {
        if (node is not JsonObject members)
            return node.DeepClone();
        KeyValuePair<string, JsonNode?>[] order = [.. members];
        random.Shuffle(order);
        return new JsonObject(order.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Shuffled(member.Value, random))));
    }
}
