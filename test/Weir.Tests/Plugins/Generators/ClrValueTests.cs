using Weir.Arrow;
using Weir.Plugins.Loops;

namespace Weir.Tests.Plugins.Generators;

public sealed class ClrValueTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-719_162)]
    [InlineData(2_932_896)]
    public void Dates_go_there_and_back(int days) => Assert.Equal(days, ClrValue.FromDate(ClrValue.ToDate(days)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-62_135_596_800_000_000)]
    [InlineData(253_402_300_799_999_999)]
    public void Timestamps_go_there_and_back(long microseconds)
    {
        Assert.Equal(microseconds, ClrValue.FromDateTime(ClrValue.ToDateTime(microseconds)));
        Assert.Equal(microseconds, ClrValue.FromMoment(ClrValue.ToMoment(microseconds)));
    }

    [Fact]
    public void Times_below_a_microsecond_round_down_on_both_sides_of_the_epoch()
    {
        Assert.Equal(0, ClrValue.FromDateTime(DateTime.UnixEpoch.AddTicks(9)));
        Assert.Equal(-1, ClrValue.FromDateTime(DateTime.UnixEpoch.AddTicks(-1)));
    }

    [Fact]
    public void Values_outside_of_the_calendar_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => ClrValue.ToDate(-719_163));
        Assert.Throws<OverflowException>(() => ClrValue.ToDate(int.MaxValue));
        Assert.ThrowsAny<ArgumentException>(() => ClrValue.ToDateTime(253_402_300_800_000_000));
        Assert.Throws<OverflowException>(() => ClrValue.ToMoment(long.MaxValue));
        Assert.ThrowsAny<ArgumentException>(() => ClrValue.ToTime(86_400_000_000));
    }

    [Fact]
    public void An_interval_with_months_has_no_length()
    {
        Assert.Contains("1 months", Assert.Throws<ArgumentException>(() => ClrValue.ToTimeSpan(new MonthDayNanoInterval(1, 0, 0))).Message, StringComparison.Ordinal);
        TimeSpan length = new TimeSpan(-3, 4, 5, 6, 7);
        Assert.Equal(length, ClrValue.ToTimeSpan(ClrValue.FromTimeSpan(length)));
    }

    [Theory]
    [InlineData("12.345", 1234)]
    [InlineData("12.344999", 1234)]
    [InlineData("-12.345", -1234)]
    [InlineData("1", 100)]
    [InlineData("999.994", 99999)]
    public void Decimals_are_scaled_and_rounded_half_to_even(string text, long unscaled)
    {
        decimal value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((Int128)unscaled, ClrValue.FromDecimal(value, 5, 2));
        Assert.Equal(decimal.Round(value, 2, MidpointRounding.ToEven), ClrValue.ToDecimal(unscaled, 2));
    }

    [Fact]
    public void A_decimal_with_too_many_digits_is_refused()
    {
        Assert.Throws<OverflowException>(() => ClrValue.FromDecimal(1000m, 5, 2));
        Assert.Throws<OverflowException>(() => ClrValue.FromDecimal(999.999m, 5, 2));
        Assert.Throws<OverflowException>(() => ClrValue.ToDecimal(Int128.MaxValue, 2));
        Assert.Equal(decimal.MaxValue, ClrValue.ToDecimal(ClrValue.FromDecimal(decimal.MaxValue, 38, 0), 0));
    }
}
