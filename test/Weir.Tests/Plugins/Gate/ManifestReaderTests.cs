using System.Text.Json.Nodes;
using Weir.Plugins;
using Weir.Plugins.Gate;
using Weir.Tests.Plugins.Fixtures;

namespace Weir.Tests.Plugins.Gate;

[Trait("Requirement", "R053")]
public sealed class ManifestReaderTests
{
    [Theory]
    [InlineData("""{"manifest_version":1,"name":}""", "$ (line 1)")]
    [InlineData("[]", "$ (line 1): a manifest is a JSON object")]
    [InlineData("null", "$ (line 1): a manifest is a JSON object")]
    public void Text_that_is_no_manifest_is_told_with_its_place(string text, string told) => AssertInvalid(text, told);

    [Theory]
    [InlineData("name", "\"Big\"", "$.name (line 3): 'Big' is no name")]
    [InlineData("name", "null", "$.name (line 3)")]
    [InlineData("version", "\"1.0\"", "$.version (line 4): '1.0' is no version of the form 1.2.3")]
    [InlineData("kind", "\"jar\"", "$.kind (line 6): the value is not of the kind that belongs here")]
    [InlineData("kind", "1", "$.kind (line 6)")]
    [InlineData("kind", "\"managed\"", "$.entry_type (line 1): a managed plugin names its class here")]
    [InlineData("isolation", "\"manifest\"", "$.isolation (line 7): a manifest says 'in_process' or 'process'")]
    [InlineData("engine_major", "-1", "$.engine_major (line 12)")]
    [InlineData("capabilities", "[null]", "$.capabilities[0] (line 15): '' is no name")]
    [InlineData("capabilities", "{}", "$.capabilities (line 14)")]
    [InlineData("functions", "[{\"name\":\"f\"}]", "required members are missing: 'kind'")]
    [InlineData("functions", "[{\"name\":\"f f\",\"kind\":\"scalar\"}]", "$.functions[0].name (line 19): 'f f' is no name")]
    [InlineData("functions", "[null]", "$.functions[0].name (line 18): '' is no name")]
    [InlineData("build_id", "3", "$.build_id (line 5)")]
    [InlineData("files", "{\"linux-x64\":\"../x.so\"}", "'../x.so' is no relative path below the folder of plugin.json")]
    [InlineData("files", "{\"linux-x64\":\"/x.so\"}", "'/x.so' is no relative path")]
    [InlineData("entry_type", "\"X\"", "$.entry_type (line 26): a native plugin has none")]
    [InlineData("optional", "true", "there is no member 'optional' here")]
    public void A_member_that_is_wrong_is_told_with_its_json_path_and_line(string member, string json, string told)
    {
        JsonObject manifest = ManifestText.Native();
        manifest[member] = JsonNode.Parse(json);
        AssertInvalid(manifest.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }), told);
    }

    [Theory]
    [InlineData("manifest_version")]
    [InlineData("name")]
    [InlineData("version")]
    [InlineData("kind")]
    [InlineData("abi")]
    [InlineData("engine_major")]
    [InlineData("arrow_major")]
    [InlineData("capabilities")]
    public void A_member_that_is_missing_is_told_by_its_name(string member)
    {
        JsonObject manifest = ManifestText.Native();
        manifest.Remove(member);
        AssertInvalid(manifest.ToJsonString(), $"required members are missing: '{member}'");
    }

    [Fact]
    public void A_member_that_stands_twice_is_refused() =>
        AssertInvalid(ManifestText.Native().ToJsonString().Replace("\"name\":\"probe\",", "\"name\":\"probe\",\"name\":\"probe\",", StringComparison.Ordinal),
            "the member 'name' stands twice");

    [Fact]
    public void Bytes_that_are_not_utf8_are_told_with_their_place() =>
        Assert.Contains("it is not UTF-8 at byte 1", Assert.Throws<WeirException>(() => ManifestReader.Read([(byte)'{', 0xFF, (byte)'}'], "here")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_newer_manifest_is_told_from_a_wrong_one()
    {
        WeirException error = Assert.Throws<WeirException>(() => PluginJson.ReadManifest("""{"manifest_version":2,"new_member":{}}"""));
        Assert.Equal("WEIR3111", error.Code);
    }

    [Fact]
    [Trait("Requirement", "R023")]
    public void A_manifest_survives_its_own_json()
    {
        PluginManifest manifest = PluginJson.ReadManifest(ManifestText.InPackage(ManifestText.Managed(), "any", "Probe.dll"));
        string text = PluginJson.Write(manifest);
        Assert.Equal(text, PluginJson.Write(PluginJson.ReadManifest(text)));
        Assert.Equal(ManifestHash.Of(manifest), ManifestHash.Of(PluginJson.ReadManifest(text)));
    }

    [Fact]
    [Trait("Requirement", "R014")]
    public void The_hash_is_that_of_the_meaning_not_of_the_text()
    {
        JsonObject manifest = ManifestText.Native();
        string hash = ManifestHash.Of(PluginJson.ReadManifest(manifest.ToJsonString()));
        Assert.Matches("^[0-9a-f]{64}$", hash);
        string turned = new JsonObject(manifest.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString();
        Assert.Equal(hash, ManifestHash.Of(PluginJson.ReadManifest(turned)));
        manifest["providers"] = new JsonArray();
        manifest["publisher"] = null;
        Assert.Equal(hash, ManifestHash.Of(PluginJson.ReadManifest(manifest.ToJsonString())));
        Assert.Equal(hash, ManifestHash.Of(PluginJson.ReadManifest(ManifestText.InPackage(manifest, "linux-x64", "libprobe.so"))));
        manifest["build_id"] = "another";
        Assert.NotEqual(hash, ManifestHash.Of(PluginJson.ReadManifest(manifest.ToJsonString())));
    }

    [Fact]
    public void Documentation_is_read_and_kept_and_is_no_part_of_the_meaning()
    {
        JsonObject manifest = ManifestText.Native();
        string hash = ManifestHash.Of(PluginJson.ReadManifest(manifest.ToJsonString()));
        Assert.DoesNotContain("documentation", PluginJson.Write(PluginJson.ReadManifest(manifest.ToJsonString())), StringComparison.Ordinal);
        manifest["functions"]![0]!["documentation"] = JsonNode.Parse(
            """{"description":"One.","arguments":[{"name":"a","type":"BIGINT"},{"name":"more","further":true}],"examples":["SELECT probe_one(1)"],"sees_nulls":false}""");
        PluginManifest documented = PluginJson.ReadManifest(manifest.ToJsonString());
        FunctionDocumentation text = Assert.IsType<FunctionDocumentation>(documented.Functions[0].Documentation);
        Assert.Equal(("One.", "", 2, false), (text.Description, text.Remarks, text.Arguments.Count, text.SeesNulls));
        Assert.Equal(hash, ManifestHash.Of(documented));
        Assert.Equal(PluginJson.Write(documented), PluginJson.Write(PluginJson.ReadManifest(PluginJson.Write(documented))));
        manifest["functions"]![0]!["documentation"]!["colour"] = "red";
        AssertInvalid(manifest.ToJsonString(), "there is no member 'colour' here");
    }

    [Fact]
    public void Functions_without_documentation_have_that_of_the_manifest_beside_the_library()
    {
        PluginManifest inside = PluginJson.ReadManifest(ManifestText.Native().ToJsonString());
        PluginManifest Beside(string words) => inside with { Functions = [inside.Functions[0] with { Documentation = new FunctionDocumentation { Description = words } }] };
        Assert.Equal("One.", ManifestDocumentation.Complete(inside, Beside("One.")).Functions[0].Documentation?.Description);
        Assert.Equal("Mine.", ManifestDocumentation.Complete(Beside("Mine."), Beside("One.")).Functions[0].Documentation?.Description);
        Assert.Null(ManifestDocumentation.Complete(inside, null).Functions[0].Documentation);
    }

    [Fact]
    public void Zeroes_behind_the_text_and_a_mark_before_it_do_not_count()
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes("\uFEFF" + ManifestText.Native().ToJsonString() + "\0\0\0");
        Assert.Equal("probe", ManifestReader.Read(text, "here").Name);
    }

    private static void AssertInvalid(string text, string told)
    {
        WeirException error = Assert.Throws<WeirException>(() => PluginJson.ReadManifest(text));
        Assert.Equal("WEIR3110", error.Code);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }
}
