using Weir.Hashing;

namespace Weir.Tests.Hashing;

public sealed class FieldHashTests
{
    [Fact]
    public void Moving_a_character_over_a_field_border_changes_the_hash() => Assert.NotEqual(
        new FieldHash("t").Add("a", "xy").Add("b", "z").ToHex(),
        new FieldHash("t").Add("a", "x").Add("b", "yz").ToHex());

    [Fact]
    public void A_list_differs_from_its_items_as_fields() => Assert.NotEqual(
        new FieldHash("t").Add("a", ["b", "c"]).ToHex(),
        new FieldHash("t").Add("a", "b").Add("c", "").ToHex());

    [Fact]
    public void Splitting_a_list_item_changes_the_hash() => Assert.NotEqual(
        new FieldHash("t").Add("a", ["bc"]).ToHex(),
        new FieldHash("t").Add("a", ["b", "c"]).ToHex());

    [Fact]
    public void Two_domains_never_share_a_hash() => Assert.NotEqual(
        new FieldHash("t").Add("a", "b").ToHex(),
        new FieldHash("u").Add("a", "b").ToHex());

    [Fact]
    public void The_hash_of_a_known_list_of_fields_is_frozen() => Assert.Equal(
        "752f6eba0378291e67066ec136212b91967810253d5de41bd0a7450fa429c441",
        new FieldHash("weir.golden.v1").Add("name", "värde").Add("count", 3).Add("list", ["a", ""]).ToHex());
}
