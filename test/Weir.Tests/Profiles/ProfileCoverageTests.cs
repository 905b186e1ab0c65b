using System.Text.Json.Serialization.Metadata;
using Weir.Profiles;

namespace Weir.Tests.Profiles;

public sealed class ProfileCoverageTests
{
    [Fact]
    [Trait("Requirement", "R194")]
    public void Every_knob_of_the_record_has_one_row_and_every_row_a_knob()
    {
        string[] members = [.. Leaves(typeof(RuntimeProfile), "").Where(path => path is not ("name" or "$schema")).Order(StringComparer.Ordinal)];
        Assert.Equal(members, KnobTable.All.Where(knob => knob.IsMember).Select(knob => knob.Path).Order(StringComparer.Ordinal));
        Assert.Equal(KnobTable.All.Count, KnobTable.All.Select(knob => knob.Path).Distinct().Count());
        Assert.DoesNotContain(KnobTable.All.Where(knob => !knob.IsMember), knob => members.Contains(knob.Path));
    }

    [Fact]
    public void A_row_says_what_honours_a_knob_or_why_nothing_does()
    {
        foreach (KnobCoverage row in new RuntimeProfile().Coverage())
        {
            Assert.False(row.IsSet, row.Path);
            Assert.Equal(row.Status == KnobStatus.Applied, row.How.Length > 0);
            Assert.Equal(row.Status != KnobStatus.Applied, row.Reason is { Length: > 0 });
        }
    }

    [Fact]
    public void A_profile_that_sets_nothing_opens_and_no_default_is_refused() =>
        Assert.DoesNotContain(new RuntimeProfile().Coverage(), row => row.Status == KnobStatus.Refused && KnobTable.All.Single(knob => knob.Path == row.Path).IsMember);

    [Fact]
    public void A_knob_that_is_refused_keeps_the_runtime_closed_and_all_are_named()
    {
        RuntimeProfile profile = ProfileTexts.With("execution.share_context", "false", ("features.enable_url_table", "true"), ("execution.batch_size", "0"));
        WeirException error = Assert.Throws<WeirException>(() => WeirRuntime.Open(profile));
        Assert.Equal("WEIR8082", error.Code);
        Assert.All((string[])["'trial'", "execution.share_context is false", "features.enable_url_table is true", "execution.batch_size is 0"], text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("symtable")]
    public void What_a_preset_sets_without_a_counterpart_is_listed_and_nothing_of_it_is_refused(string preset)
    {
        KnobCoverage[] set = [.. RuntimeProfile.Preset(preset).Coverage().Where(row => row.IsSet)];
        Assert.DoesNotContain(set, row => row.Status == KnobStatus.Refused);
        Assert.Contains(set, row => row is { Path: "policies.scan_policy.meta_fetch_concurrency", Status: KnobStatus.Unsupported, Reason.Length: > 0 });
    }

    // Lists and maps are one knob each, and so is what a map holds.
    private static IEnumerable<string> Leaves(Type type, string prefix)
    {
        foreach (JsonPropertyInfo member in ProfileJsonTypes.Default.Options.GetTypeInfo(type).Properties.Where(member => member.Get is not null))
        {
            JsonTypeInfo info = ProfileJsonTypes.Default.Options.GetTypeInfo(member.PropertyType);
            foreach (string path in info.Kind == JsonTypeInfoKind.Object ? Leaves(member.PropertyType, $"{prefix}{member.Name}.") : [$"{prefix}{member.Name}"])
                yield return path;
        }
    }
}
