using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Weir.Relations;

/// <summary>A type of SQL as a value. Immutable.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are the names of the types of SQL.")]
public sealed class SqlType
{
    private readonly string _text;

    private SqlType(string text) => _text = text;

    /// <summary>BOOLEAN.</summary>
    public static SqlType Boolean { get; } = new("BOOLEAN");

    /// <summary>TINYINT, 8 bits.</summary>
    public static SqlType TinyInt { get; } = new("TINYINT");

    /// <summary>SMALLINT, 16 bits.</summary>
    public static SqlType SmallInt { get; } = new("SMALLINT");

    /// <summary>INTEGER, 32 bits.</summary>
    public static SqlType Integer { get; } = new("INTEGER");

    /// <summary>BIGINT, 64 bits.</summary>
    public static SqlType BigInt { get; } = new("BIGINT");

    /// <summary>HUGEINT, 128 bits.</summary>
    public static SqlType HugeInt { get; } = new("HUGEINT");

    /// <summary>FLOAT, 32 bits.</summary>
    public static SqlType Float { get; } = new("FLOAT");

    /// <summary>DOUBLE, 64 bits.</summary>
    public static SqlType Double { get; } = new("DOUBLE");

    /// <summary>VARCHAR.</summary>
    public static SqlType Varchar { get; } = new("VARCHAR");

    /// <summary>BLOB.</summary>
    public static SqlType Blob { get; } = new("BLOB");

    /// <summary>DATE.</summary>
    public static SqlType Date { get; } = new("DATE");

    /// <summary>TIME.</summary>
    public static SqlType Time { get; } = new("TIME");

    /// <summary>TIMESTAMP, of microseconds and without a zone.</summary>
    public static SqlType Timestamp { get; } = new("TIMESTAMP");

    /// <summary>TIMESTAMP WITH TIME ZONE.</summary>
    public static SqlType TimestampWithTimeZone { get; } = new("TIMESTAMP WITH TIME ZONE");

    /// <summary>INTERVAL.</summary>
    public static SqlType Interval { get; } = new("INTERVAL");

    /// <summary>UUID.</summary>
    public static SqlType Uuid { get; } = new("UUID");

    /// <summary>DECIMAL.</summary>
    /// <param name="precision">All digits, 1 to 38.</param>
    /// <param name="scale">Those behind the point.</param>
    public static SqlType Decimal(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 38);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        return new SqlType(string.Create(CultureInfo.InvariantCulture, $"DECIMAL({precision}, {scale})"));
    }

    /// <summary>A list of items of one type.</summary>
    public static SqlType List(SqlType item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new SqlType($"{item}[]");
    }

    /// <summary>A map.</summary>
    public static SqlType Map(SqlType key, SqlType value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return new SqlType($"MAP({key}, {value})");
    }

    /// <summary>A struct.</summary>
    /// <param name="fields">Its fields in order, one at least.</param>
    public static SqlType Struct(params (string Name, SqlType Type)[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentOutOfRangeException.ThrowIfZero(fields.Length);
        return new SqlType($"STRUCT({string.Join(", ", fields.Select(field => $"{new SqlName(field.Name)} {field.Type}"))})");
    }

    /// <summary>The type as SQL writes it.</summary>
    public override string ToString() => _text;
}
