using FsCheck;
using FsCheck.Fluent;
using Weir.Delta.Commands;
using Weir.Delta.Log;
using Weir.Storage;

namespace Weir.Tests.Delta.Commands;

public sealed class EncodedPathTests
{
    [Theory]
    [InlineData("a=1/part-0.parquet", "a=1/part-0.parquet")]
    [InlineData("t=2024-01-01 00%3A00/x", "t=2024-01-01%2000%253A00/x")]
    [InlineData("a:b/c+d", "a%3Ab/c%2Bd")]
    [InlineData("é/日", "%C3%A9/%E6%97%A5")]
    public void What_a_reader_could_take_for_syntax_is_escaped(string key, string expected) =>
        Assert.Equal(expected, EncodedPath.Of(ObjectPath.Parse(key)));

    [Fact]
    public void Every_name_survives_encoding_and_decoding_and_stays_relative() =>
        Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), text =>
        {
            // Half of a surrogate pair is no name that a file system could hold.
            string name = text.Get.Replace("/", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);
            if (name is "" or "." or ".." || name.Any(char.IsSurrogate))
                return true;
            DataFilePath read = DataFilePath.Parse(EncodedPath.Of(ObjectPath.Parse("p=" + name + "/" + name)));
            return !read.IsAbsolute && read.Text == "p=" + name + "/" + name;
        }));
}
