using System.Text;
using Weir.Arrow;

namespace Weir.Plugins.Loops;

/// <summary>Turns values of .NET into values of columns and back; used by generated code.</summary>
public static class ClrValue
{
    private const int EpochDayNumber = 719_162;
    private const long EpochTicks = 621_355_968_000_000_000;
    private const long NanosecondsPerTick = 100;

    /// <summary>A date.</summary>
    /// <param name="days">Days since 1970-01-01.</param>
    /// <returns>The date.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Before year 1 or after year 9999.</exception>
    public static DateOnly ToDate(int days) => DateOnly.FromDayNumber(checked(days + EpochDayNumber));

    /// <summary>A date as days since 1970-01-01.</summary>
    /// <param name="value">The date.</param>
    /// <returns>Days.</returns>
    public static int FromDate(DateOnly value) => value.DayNumber - EpochDayNumber;

    /// <summary>A timestamp without a zone.</summary>
    /// <param name="microseconds">Since 1970-01-01.</param>
    /// <returns>The time, of unspecified kind.</returns>
    /// <exception cref="OverflowException">Far before year 1 or after year 9999.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Before year 1 or after year 9999.</exception>
    public static DateTime ToDateTime(long microseconds) => new(Ticks(microseconds));

    /// <summary>A timestamp as microseconds since 1970-01-01; parts of them are dropped.</summary>
    /// <param name="value">The time; its kind does not matter.</param>
    /// <returns>Microseconds.</returns>
    public static long FromDateTime(DateTime value) => Microseconds(value.Ticks - EpochTicks);

    /// <summary>A moment.</summary>
    /// <param name="microseconds">Since 1970-01-01 UTC.</param>
    /// <returns>The moment, in UTC.</returns>
    /// <exception cref="OverflowException">Far before year 1 or after year 9999.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Before year 1 or after year 9999.</exception>
    public static DateTimeOffset ToMoment(long microseconds) => new(Ticks(microseconds), TimeSpan.Zero);

    /// <summary>A moment as microseconds since 1970-01-01 UTC; parts of them are dropped.</summary>
    /// <param name="value">The moment.</param>
    /// <returns>Microseconds.</returns>
    public static long FromMoment(DateTimeOffset value) => Microseconds(value.UtcTicks - EpochTicks);

    /// <summary>A time of day.</summary>
    /// <param name="microseconds">Since midnight.</param>
    /// <returns>The time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not below 24 hours.</exception>
    public static TimeOnly ToTime(long microseconds) => new(checked(microseconds * TimeSpan.TicksPerMicrosecond));

    /// <summary>A time of day as microseconds since midnight; parts of them are dropped.</summary>
    /// <param name="value">The time.</param>
    /// <returns>Microseconds.</returns>
    public static long FromTime(TimeOnly value) => value.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>An interval without months as a length of time, a day being 24 hours.</summary>
    /// <param name="value">The interval.</param>
    /// <returns>The length.</returns>
    /// <exception cref="ArgumentException">It has months, which have no one length.</exception>
    public static TimeSpan ToTimeSpan(MonthDayNanoInterval value) => value.Months == 0
        ? new TimeSpan(checked((value.Days * TimeSpan.TicksPerDay) + (value.Nanoseconds / NanosecondsPerTick)))
        : throw new ArgumentException($"An interval of {value.Months} months has no fixed length; a TimeSpan takes days and times only.", nameof(value));

    /// <summary>A length of time as whole days and a rest.</summary>
    /// <param name="value">The length.</param>
    /// <returns>An interval without months.</returns>
    public static MonthDayNanoInterval FromTimeSpan(TimeSpan value) =>
        new(0, value.Days, value.Ticks % TimeSpan.TicksPerDay * NanosecondsPerTick);

    /// <summary>A decimal from its unscaled value.</summary>
    /// <param name="unscaled">The value times ten to the power of the scale.</param>
    /// <param name="scale">Digits after the point, 0 to 28.</param>
    /// <returns>The value.</returns>
    /// <exception cref="OverflowException">It has over 96 bits.</exception>
    public static decimal ToDecimal(Int128 unscaled, byte scale)
    {
        UInt128 magnitude = (UInt128)(unscaled < 0 ? -unscaled : unscaled);
        if (magnitude >> 96 != 0)
            throw new OverflowException($"The decimal {unscaled} x 10^-{scale} has more digits than System.Decimal; take it as an unscaled Int128.");
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), unscaled < 0, scale);
    }

    /// <summary>The unscaled value of a decimal, rounded half to even.</summary>
    /// <param name="value">The value.</param>
    /// <param name="precision">Digits of the type.</param>
    /// <param name="scale">Digits after the point, 0 to 28.</param>
    /// <returns>The value times ten to the power of the scale.</returns>
    /// <exception cref="OverflowException">It has more digits than the type.</exception>
    public static Int128 FromDecimal(decimal value, int precision, byte scale)
    {
        decimal rounded = decimal.Round(value, scale, MidpointRounding.ToEven);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(rounded, bits);
        Int128 unscaled = (Int128)new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]) * PowerOfTen(scale - rounded.Scale);
        if (unscaled >= PowerOfTen(precision))
            throw new OverflowException($"{value} has more digits than DECIMAL({precision}, {scale}).");
        return decimal.IsNegative(rounded) ? -unscaled : unscaled;
    }

    /// <summary>A text as a string; slower than spans of UTF-8.</summary>
    /// <param name="utf8">The text.</param>
    /// <returns>A new string.</returns>
    public static string ToText(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private static long Ticks(long microseconds) => checked((microseconds * TimeSpan.TicksPerMicrosecond) + EpochTicks);

    // Rounds down, before the epoch too, so that a later time never becomes an earlier number.
    private static long Microseconds(long ticks) =>
        (ticks / TimeSpan.TicksPerMicrosecond) - (ticks % TimeSpan.TicksPerMicrosecond < 0 ? 1 : 0);

    private static Int128 PowerOfTen(int exponent)
    {
        Int128 power = 1;
        for (; exponent > 0; exponent--)
            power *= 10;
        return power;
    }
}
