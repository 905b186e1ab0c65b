using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Delta.Actions;

namespace Weir.Sessions;

/// <summary>One bound of a column, from the engine's text to the JSON text of Delta statistics.</summary>
internal static class StatisticsValue
{
    /// <summary>Characters of a text that a bound keeps.</summary>
    public const int TextCharactersMax = 32;

    // The largest code point: with it behind a cut text, the bound lies above every text that begins so.
    private const string Largest = "\U0010FFFF";

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private const long TicksAMillisecond = TimeSpan.TicksPerMillisecond;

    /// <summary>
    /// The bound as JSON text, or null for a value that JSON or the type's notation cannot say (infinite
    /// numbers and days, years before 1 or after 9999) and for types without bounds.
    /// </summary>
    /// <param name="type">Type of the column.</param>
    /// <param name="text">The engine's notation.</param>
    /// <param name="isMax">True to round up, false to round down.</param>
    public static string? ToJson(DeltaType type, string text, bool isMax) => type switch
    {
        DeltaDecimal => IsPlainNumber(text) ? text : null,
        DeltaPrimitive { Kind: DeltaPrimitiveKind.Byte or DeltaPrimitiveKind.Short or DeltaPrimitiveKind.Integer or DeltaPrimitiveKind.Long } =>
            IsPlainNumber(text) ? text : null,
        DeltaPrimitive { Kind: DeltaPrimitiveKind.Float or DeltaPrimitiveKind.Double } => Real(text, isMax),
        DeltaPrimitive { Kind: DeltaPrimitiveKind.String } => $"\"{JsonEncodedText.Encode(Cut(text, isMax), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"",
        DeltaPrimitive { Kind: DeltaPrimitiveKind.Date } =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? $"\"{text}\"" : null,
        DeltaPrimitive { Kind: DeltaPrimitiveKind.Timestamp } => Moment(text, isMax, "Z"),
        DeltaPrimitive { Kind: DeltaPrimitiveKind.TimestampNtz } => Moment(text, isMax, ""),
        _ => null,
    };

    /// <summary>A text of at most 32 characters (code points) that is no larger, or no smaller, than the given one.</summary>
    public static string Cut(string text, bool isMax)
    {
        int end = 0;
        for (int characters = 0; end < text.Length && characters < TextCharactersMax; characters++)
            end += char.IsSurrogatePair(text, end) ? 2 : 1;
        if (end == text.Length || !isMax)
            return text[..end];
        // What follows the cut may itself be the largest character; keep those.
        while (end < text.Length && text.AsSpan(end).StartsWith(Largest, StringComparison.Ordinal))
            end += Largest.Length;
        return end == text.Length ? text : text[..end] + Largest;
    }

    // Zero has two signs that compare equal to some readers and not to others: take the outer one.
    private static string? Real(string text, bool isMax)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            return null;
        return value == 0 ? isMax ? "0.0" : "-0.0" : text;
    }

    // Delta keeps milliseconds; readers take the max for exact, so it is rounded up.
    private static string? Moment(string text, bool isMax, string suffix)
    {
        string plain = text.EndsWith("+00", StringComparison.Ordinal) ? text[..^3] : text;
        if (!DateTime.TryParseExact(plain, "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime moment))
            return null;
        long below = moment.Ticks % TicksAMillisecond;
        if (isMax && below > 0 && moment.Ticks > DateTime.MaxValue.Ticks - TicksAMillisecond)
            return null;
        DateTime rounded = moment.AddTicks(isMax && below > 0 ? TicksAMillisecond - below : -below);
        return $"\"{rounded.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture)}{suffix}\"";
    }

    private static bool IsPlainNumber(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart('-');
        return digits.Length > 0 && char.IsAsciiDigit(digits[0]) && char.IsAsciiDigit(digits[^1])
            && !digits.ContainsAnyExcept(NumberCharacters) && digits.Count('.') <= 1;
    }
}
