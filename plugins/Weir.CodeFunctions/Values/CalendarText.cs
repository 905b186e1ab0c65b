using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeFunctions.Values;

/// <summary>Dates, times, timestamps and intervals as text, as the engine writes them. Frozen, as <see cref="ValueText"/> is.</summary>
internal static class CalendarText
{
    private const long NanosecondsPerSecond = 1_000_000_000, SecondsPerDay = 86_400;
    private const int MonthsPerYear = 12;

    /// <summary>A date: <c>2024-01-31</c>.</summary>
    /// <param name="days">Since 1970-01-01.</param>
    /// <param name="output">Takes the text.</param>
    public static void AppendDate(int days, Utf8Writer output)
    {
        if (days is int.MaxValue or -int.MaxValue)
            output.Append(days > 0 ? "infinity"u8 : "-infinity"u8);
        else
            AppendDay(days, output, ""u8);
    }

    /// <summary>A time of day: <c>12:34:56.5</c>.</summary>
    public static void AppendTime(long value, TimeUnit unit, Utf8Writer output)
    {
        (long seconds, long nanoseconds) = Split(value, unit);
        AppendClock(seconds, nanoseconds, output);
    }

    /// <summary>A timestamp: <c>2024-01-31 12:34:56</c>; one with a time zone in UTC, with <c>+00</c>.</summary>
    public static void AppendTimestamp(long value, TimestampType type, Utf8Writer output)
    {
        if (value is long.MaxValue or -long.MaxValue)
        {
            output.Append(value > 0 ? "infinity"u8 : "-infinity"u8);
            return;
        }
        (long seconds, long nanoseconds) = Split(value, type.Unit);
        long days = Math.DivRem(seconds, SecondsPerDay, out long rest);
        if (rest < 0)
            (days, rest) = (days - 1, rest + SecondsPerDay);
        AppendDay(days, output, " "u8, rest, nanoseconds, type.TimeZone is not null);
    }

    /// <summary>An interval: <c>1 year 2 months 3 days 04:05:06.5</c>.</summary>
    public static void AppendInterval(MonthDayNanoInterval value, Utf8Writer output)
    {
        int before = output.Length;
        AppendPart(value.Months / MonthsPerYear, " year"u8, before, output);
        AppendPart(value.Months % MonthsPerYear, " month"u8, before, output);
        AppendPart(value.Days, " day"u8, before, output);
        if (value.Nanoseconds == 0 && output.Length > before)
            return;
        if (output.Length > before)
            output.Append(" "u8);
        if (value.Nanoseconds < 0)
            output.Append("-"u8);
        Int128 magnitude = Int128.Abs(value.Nanoseconds);
        AppendClock((long)(magnitude / NanosecondsPerSecond), (long)(magnitude % NanosecondsPerSecond), output);
    }

    private static void AppendPart(int count, ReadOnlySpan<byte> unit, int before, Utf8Writer output)
    {
        if (count == 0)
            return;
        if (output.Length > before)
            output.Append(" "u8);
        output.Append(count);
        output.Append(unit);
        if (count is not (1 or -1))
            output.Append("s"u8);
    }

    private static (long Seconds, long Nanoseconds) Split(long value, TimeUnit unit)
    {
        long perSecond = unit switch { TimeUnit.Second => 1, TimeUnit.Millisecond => 1000, TimeUnit.Microsecond => 1_000_000, _ => NanosecondsPerSecond };
        long seconds = Math.DivRem(value, perSecond, out long rest);
        return rest < 0 ? (seconds - 1, (rest + perSecond) * (NanosecondsPerSecond / perSecond)) : (seconds, rest * (NanosecondsPerSecond / perSecond));
    }

    // The proleptic Gregorian calendar by whole eras of 400 years that begin in March, so that leap days stand last.
    private static void AppendDay(long days, Utf8Writer output, ReadOnlySpan<byte> between, long seconds = 0, long nanoseconds = 0, bool isMoment = false)
    {
        const long eraDays = 146_097, marchOfYearZero = 719_468;
        long shifted = days + marchOfYearZero, era = (shifted >= 0 ? shifted : shifted - eraDays + 1) / eraDays;
        long dayOfEra = shifted - (era * eraDays);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long month = ((5 * dayOfYear) + 2) / 153, day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        long year = yearOfEra + (era * 400) + (month >= 10 ? 1 : 0);
        output.Append(year > 0 ? year : 1 - year, "0000");
        output.Append("-"u8);
        output.Append(month < 10 ? month + 3 : month - 9, "00");
        output.Append("-"u8);
        output.Append(day, "00");
        if (!between.IsEmpty)
        {
            output.Append(between);
            AppendClock(seconds, nanoseconds, output);
        }
        if (year <= 0)
            output.Append(" (BC)"u8);
        if (isMoment)
            output.Append("+00"u8);
    }

    private static void AppendClock(long seconds, long nanoseconds, Utf8Writer output)
    {
        output.Append(seconds / 3600, "00");
        output.Append(":"u8);
        output.Append(seconds / 60 % 60, "00");
        output.Append(":"u8);
        output.Append(seconds % 60, "00");
        if (nanoseconds == 0)
            return;
        output.Append("."u8);
        int digits = 9;
        for (; nanoseconds % 10 == 0; nanoseconds /= 10)
            digits--;
        output.Append(nanoseconds, "000000000".AsSpan(0, digits));
    }
}
