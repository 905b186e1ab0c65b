using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Weir.Cli.Rows;

namespace Weir.Tests.Cli.Rows;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0", 0, "0")]
    [InlineData("0", 2, "0.00")]
    [InlineData("5", 2, "0.05")]
    [InlineData("-5", 2, "-0.05")]
    [InlineData("12345", 2, "123.45")]
    [InlineData("-12300", 2, "-123.00")]
    [InlineData("7", -3, "7000")]
    [InlineData("0", -3, "0")]
    [InlineData("99999999999999999999999999999999999999", 38, "0.99999999999999999999999999999999999999")]
    [InlineData("-170141183460469231731687303715884105728", 0, "-170141183460469231731687303715884105728")]
    public void A_decimal_prints_every_digit_of_its_scale(string unscaled, int scale, string expected) =>
        Assert.Equal(expected, Decimal(Int128.Parse(unscaled, CultureInfo.InvariantCulture), scale));

    [Fact]
    public void Reading_a_printed_decimal_gives_the_value_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(long High, ulong Low, byte Scale)>(), value =>
        {
            Int128 unscaled = new((ulong)value.High, value.Low);
            int scale = value.Scale % 39;
            string text = Decimal(unscaled, scale);
            bool digits = scale is 0 ? !text.Contains('.') : text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 == scale;
            return digits && BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) == unscaled;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "-0")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    public void A_double_prints_the_shortest_text_that_reads_back(double value, string expected) =>
        Assert.Equal(expected, Print(text => NumberText.Of(value, text)));

    private static string Decimal(Int128 unscaled, int scale) => Print(text => NumberText.OfDecimal(unscaled, scale, text));

    private delegate int Format(Span<byte> text);

    private static string Print(Format format)
    {
        Span<byte> text = stackalloc byte[NumberText.BytesMax];
        return Encoding.ASCII.GetString(text[..format(text)]);
    }
}
