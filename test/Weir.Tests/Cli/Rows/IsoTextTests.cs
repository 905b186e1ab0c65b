using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Weir.Arrow;
using Weir.Cli.Rows;

namespace Weir.Tests.Cli.Rows;

public sealed class IsoTextTests
{
    [Fact]
    public void Every_timestamp_of_the_common_era_prints_as_the_platform_prints_it() =>
        Prop.ForAll(ArbMap.Default.ArbFor<DateTime>(), moment =>
        {
            long micros = (moment.Ticks - DateTime.UnixEpoch.Ticks) / 10;
            DateTime cut = new(DateTime.UnixEpoch.Ticks + micros * 10);
            string expected = cut.ToString(
                cut.Ticks % TimeSpan.TicksPerSecond is 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);
            return expected == Timestamp(micros, TimeUnit.Microsecond, utc: false);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_day_of_ten_thousand_years_prints_as_the_platform_prints_it()
    {
        int epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        for (int day = DateOnly.MinValue.DayNumber; day <= DateOnly.MaxValue.DayNumber; day += 1)
        {
            string text = Date(day - epoch);
            DateOnly date = DateOnly.FromDayNumber(day);
            if (text != $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}")
                Assert.Fail($"{date:O} printed as {text}");
        }
    }

    [Theory]
    [InlineData(0, "1970-01-01")]
    [InlineData(-719_468 - 60, "0000-01-01")]
    [InlineData(-719_468 - 61, "-0001-12-31")]
    [InlineData(2_932_897, "+10000-01-01")]
    [InlineData(int.MaxValue, "infinity")]
    [InlineData(-int.MaxValue, "-infinity")]
    [InlineData(int.MaxValue - 1, "+5881580-07-10")]
    public void A_date_outside_four_digit_years_keeps_its_year(int days, string expected) => Assert.Equal(expected, Date(days));

    [Theory]
    [InlineData(-1, TimeUnit.Second, true, "1969-12-31T23:59:59Z")]
    [InlineData(-1, TimeUnit.Nanosecond, false, "1969-12-31T23:59:59.999999999")]
    [InlineData(1_500, TimeUnit.Millisecond, true, "1970-01-01T00:00:01.500Z")]
    [InlineData(long.MaxValue, TimeUnit.Microsecond, true, "infinity")]
    [InlineData(-long.MaxValue, TimeUnit.Microsecond, false, "-infinity")]
    public void A_timestamp_keeps_its_fraction_and_its_zone(long ticks, TimeUnit unit, bool utc, string expected) =>
        Assert.Equal(expected, Timestamp(ticks, unit, utc));

    [Theory]
    [InlineData(0, TimeUnit.Second, "00:00:00")]
    [InlineData(86_399_999_999, TimeUnit.Microsecond, "23:59:59.999999")]
    [InlineData(86_400_000_000, TimeUnit.Microsecond, "24:00:00")]
    public void A_time_of_day_goes_to_the_end_of_the_day(long ticks, TimeUnit unit, string expected) =>
        Assert.Equal(expected, Print(text => IsoText.Time(ticks, unit, text)));

    [Theory]
    [InlineData(0, 0, 0, "PT0S")]
    [InlineData(14, 0, 0, "P1Y2M")]
    [InlineData(-14, 3, 0, "P-1Y-2M3D")]
    [InlineData(0, -1, 3_600_000_000_000, "P-1DT1H")]
    [InlineData(0, 0, 5_025_500_000_000, "PT1H23M45.5S")]
    [InlineData(0, 0, -500_000_000, "PT-0.5S")]
    [InlineData(0, 0, -61_000_000_001, "PT-1M-1.000000001S")]
    [InlineData(0, 0, 60_000_000_000, "PT1M")]
    public void An_interval_keeps_months_days_and_seconds_apart(int months, int days, long nanos, string expected) =>
        Assert.Equal(expected, Print(text => IsoText.Interval(months, days, nanos, text)));

    [Fact]
    public void The_longest_texts_fit_their_buffer()
    {
        foreach (long ticks in (long[])[long.MinValue, long.MinValue + 2, long.MaxValue - 1])
            foreach (TimeUnit unit in Enum.GetValues<TimeUnit>())
            {
                Timestamp(ticks, unit, utc: true);
                Print(text => IsoText.Interval(int.MinValue, int.MinValue, IsoText.Nanos(ticks, unit), text));
            }
    }

    private static string Date(int days) => Print(text => IsoText.Date(days, text));

    private static string Timestamp(long ticks, TimeUnit unit, bool utc) => Print(text => IsoText.Timestamp(ticks, unit, utc, text));

    private delegate int Format(Span<byte> text);

    private static string Print(Format format)
    {
        Span<byte> text = stackalloc byte[IsoText.BytesMax];
        return Encoding.ASCII.GetString(text[..format(text)]);
    }
}
