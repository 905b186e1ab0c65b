using Weir.Storage;

namespace Weir.Tests.Storage;

public sealed class ObjectPathTests
{
    [Theory]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a\0b")]
    public void What_could_leave_the_root_is_refused(string text)
    {
        WeirException error = Assert.Throws<WeirException>(() => ObjectPath.Parse(text));
        Assert.Equal("WEIR6005", error.Code);
    }

    [Theory]
    [InlineData("a", "", "a")]
    [InlineData("a/b c/d%20[1]*?\n", "a/b c", "d%20[1]*?\n")]
    [InlineData("d=x..y/...", "d=x..y", "...")]
    [InlineData("", "", "")]
    public void Names_are_literal_and_fall_into_folder_and_name(string text, string folder, string name)
    {
        ObjectPath path = ObjectPath.Parse(text);
        Assert.Equal(text, path.Value);
        Assert.Equal(folder, path.Folder.Value);
        Assert.Equal(name, path.Name);
    }

    [Fact]
    public void Appending_joins_with_one_slash_and_the_root_adds_none()
    {
        Assert.Equal("a", ObjectPath.Root.Append("a").Value);
        Assert.Equal("a/b/c", ObjectPath.Parse("a").Append("b/c").Value);
        Assert.Equal(ObjectPath.Parse("a"), ObjectPath.Parse("a").Append(""));
        Assert.Equal("WEIR6005", Assert.Throws<WeirException>(() => ObjectPath.Parse("a").Append("../b")).Code);
    }

    [Fact]
    public void The_default_value_is_the_root()
    {
        Assert.True(default(ObjectPath).IsRoot);
        Assert.Equal(ObjectPath.Root, default);
        Assert.Equal(default(ObjectPath).GetHashCode(), ObjectPath.Parse("").GetHashCode());
    }
}
