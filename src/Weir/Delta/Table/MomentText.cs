namespace Weir.Delta.Table;

/// <summary>A moment as a user writes it and as messages show it.</summary>
internal static class MomentText
{
    /// <summary>Reads a date, or a date and a time with or without a zone; UTC where it has none.</summary>
    /// <returns>Null when the text is none of these.</returns>
    public static DateTimeOffset? Parse(string text) =>
        CalendarText.ParseMicros(text, allowZone: true) is { } micros
            ? DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond)
            : null;

    /// <summary>ISO 8601 in UTC.</summary>
    public static string Print(DateTimeOffset time) =>
        $"{CalendarText.PrintMicros((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond, 'T')}Z";

    /// <inheritdoc cref="Print(DateTimeOffset)"/>
    /// <param name="milliseconds">Since the Unix epoch.</param>
    public static string Print(long milliseconds) =>
        CalendarText.IsPrintable(milliseconds * 1000) ? $"{CalendarText.PrintMicros(milliseconds * 1000, 'T')}Z" : $"{milliseconds} ms";
}
