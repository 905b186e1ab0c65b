using System.Text;
using System.Text.Json;
using Weir.Delta.Actions;

namespace Weir.Delta.Table;

/// <summary>
/// Reads single bounds from the JSON of statistics ("Per-file Statistics"). What has not the form of its type is no bound.
/// </summary>
internal static class BoundsText
{
    private const long MicrosPerDay = 86_400_000_000;

    // Writers keep milliseconds of bounds.
    private const long LostMicros = 999;

    // Some writers compute bounds of decimals as doubles, which hold so many of their units exactly.
    private static readonly Int128 ExactUnits = 1_000_000_000_000_000;
    private const int DoubleBits = 52;

    /// <summary>A whole number within limits.</summary>
    public static bool TryWhole(ref Utf8JsonReader json, long min, long max, out long value)
    {
        value = 0;
        return json.TokenType == JsonTokenType.Number && json.TryGetInt64(out value) && value >= min && value <= max;
    }

    /// <summary>A finite number of 64 bits.</summary>
    public static bool TryDouble(ref Utf8JsonReader json, out double value)
    {
        value = 0;
        return json.TokenType == JsonTokenType.Number && json.TryGetDouble(out value) && double.IsFinite(value);
    }

    /// <summary>A finite number of 32 bits.</summary>
    public static bool TryFloat(ref Utf8JsonReader json, out float value)
    {
        value = 0;
        return json.TokenType == JsonTokenType.Number && json.TryGetSingle(out value) && float.IsFinite(value);
    }

    /// <summary>A decimal, made a little wider where it may have been rounded.</summary>
    public static bool TryDecimal(ref Utf8JsonReader json, DeltaDecimal type, bool isMax, out Int128 value)
    {
        value = 0;
        if (json.TokenType is not (JsonTokenType.Number or JsonTokenType.String) || TextOf(ref json) is not { } text
            || DecimalText.Parse(text, type) is not { } exact)
        {
            return false;
        }
        Int128 slack = Int128.Abs(exact) < ExactUnits ? 0 : (Int128.Abs(exact) >> DoubleBits) + 1;
        value = isMax ? exact + slack : exact - slack;
        return true;
    }

    /// <summary>Days since 1970-01-01.</summary>
    public static bool TryDate(ref Utf8JsonReader json, out int days)
    {
        days = 0;
        if (json.TokenType != JsonTokenType.String || TextOf(ref json) is not { } text
            || CalendarText.ParseMicros(text, allowZone: false) is not { } micros || micros % MicrosPerDay != 0)
        {
            return false;
        }
        days = (int)(micros / MicrosPerDay);
        return true;
    }

    /// <summary>Microseconds since 1970-01-01, with what the writer may have cut off.</summary>
    /// <param name="json">Stands on the value.</param>
    /// <param name="isMoment">True for a moment, whose text must tell its zone; false for a time of no zone, which must not.</param>
    /// <param name="isMax">Whether it bounds from above.</param>
    /// <param name="micros">The bound.</param>
    public static bool TryTimestamp(ref Utf8JsonReader json, bool isMoment, bool isMax, out long micros)
    {
        micros = 0;
        if (json.TokenType != JsonTokenType.String || TextOf(ref json) is not { } text || HasZone(text) != isMoment
            || CalendarText.ParseMicros(text, allowZone: isMoment) is not { } exact)
        {
            return false;
        }
        // Before 1970 some cut towards zero, which is upwards.
        micros = isMax ? exact + LostMicros : exact < 0 ? exact - LostMicros : exact;
        return true;
    }

    private static bool HasZone(string text)
    {
        int time = text.AsSpan().IndexOfAny('T', ' ');
        return time >= 0 && text.AsSpan(time).IndexOfAny('Z', '+', '-') >= 0;
    }

    private static string? TextOf(ref Utf8JsonReader json)
    {
        const int BytesMax = 128;
        return json.ValueSpan.Length <= BytesMax && !json.ValueIsEscaped ? Encoding.UTF8.GetString(json.ValueSpan) : null;
    }
}
