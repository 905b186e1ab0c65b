using Weir.Functions;
using Weir.Tests.Engine;

namespace Weir.Tests.Functions;

public sealed class BytesToTextTests : IDisposable
{
    private readonly EngineFixture _engine = new();

    public BytesToTextTests() => _engine.Database.Register(BytesToText.Function);

    public void Dispose() => _engine.Dispose();

    // Each row of hexadecimal digits is decoded as .NET does, which follows the WHATWG Encoding Standard.
    [Theory]
    [InlineData("")]
    [InlineData("41FF42")]
    [InlineData("C3")]
    [InlineData("C342")]
    [InlineData("E282")]
    [InlineData("E28241E282AC")]
    [InlineData("F09F98")]
    [InlineData("F09F9880F09F98F09F9880")]
    [InlineData("C080E0809FEDA080F4908080")]
    [InlineData("808080")]
    [InlineData("EFBBBF4100")]
    public void Bytes_become_text_with_one_replacement_for_each_ill_formed_sequence(string hex)
    {
        string expected = System.Text.Encoding.UTF8.GetString(Convert.FromHexString(hex));
        Assert.Equal(expected, _engine.Text($"SELECT utf8_text(unhex('{hex}'))"));
        Assert.Equal(3000, _engine.Scalar(
            $"SELECT count(*) FROM range(3000) WHERE utf8_text(range::VARCHAR::BLOB || unhex('{hex}')) = range || utf8_text(unhex('{hex}'))"));
    }
}
