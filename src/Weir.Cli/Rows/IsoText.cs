using System.Globalization;
using Weir.Arrow;

namespace Weir.Cli.Rows;

/// <summary>
/// ISO 8601 texts of dates, times, timestamps and intervals, as UTF-8 into a span of at least
/// <see cref="BytesMax"/>. Exact for every value that the types can hold: years outside 0 to 9999 get a
/// sign (year 0 is 1 BC), and the engine's two infinities are <c>infinity</c> and <c>-infinity</c>.
/// </summary>
internal static class IsoText
{
    public const int BytesMax = 96;

    private const long SecondsPerDay = 86_400;
    private const long NanosPerSecond = 1_000_000_000;

    public static int Date(int days, Span<byte> text) =>
        Infinity(days, int.MaxValue, text) is > 0 and int length ? length : DateDigits(days, text);

    public static int Timestamp(long ticks, TimeUnit unit, bool utc, Span<byte> text)
    {
        if (Infinity(ticks, long.MaxValue, text) is > 0 and int length)
            return length;
        long ticksPerDay = SecondsPerDay * TicksPerSecond(unit);
        long days = Math.DivRem(ticks, ticksPerDay, out long rest);
        if (rest < 0)
            (days, rest) = (days - 1, rest + ticksPerDay);
        int end = DateDigits(days, text);
        text[end++] = (byte)'T';
        end += Time(rest, unit, text[end..]);
        if (utc)
            text[end++] = (byte)'Z';
        return end;
    }

    // Midnight at the end of a day is 24:00:00, as the engine has it.
    public static int Time(long ticks, TimeUnit unit, Span<byte> text)
    {
        long seconds = Math.DivRem(ticks, TicksPerSecond(unit), out long fraction);
        Digits(seconds / 3600, 2, text);
        text[2] = (byte)':';
        Digits(seconds / 60 % 60, 2, text[3..]);
        text[5] = (byte)':';
        Digits(seconds % 60, 2, text[6..]);
        return fraction is 0 ? 8 : 8 + Fraction(fraction, FractionDigits(unit), text[8..]);
    }

    /// <summary>A duration of seconds and their parts; days and months have no fixed length and stay apart.</summary>
    public static int Interval(int months, int days, Int128 nanos, Span<byte> text)
    {
        text[0] = (byte)'P';
        int end = 1;
        end += Part(months / 12, 'Y', text[end..]);
        end += Part(months % 12, 'M', text[end..]);
        end += Part(days, 'D', text[end..]);
        if (nanos == 0 && end > 1)
            return end;
        text[end++] = (byte)'T';
        Int128 seconds = nanos / NanosPerSecond;
        end += Part((long)(seconds / 3600), 'H', text[end..]);
        end += Part((long)(seconds / 60 % 60), 'M', text[end..]);
        long fraction = (long)(nanos % NanosPerSecond);
        if (seconds % 60 != 0 || fraction != 0 || text[end - 1] is (byte)'T')
            end += Seconds((long)(seconds % 60), fraction, text[end..]);
        return end;
    }

    public static long TicksPerSecond(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => 1,
        TimeUnit.Millisecond => 1_000,
        TimeUnit.Microsecond => 1_000_000,
        _ => NanosPerSecond,
    };

    public static Int128 Nanos(long ticks, TimeUnit unit) => (Int128)ticks * (NanosPerSecond / TicksPerSecond(unit));

    private static int FractionDigits(TimeUnit unit) => (int)unit * 3;

    private static int Infinity(long value, long positive, Span<byte> text)
    {
        if (value != positive && value != -positive)
            return 0;
        ReadOnlySpan<byte> word = value == positive ? "infinity"u8 : "-infinity"u8;
        word.CopyTo(text);
        return word.Length;
    }

    // Days to a date of the proleptic Gregorian calendar: the year begins in March, so the leap day
    // is its last, and 400 years are one era of 146,097 days.
    private static int DateDigits(long days, Span<byte> text)
    {
        long shifted = days + 719_468;
        long era = Math.DivRem(shifted, 146_097, out long day);
        if (day < 0)
            (era, day) = (era - 1, day + 146_097);
        long yearOfEra = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        long dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        int end = Year(year, text);
        text[end] = (byte)'-';
        Digits(month, 2, text[(end + 1)..]);
        text[end + 3] = (byte)'-';
        Digits(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2, text[(end + 4)..]);
        return end + 6;
    }

    private static int Year(long year, Span<byte> text)
    {
        int end = 0;
        if (year is < 0 or > 9999)
            text[end++] = (byte)(year < 0 ? '-' : '+');
        Math.Abs(year).TryFormat(text[end..], out int digits, "D4", CultureInfo.InvariantCulture);
        return end + digits;
    }

    private static int Part(long value, char unit, Span<byte> text)
    {
        if (value is 0)
            return 0;
        value.TryFormat(text, out int digits, default, CultureInfo.InvariantCulture);
        text[digits] = (byte)unit;
        return digits + 1;
    }

    private static int Seconds(long seconds, long fraction, Span<byte> text)
    {
        int end = 0;
        if (seconds < 0 || fraction < 0)
            text[end++] = (byte)'-';
        Math.Abs(seconds).TryFormat(text[end..], out int digits, default, CultureInfo.InvariantCulture);
        end += digits;
        if (fraction is not 0)
            end += Fraction(Math.Abs(fraction), 9, text[end..]);
        while (fraction is not 0 && text[end - 1] is (byte)'0')
            end--;
        text[end++] = (byte)'S';
        return end;
    }

    private static int Fraction(long value, int digits, Span<byte> text)
    {
        text[0] = (byte)'.';
        Digits(value, digits, text[1..]);
        return digits + 1;
    }

    private static void Digits(long value, int count, Span<byte> text)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            text[i] = (byte)('0' + value % 10);
            value /= 10;
        }
    }
}
