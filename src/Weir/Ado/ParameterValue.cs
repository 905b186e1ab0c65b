using System.Collections;
using System.Data;
using System.Globalization;
using System.Numerics;
using Weir.Diagnostics;
using Weir.Engine;

namespace Weir.Ado;

/// <summary>The value of a parameter as a query takes it: converted to the type that was asked for, or as it is.</summary>
internal static class ParameterValue
{
    // One row a DbType: the .NET type that stands for it, and how a value becomes one.
    private static readonly Dictionary<DbType, (Type Type, Func<object, object> Convert)> Types = new()
    {
        [DbType.AnsiString] = (typeof(string), Text),
        [DbType.AnsiStringFixedLength] = (typeof(string), Text),
        [DbType.String] = (typeof(string), Text),
        [DbType.StringFixedLength] = (typeof(string), Text),
        [DbType.Xml] = (typeof(string), Text),
        [DbType.Binary] = (typeof(byte[]), value => value as byte[] ?? (value is ReadOnlyMemory<byte> memory ? memory.ToArray() : (byte[])value)),
        [DbType.Boolean] = (typeof(bool), value => Convert.ToBoolean(value, CultureInfo.InvariantCulture)),
        [DbType.SByte] = (typeof(sbyte), value => Convert.ToSByte(value, CultureInfo.InvariantCulture)),
        [DbType.Byte] = (typeof(byte), value => Convert.ToByte(value, CultureInfo.InvariantCulture)),
        [DbType.Int16] = (typeof(short), value => Convert.ToInt16(value, CultureInfo.InvariantCulture)),
        [DbType.UInt16] = (typeof(ushort), value => Convert.ToUInt16(value, CultureInfo.InvariantCulture)),
        [DbType.Int32] = (typeof(int), value => Convert.ToInt32(value, CultureInfo.InvariantCulture)),
        [DbType.UInt32] = (typeof(uint), value => Convert.ToUInt32(value, CultureInfo.InvariantCulture)),
        [DbType.Int64] = (typeof(long), value => Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        [DbType.UInt64] = (typeof(ulong), value => Convert.ToUInt64(value, CultureInfo.InvariantCulture)),
        [DbType.Single] = (typeof(float), value => Convert.ToSingle(value, CultureInfo.InvariantCulture)),
        [DbType.Double] = (typeof(double), value => Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        [DbType.Decimal] = (typeof(decimal), value => Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        [DbType.Currency] = (typeof(decimal), value => Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        [DbType.VarNumeric] = (typeof(Int128), value => value is BigInteger big ? (Int128)big : Int128.Parse(Text(value).ToString()!, CultureInfo.InvariantCulture)),
        [DbType.Guid] = (typeof(Guid), value => value is string text ? Guid.Parse(text) : (Guid)value),
        [DbType.Date] = (typeof(DateOnly), value => Date(value)),
        [DbType.Time] = (typeof(TimeOnly), value => Time(value)),
        [DbType.DateTime] = (typeof(DateTime), value => Moment(value)),
        [DbType.DateTime2] = (typeof(DateTime), value => Moment(value)),
        [DbType.DateTimeOffset] = (typeof(DateTimeOffset), value => value is string text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)
            : value is DateTime { Kind: DateTimeKind.Utc } utc ? new DateTimeOffset(utc) : (DateTimeOffset)value),
        [DbType.Object] = (typeof(object), value => value),
    };

    /// <summary>Whether there is such a type.</summary>
    public static bool IsKnown(DbType type) => Types.ContainsKey(type);

    /// <summary>The DbType that a value has when nobody says one.</summary>
    public static DbType TypeOf(object? value)
    {
        if (value is null or DBNull or string)
            return DbType.String;
        Type type = value.GetType();
        foreach ((DbType known, (Type clr, _)) in Types)
            if (clr == type && known is not (DbType.AnsiString or DbType.AnsiStringFixedLength or DbType.Currency))
                return known;
        return value is TimeSpan ? DbType.Time : DbType.Object;
    }

    /// <summary>The value for a query.</summary>
    /// <param name="value">The parameter's value.</param>
    /// <param name="type">What it is to be converted to; null for what it is.</param>
    /// <param name="label">What errors call it.</param>
    /// <exception cref="WeirException">WEIR8034: the value does not fit the type that was asked for.</exception>
    public static object? Of(object? value, DbType? type, string label)
    {
        if (value is null or DBNull)
            return null;
        if (Items(value) is { } items)
            return new TypedList(ElementOf(items.GetType(), type), items.Cast<object?>().Select(item => Of(item, type, label)));
        return Single(value, type, label);
    }

    // An sbyte[] is a byte[] to the runtime, and a list here.
    private static IEnumerable? Items(object value) =>
        value is IEnumerable items and not (string or ArraySegment<byte>) && value.GetType() is var type && type != typeof(byte[]) && type != typeof(char[]) ? items : null;

    // What a sequence says of its elements, also when it has none.
    private static Type ElementOf(Type sequence, DbType? wanted)
    {
        Type element = ElementType.In(sequence) ?? typeof(object);
        Type plain = element.IsEnum ? Enum.GetUnderlyingType(element)
            : element == typeof(char[]) ? typeof(string)
            : element == typeof(ArraySegment<byte>) || element == typeof(Memory<byte>) ? typeof(byte[])
            : element;
        bool isNested = plain != typeof(string) && plain != typeof(byte[]) && plain.IsAssignableTo(typeof(IEnumerable));
        return isNested || wanted is null or DbType.Object ? plain : Types[wanted.Value].Type;
    }

    private static object Single(object value, DbType? type, string label)
    {
        try
        {
            return type is { } wanted ? Types[wanted].Convert(value) : Plain(value);
        }
        catch (Exception cause) when (cause is FormatException or InvalidCastException or OverflowException or ArgumentException)
        {
            throw AdoErrors.ParameterValue(label, value.GetType(), type is null ? "a value of SQL" : $"DbType.{type}", cause.Message, cause);
        }
    }

    private static object Plain(object value) => value switch
    {
        Enum word => Convert.ChangeType(word, Enum.GetUnderlyingType(word.GetType()), CultureInfo.InvariantCulture),
        BigInteger big => big > Int128.MaxValue ? (UInt128)big : (Int128)big,
        char[] text => new string(text),
        ArraySegment<byte> bytes => bytes.ToArray(),
        Memory<byte> bytes => bytes.ToArray(),
        _ => value,
    };

    private static object Text(object value) => value as string ?? (value is char[] text ? new string(text) : Convert.ToString(value, CultureInfo.InvariantCulture)!);

    private static DateOnly Date(object value) => value switch
    {
        DateOnly date => date,
        DateTime moment => DateOnly.FromDateTime(moment),
        string text => DateOnly.Parse(text, CultureInfo.InvariantCulture),
        _ => (DateOnly)value,
    };

    private static TimeOnly Time(object value) => value switch
    {
        TimeOnly time => time,
        TimeSpan span => TimeOnly.FromTimeSpan(span),
        DateTime moment => TimeOnly.FromDateTime(moment),
        string text => TimeOnly.Parse(text, CultureInfo.InvariantCulture),
        _ => (TimeOnly)value,
    };

    private static DateTime Moment(object value) => value switch
    {
        DateTime moment => moment,
        DateOnly date => date.ToDateTime(TimeOnly.MinValue),
        string text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        _ => (DateTime)value,
    };
}
