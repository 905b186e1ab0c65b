using System.Globalization;

namespace Weir.Delta.Table;

/// <summary>A moment as a user writes it and as messages show it.</summary>
internal static class MomentText
{
    /// <summary>Reads a date, or a date and a time with or without a zone; UTC where it has none.</summary>
    /// <returns>Null when the text is none of these.</returns>
    public static DateTimeOffset? Parse(string text) =>
        CalendarText.ParseTicks(text, allowZone: true) is { } ticks ? DateTimeOffset.UnixEpoch.AddTicks(ticks) : null;

    /// <summary>ISO 8601 in UTC; <see cref="Parse"/> gives the same moment again.</summary>
    public static string Print(DateTimeOffset time) =>
        time.UtcTicks % TimeSpan.TicksPerMicrosecond != 0
            ? $"{time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture)}Z"
            : $"{CalendarText.PrintMicros((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond, 'T')}Z";

    /// <inheritdoc cref="Print(DateTimeOffset)"/>
    /// <param name="milliseconds">Since the Unix epoch.</param>
    public static string Print(long milliseconds) =>
        CalendarText.IsPrintable(milliseconds * 1000) ? $"{CalendarText.PrintMicros(milliseconds * 1000, 'T')}Z" : $"{milliseconds} ms";
}
