using System.Globalization;

namespace Weir.Delta.Table;

/// <summary>Dates and timestamps of years 1 to 9999 as text, exact to the microsecond.</summary>
internal static class CalendarText
{
    /// <summary>Day number of 1970-01-01 as <see cref="DateOnly"/> counts.</summary>
    public static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    private const string DateForm = "yyyy-M-d";

    /// <summary>
    /// Reads <c>2024-02-29</c>, <c>2024-02-29 12:30:00.123456</c> and the ISO 8601 forms with <c>T</c>
    /// and a zone. Text without a zone is taken as UTC: the protocol leaves it to "the time zone of the
    /// system which wrote to the table", which the log does not record.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="allowZone">Whether <c>Z</c> or an offset may follow.</param>
    /// <returns>Microseconds since 1970-01-01 00:00:00; null when the text is none of these forms.</returns>
    public static long? ParseMicros(string text, bool allowZone) =>
        ParseTicks(text, allowZone) is { } ticks && ticks % TimeSpan.TicksPerMicrosecond == 0 ? ticks / TimeSpan.TicksPerMicrosecond : null;

    /// <inheritdoc cref="ParseMicros"/>
    /// <returns>Tenths of a microsecond since 1970-01-01 00:00:00; null when the text is none of these forms.</returns>
    public static long? ParseTicks(string text, bool allowZone)
    {
        int split = text.AsSpan().IndexOfAny(' ', 'T');
        ReadOnlySpan<char> date = split < 0 ? text : text.AsSpan(0, split);
        if (!DateOnly.TryParseExact(date, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            return null;
        long ticks = (day.DayNumber - EpochDay) * TimeSpan.TicksPerDay;
        if (split >= 0)
        {
            if (ParseTime(text.AsSpan(split + 1), allowZone) is not { } time)
                return null;
            ticks += time;
        }
        bool inRange = ticks >= -DateTime.UnixEpoch.Ticks && ticks <= DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks;
        return inRange ? ticks : null;
    }

    /// <summary>Whether the moment lies in the years 1 to 9999.</summary>
    public static bool IsPrintable(long micros) =>
        micros >= -DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond
        && micros <= (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Prints <c>2024-02-29 12:30:00</c>, with six digits of a second when there is a fraction.</summary>
    public static string PrintMicros(long micros, char separator)
    {
        DateTime time = DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
        string form = micros % 1_000_000 == 0 ? "HH:mm:ss" : "HH:mm:ss.ffffff";
        return $"{time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}{separator}{time.ToString(form, CultureInfo.InvariantCulture)}";
    }

    // Ticks since midnight UTC; may be negative or above a day when the zone says so.
    private static long? ParseTime(ReadOnlySpan<char> text, bool allowZone)
    {
        TimeSpan zone = TimeSpan.Zero;
        int sign = text.LastIndexOfAny('Z', '+', '-');
        if (sign >= 0)
        {
            if (!allowZone || !TryZone(text[sign..], out zone))
                return null;
            text = text[..sign];
        }
        return TimeOnly.TryParseExact(text, "H:m:s.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? time.Ticks - zone.Ticks
            : null;
    }

    private static bool TryZone(ReadOnlySpan<char> text, out TimeSpan zone)
    {
        zone = TimeSpan.Zero;
        if (text is "Z")
            return true;
        if (!TimeSpan.TryParseExact(text[1..], [@"hh\:mm", "hhmm", "hh"], CultureInfo.InvariantCulture, out TimeSpan offset))
            return false;
        zone = text[0] == '-' ? -offset : offset;
        return offset <= TimeSpan.FromHours(18);
    }
}
