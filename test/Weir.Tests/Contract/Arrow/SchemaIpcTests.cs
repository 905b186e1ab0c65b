using System.Text.Json;
using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

[Trait("Requirement", "R054")]
[Trait("Requirement", "R142")]
public sealed class SchemaIpcTests
{
    private static readonly Schema Expected = new(new Field("id", ArrowType.Int64, Nullable: false), new Field("name", ArrowType.Utf8));

    private static byte[] Bytes => ArrowIpcWriter.SchemaBytes(Expected);

    [Fact]
    public void Bytes_hex_and_base64_give_equal_schemas()
    {
        string base64 = Convert.ToBase64String(Bytes);
        Assert.Equal(Expected, SchemaIpc.Read(Bytes));
        Assert.Equal(Expected, SchemaIpc.Read(Convert.ToHexString(Bytes)));
        Assert.Equal(Expected, SchemaIpc.Read(Convert.ToHexStringLower(Bytes)));
        Assert.Equal(Expected, SchemaIpc.Read(base64));
        Assert.Equal(Expected, SchemaIpc.Read("base64:" + base64));
        Assert.Equal(Expected, SchemaIpc.Read(JsonSerializer.SerializeToElement(base64)));
        Assert.Equal(Expected, SchemaIpc.Read(JsonSerializer.SerializeToElement(Bytes.Select(b => (int)b))));
    }

    [Theory]
    [Trait("Requirement", "R143")]
    [InlineData("base64:!", "base64 (by its prefix)")]
    [InlineData("base64:abcd", "base64 (by its prefix)")]
    [InlineData("abcd", "put 'base64:' before it")]
    [InlineData("abcde!", "as base64,")]
    [InlineData("", "there are no bytes")]
    public void What_cannot_be_decoded_names_the_decoding(string text, string words)
    {
        WeirException fault = Assert.Throws<WeirException>(() => SchemaIpc.Read(text));
        Assert.Equal("WEIR3013", fault.Code);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Requirement", "R143")]
    [InlineData("17", "it is Number")]
    [InlineData("[1,300]", "element 1 is 300")]
    [InlineData("[1,\"a\"]", "element 1 is \"a\"")]
    [InlineData("[]", "there are no bytes")]
    [InlineData("[1,2,3]", "as bytes,")]
    public void Other_json_is_refused_with_the_reason(string json, string words)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        WeirException fault = Assert.Throws<WeirException>(() => SchemaIpc.Read(document.RootElement));
        Assert.Equal("WEIR3013", fault.Code);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }
}
