using System.Collections;
using System.Globalization;
using System.Numerics;
using Weir.Diagnostics;
using Weir.Engine;

namespace Weir.Relations;

/// <summary>Values as literals of SQL that have the value's type, as a person would write them where that gives the type.</summary>
internal static class LiteralText
{
    private const string Moment = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A value as a literal.</summary>
    /// <exception cref="WeirException">WEIR4031: the value has no literal.</exception>
    public static string Of(object? value) => value switch
    {
        null => "NULL",
        bool truth => truth ? "true" : "false",
        sbyte or byte or short or ushort or uint or ulong or Int128 or UInt128 => Whole((IFormattable)value, WholeTypeOf(value)),
        // The sign comes later to the parser, when the digits are of a wider type already.
        int.MinValue => Whole(int.MinValue, "INTEGER"),
        int number => Signed(number.ToString(Culture)),
        // A literal that fits into 32 bits would be an INTEGER.
        long number => number is long.MinValue or (>= int.MinValue and <= int.MaxValue) ? Whole(number, "BIGINT") : Signed(number.ToString(Culture)),
        BigInteger number => Whole(number, "HUGEINT"),
        float number => $"CAST({Fraction(number)} AS FLOAT)",
        double number => Fraction(number),
        decimal number => Exact(number),
        string text => Text(text),
        char character => Text(character.ToString()),
        byte[] bytes => $"CAST({Text(Bytes(bytes))} AS BLOB)",
        Guid id => Typed(id.ToString("D"), "UUID"),
        TimeSpan span => Duration(span),
        DateOnly or TimeOnly or DateTime or DateTimeOffset => OfTime(value),
        IDictionary fields => Struct(fields),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        _ => throw StatementErrors.RelationInvalid("a constant", $"is of the type {value.GetType()}, for which SQL has no literal"),
    };

    private static string OfTime(object value) => value switch
    {
        DateOnly date => Typed(date.ToString("yyyy-MM-dd", Culture), "DATE"),
        TimeOnly time => Typed(time.ToString("HH:mm:ss.FFFFFFF", Culture), "TIME"),
        DateTime { Kind: DateTimeKind.Local } => throw StatementErrors.RelationInvalid("a constant", "is a local time, whose zone a query cannot know; use UTC, DateTimeOffset or a time without a kind"),
        DateTime { Kind: DateTimeKind.Utc } moment => Typed(moment.ToString(Moment, Culture) + "+00", "TIMESTAMP WITH TIME ZONE"),
        DateTime moment => Typed(moment.ToString(Moment, Culture), "TIMESTAMP"),
        DateTimeOffset moment => Typed(moment.ToUniversalTime().ToString(Moment, Culture) + "+00", "TIMESTAMP WITH TIME ZONE"),
        _ => throw Invariant.Unreachable(value),
    };

    private static string Struct(IDictionary fields)
    {
        List<string> parts = [];
        foreach (DictionaryEntry field in fields)
            parts.Add($"{Text(field.Key as string ?? throw StatementErrors.RelationInvalid("a constant", "is a dictionary whose keys are no texts"))}: {Of(field.Value)}");
        return parts.Count > 0 ? $"{{{string.Join(", ", parts)}}}" : throw StatementErrors.RelationInvalid("a constant", "is a struct without fields");
    }

    private static string WholeTypeOf(object value) => value switch
    {
        sbyte => "TINYINT",
        byte => "UTINYINT",
        short => "SMALLINT",
        ushort => "USMALLINT",
        uint => "UINTEGER",
        ulong => "UBIGINT",
        UInt128 => "UHUGEINT",
        _ => "HUGEINT",
    };

    private static string Whole(IFormattable number, string type) => $"CAST({Signed(number.ToString(null, Culture))} AS {type})";

    private static string Signed(string digits) => digits.StartsWith('-') ? $"({digits})" : digits;

    private static string Fraction(double number) => double.IsFinite(number)
        ? Signed(WithExponent(number.ToString("R", Culture)))
        : $"CAST({Text(double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf")} AS DOUBLE)";

    // Without an exponent the literal would be a DECIMAL.
    private static string WithExponent(string digits) => digits.Contains('E', StringComparison.Ordinal) ? digits.Replace('E', 'e') : digits + "e0";

    private static string Exact(decimal number)
    {
        string digits = number.ToString(Culture);
        return Signed(digits.Contains('.', StringComparison.Ordinal) ? digits : digits + ".0");
    }

    private static string Duration(TimeSpan span) => $"to_microseconds({Whole(span.Ticks / TimeSpan.TicksPerMicrosecond, "BIGINT")})";

    private static string Bytes(byte[] bytes) => string.Concat(bytes.Select(part => $"\\x{part:X2}"));

    private static string Typed(string text, string type) => $"CAST({Text(text)} AS {type})";

    // A NUL character would end the statement at the engine's interface.
    private static string Text(string text)
    {
        string quoted = EngineText.Literal(text);
        return text.Contains('\0', StringComparison.Ordinal) ? $"({quoted.Replace("\0", "' || chr(0) || '", StringComparison.Ordinal)})" : quoted;
    }
}
