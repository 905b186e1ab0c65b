using Weir.Build;

namespace Weir.Tests.Build;

[Trait("Requirement", "R043")]
[Trait("Requirement", "R078")]
public sealed class BuildRequestTests
{
    [Fact]
    public void A_request_has_the_defaults_of_the_contract()
    {
        BuildRequest request = BuildRequest.Parse("""{ "spec_json": "{}" }""");
        Assert.Equal(("{}", "medium", true, false, true), (
            request.SpecJson, request.EngineProfile, request.Orchestration.IncludeManifest,
            request.Orchestration.IncludeRunBundle, request.Orchestration.EmitAuxiliaryOutputs));
        Assert.Null(request.Runtime);
    }

    [Fact]
    public void A_request_says_what_it_wants()
    {
        BuildRequest request = BuildRequest.Parse(
            """{ "spec_json": "{}", "engine_profile": "small", "runtime": { "lineage_tags": { "a": "b" } }, "orchestration": { "include_manifest": false } }""");
        Assert.Equal("small", request.EngineProfile);
        Assert.Equal("b", request.Runtime!.LineageTags["a"]);
        Assert.False(request.Orchestration.IncludeManifest);
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("[]", "$")]
    [InlineData("null", "$")]
    [InlineData("""{ "spec_json": "{}", "surprise": 1 }""", "$.surprise")]
    [InlineData("""{ "spec_json": {} }""", "$.spec_json")]
    [InlineData("""{ "spec_json": "{}", "orchestration": { "include_manifest": "yes" } }""", "$.orchestration.include_manifest")]
    public void What_is_no_request_is_refused_with_its_path(string json, string path)
    {
        WeirException error = Assert.Throws<WeirException>(() => BuildRequest.Parse(json));
        Assert.Equal(("WEIR1001", "INVALID_RUN_BUILD_REQUEST", path), (error.Code, error.Details["code"], error.Details["path"]));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "spec_json": null }""")]
    [InlineData("""{ "spec_json": " " }""")]
    public void A_request_without_spec_is_told_so(string json)
    {
        WeirException error = Assert.Throws<WeirException>(() => BuildRequest.Parse(json));
        Assert.Equal(("WEIR1002", "RUN_BUILD_REQUEST_MISSING_SPEC_JSON"), (error.Code, error.Details["code"]));
    }
}
