using FsCheck;
using FsCheck.Fluent;

namespace Weir.Tests.Catalog;

public sealed class TableNameTests
{
    [Theory]
    [InlineData("t", "t", null, null)]
    [InlineData("raw.t", "t", "raw", null)]
    [InlineData("lake.raw.\"t.1 \"\"x\"\"\"", "t.1 \"x\"", "raw", "lake")]
    public void A_name_has_one_to_three_parts(string text, string name, string? schema, string? catalog) =>
        Assert.Equal(new TableName(name, schema, catalog), TableName.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a.b.c.d")]
    [InlineData("\"a")]
    [InlineData("a\"b")]
    [InlineData("\"a\"b")]
    public void What_is_no_name_is_refused(string text) => Assert.Equal("WEIR8002", Assert.Throws<WeirException>(() => TableName.Parse(text)).Code);

    [Fact]
    [Trait("Requirement", "R170")]
    public void Any_name_is_read_back_as_it_was() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Zip(ArbMap.Default.GeneratorFor<NonEmptyString>(), ArbMap.Default.GeneratorFor<NonEmptyString>()).ToArbitrary(), pair =>
        {
            TableName name = new(pair.Item1.Get, pair.Item2.Get);
            if (!name.Name.Contains('\0') && !name.Schema!.Contains('\0'))
                Assert.Equal(name, TableName.Parse(name.ToString()));
        }));
}
