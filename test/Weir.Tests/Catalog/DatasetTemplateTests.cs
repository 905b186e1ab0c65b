namespace Weir.Tests.Catalog;

public sealed class DatasetTemplateTests
{
    private static readonly DatasetTemplate Template = new(new DatasetLocation("lake/{env}/{name}{{1}}.csv", DatasetFormat.Csv)
    {
        Options = new Dictionary<string, string> { ["header"] = "true" },
    })
    {
        Defaults = new Dictionary<string, string> { ["env"] = "dev" },
    };

    [Fact]
    public void A_template_gives_what_it_says_under_each_path()
    {
        DatasetLocation made = Template.With(new Dictionary<string, string> { ["name"] = "orders" });
        Assert.Equal(("lake/dev/orders{1}.csv", "true"), (made.Path, made.Options["header"]));
        Assert.Equal("lake/prod/orders{1}.csv", Template.With(new Dictionary<string, string> { ["name"] = "orders", ["env"] = "prod" }).Path);
    }

    [Theory]
    [InlineData("env", "prod", "needs a value for {name}")]
    [InlineData("nmae", "x", "needs a value for {name}")]
    [InlineData("name", "../../etc/passwd", "takes one name for {name}")]
    [InlineData("name", "..", "takes one name for {name}")]
    [InlineData("name", "", "takes one name for {name}")]
    public void A_value_that_is_missing_or_leads_elsewhere_is_refused(string key, string value, string expected)
    {
        WeirException error = Assert.Throws<WeirException>(() => Template.With(new Dictionary<string, string> { [key] = value }));
        Assert.Equal("WEIR8059", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_the_template_has_no_place_for_is_refused() => Assert.Contains("has no {x}",
        Assert.Throws<WeirException>(() => Template.With(new Dictionary<string, string> { ["name"] = "a", ["x"] = "b" })).Message, StringComparison.Ordinal);
}
