using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// The SQL type of a list's elements: what the list says of them where that settles it, else what its values say together. Immutable.
/// </summary>
/// <param name="Id">Its kind; SQLNULL where neither says one.</param>
/// <param name="WholeDigits">Of decimals: digits before the point, at most.</param>
/// <param name="Scale">Of decimals: digits behind the point, at most.</param>
/// <param name="Element">Of lists: the type of theirs.</param>
/// <param name="IsSeen">Whether a value said it; what is only declared gives way to that.</param>
internal sealed record ElementType(DuckTypeId Id, int WholeDigits = 0, int Scale = 0, ElementType? Element = null, bool IsSeen = false)
{
    private const int DigitsMax = 38;

    private static readonly ElementType Unknown = new(DuckTypeId.SqlNull);

    private static readonly Dictionary<Type, DuckTypeId> Plain = new()
    {
        [typeof(bool)] = DuckTypeId.Boolean,
        [typeof(sbyte)] = DuckTypeId.TinyInt,
        [typeof(byte)] = DuckTypeId.UTinyInt,
        [typeof(short)] = DuckTypeId.SmallInt,
        [typeof(ushort)] = DuckTypeId.USmallInt,
        [typeof(int)] = DuckTypeId.Integer,
        [typeof(uint)] = DuckTypeId.UInteger,
        [typeof(long)] = DuckTypeId.BigInt,
        [typeof(ulong)] = DuckTypeId.UBigInt,
        [typeof(Int128)] = DuckTypeId.HugeInt,
        [typeof(UInt128)] = DuckTypeId.UHugeInt,
        [typeof(float)] = DuckTypeId.Float,
        [typeof(double)] = DuckTypeId.Double,
        [typeof(string)] = DuckTypeId.Varchar,
        [typeof(char)] = DuckTypeId.Varchar,
        [typeof(byte[])] = DuckTypeId.Blob,
        [typeof(ReadOnlyMemory<byte>)] = DuckTypeId.Blob,
        [typeof(DateOnly)] = DuckTypeId.Date,
        [typeof(TimeOnly)] = DuckTypeId.Time,
        [typeof(DateTimeOffset)] = DuckTypeId.TimestampTz,
        [typeof(TimeSpan)] = DuckTypeId.Interval,
        [typeof(Guid)] = DuckTypeId.Uuid,
    };

    // Each holds the values of those before it; the digits are those of its widest value.
    private static readonly (DuckTypeId Id, int Digits)[] Signed =
        [(DuckTypeId.TinyInt, 3), (DuckTypeId.SmallInt, 5), (DuckTypeId.Integer, 10), (DuckTypeId.BigInt, 19), (DuckTypeId.HugeInt, DigitsMax)];

    private static readonly (DuckTypeId Id, int Digits)[] Unsigned =
        [(DuckTypeId.UTinyInt, 3), (DuckTypeId.USmallInt, 5), (DuckTypeId.UInteger, 10), (DuckTypeId.UBigInt, 20), (DuckTypeId.UHugeInt, DigitsMax)];

    /// <summary>The type as an error names it.</summary>
    private string Text => Id == DuckTypeId.List ? $"{Element!.Text}[]" : Id.ToString().ToUpperInvariant();

    /// <param name="parameter">The parameter's name, for errors.</param>
    /// <param name="items">The list.</param>
    /// <exception cref="WeirException">WEIR4014: the elements have no type in common.</exception>
    public static ElementType Of(string parameter, IList items)
    {
        Type? declared = items is TypedList typed ? typed.Element : In(items.GetType());
        if (declared is not null && Plain.TryGetValue(declared, out DuckTypeId settled))
            return new ElementType(settled, IsSeen: true);
        ElementType type = declared is null ? Unknown : OfDeclared(declared);
        foreach (object? item in items)
        {
            if (item is null or DBNull)
                continue;
            ElementType found = OfValue(parameter, item);
            type = Joined(type, found) ?? throw EngineErrors.ArgumentTypeUnsupported(
                parameter, items.GetType(), $"The elements of a list must be of one type, and these are of {type.Text} and {found.Text}.");
        }
        return type.WholeDigits + type.Scale <= DigitsMax ? type : throw EngineErrors.ArgumentTypeUnsupported(
            parameter, items.GetType(),
            string.Create(CultureInfo.InvariantCulture, $"Its decimals have up to {type.WholeDigits} digits before and {type.Scale} behind the point, and one type holds {DigitsMax}: round them."));
    }

    /// <summary>The type for the engine.</summary>
    public DuckTypeHandle Create()
    {
        if (Id == DuckTypeId.Decimal)
            return DuckApiType.CreateDecimal((byte)Math.Max(1, WholeDigits + Scale), (byte)Scale);
        if (Element is null)
            return DuckApiType.Create(Id);
        using DuckTypeHandle element = Element.Create();
        return DuckApiType.CreateList(element);
    }

    /// <summary>What a type of sequences says of its elements, without what makes it nullable; null when it says nothing.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Where interfaces were trimmed away, the values say the type.")]
    public static Type? In(Type sequence)
    {
        Type? element = sequence.IsArray
            ? sequence.GetElementType()
            : sequence.GetInterfaces().Prepend(sequence).FirstOrDefault(IsSequence)?.GetGenericArguments()[0];
        return element is null ? null : Nullable.GetUnderlyingType(element) ?? element;

        static bool IsSequence(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>);
    }

    private static ElementType OfDeclared(Type type)
    {
        if (Plain.TryGetValue(type, out DuckTypeId id))
            return new ElementType(id);
        if (type == typeof(decimal))
            return new ElementType(DuckTypeId.Decimal);
        if (type == typeof(DateTime))
            return new ElementType(DuckTypeId.Timestamp);
        if (type == typeof(BigInteger))
            return new ElementType(DuckTypeId.HugeInt);
        return type.IsAssignableTo(typeof(IEnumerable)) && In(type) is { } element ? new ElementType(DuckTypeId.List, Element: OfDeclared(element)) : Unknown;
    }

    private static ElementType OfValue(string parameter, object value) => value switch
    {
        decimal v => OfDecimal(v),
        DateTime v => new ElementType(v.Kind == DateTimeKind.Unspecified ? DuckTypeId.Timestamp : DuckTypeId.TimestampTz, IsSeen: true),
        BigInteger v => new ElementType(v > Int128.MaxValue ? DuckTypeId.UHugeInt : DuckTypeId.HugeInt, IsSeen: true),
        _ when Plain.TryGetValue(value.GetType(), out DuckTypeId id) => new ElementType(id, IsSeen: true),
        IList v => new ElementType(DuckTypeId.List, Element: Of(parameter, v), IsSeen: true),
        _ => Unknown,
    };

    private static ElementType OfDecimal(decimal value)
    {
        int digits = decimal.Truncate(Math.Abs(value)) is var whole && whole == 0 ? 0 : whole.ToString(CultureInfo.InvariantCulture).Length;
        return new ElementType(DuckTypeId.Decimal, digits, value.Scale, IsSeen: true);
    }

    private static ElementType? Joined(ElementType left, ElementType right)
    {
        if (left.Id == DuckTypeId.List && right.Id == DuckTypeId.List)
            return Joined(left.Element!, right.Element!) is { } element ? right with { Element = element } : null;
        if (right.Id == DuckTypeId.SqlNull || (left.IsSeen && !right.IsSeen))
            return left;
        if (left.Id == DuckTypeId.SqlNull || (right.IsSeen && !left.IsSeen))
            return right;
        if (left.Id == right.Id && left.Id != DuckTypeId.Decimal)
            return left;
        return JoinedNumbers(left, right);
    }

    private static ElementType? JoinedNumbers(ElementType left, ElementType right)
    {
        if (DigitsOf(left) is not { } leftDigits || DigitsOf(right) is not { } rightDigits)
            return null;
        if (left.Id is DuckTypeId.Float or DuckTypeId.Double || right.Id is DuckTypeId.Float or DuckTypeId.Double)
            return new ElementType(DuckTypeId.Double, IsSeen: true);
        if (left.Id == DuckTypeId.Decimal || right.Id == DuckTypeId.Decimal)
            return new ElementType(DuckTypeId.Decimal, Math.Max(leftDigits, rightDigits), Math.Max(left.Scale, right.Scale), IsSeen: true);
        return new ElementType(JoinedIntegers(left.Id, right.Id), IsSeen: true);
    }

    // What is negative does not fit UHUGEINT, and the engine says so.
    private static DuckTypeId JoinedIntegers(DuckTypeId left, DuckTypeId right)
    {
        if (left == DuckTypeId.UHugeInt || right == DuckTypeId.UHugeInt)
            return DuckTypeId.UHugeInt;
        (int leftSigned, int rightSigned) = (PlaceIn(Signed, left), PlaceIn(Signed, right));
        if (leftSigned >= 0 && rightSigned >= 0)
            return Signed[Math.Max(leftSigned, rightSigned)].Id;
        if (leftSigned < 0 && rightSigned < 0)
            return Unsigned[Math.Max(PlaceIn(Unsigned, left), PlaceIn(Unsigned, right))].Id;
        (int signed, int unsigned) = leftSigned >= 0 ? (leftSigned, PlaceIn(Unsigned, right)) : (rightSigned, PlaceIn(Unsigned, left));
        return Signed[Math.Max(signed, unsigned + 1)].Id;
    }

    private static int? DigitsOf(ElementType type) => type.Id switch
    {
        DuckTypeId.Decimal => type.WholeDigits,
        DuckTypeId.Float or DuckTypeId.Double => 0,
        _ when PlaceIn(Signed, type.Id) is >= 0 and int place => Signed[place].Digits,
        _ when PlaceIn(Unsigned, type.Id) is >= 0 and int place => Unsigned[place].Digits,
        _ => null,
    };

    private static int PlaceIn((DuckTypeId Id, int Digits)[] types, DuckTypeId id) => Array.FindIndex(types, type => type.Id == id);
}

/// <summary>Values of a list with the .NET type that they had in it.</summary>
/// <param name="element">The type; <see cref="object"/> where none is known.</param>
/// <param name="items">The values.</param>
internal sealed class TypedList(Type element, IEnumerable<object?> items) : List<object?>(items)
{
    public Type Element => element;
}
