using System.Data;
using System.Numerics;
using Weir.Ado.Fields;

namespace Weir.Ado;

/// <summary>The rows of <c>DataTypes</c>: each SQL type with the .NET type of its values and the DbType of its parameters.</summary>
internal static class SourceTypes
{
    public static readonly IReadOnlyList<string> Columns =
        ["TypeName", "ProviderDbType:int", "CreateFormat", "DataType", "IsBestMatch:bool", "IsFixedLength:bool", "IsNullable:bool", "IsUnsigned:bool", "IsSearchableWithLike:bool"];

    public static IReadOnlyList<object?[]> Rows(ValueChoices choices) =>
    [
        Of("BOOLEAN", DbType.Boolean, typeof(bool)),
        Of("TINYINT", DbType.SByte, typeof(sbyte)),
        Of("SMALLINT", DbType.Int16, typeof(short)),
        Of("INTEGER", DbType.Int32, typeof(int)),
        Of("BIGINT", DbType.Int64, typeof(long)),
        Of("HUGEINT", DbType.VarNumeric, choices.HasBigIntegers ? typeof(BigInteger) : typeof(decimal)),
        Of("UTINYINT", DbType.Byte, typeof(byte), isUnsigned: true),
        Of("USMALLINT", DbType.UInt16, typeof(ushort), isUnsigned: true),
        Of("UINTEGER", DbType.UInt32, typeof(uint), isUnsigned: true),
        Of("UBIGINT", DbType.UInt64, typeof(ulong), isUnsigned: true),
        Of("FLOAT", DbType.Single, typeof(float)),
        Of("DOUBLE", DbType.Double, typeof(double)),
        Of("DECIMAL", DbType.Decimal, typeof(decimal), "DECIMAL({0},{1})"),
        Of("VARCHAR", DbType.String, typeof(string), isFixed: false),
        Of("JSON", DbType.String, typeof(string), isFixed: false),
        Of("BLOB", DbType.Binary, typeof(byte[]), isFixed: false),
        Of("UUID", DbType.Guid, typeof(Guid)),
        Of("DATE", DbType.Date, typeof(DateOnly)),
        Of("TIME", DbType.Time, typeof(TimeOnly)),
        Of("TIMESTAMP", DbType.DateTime, typeof(DateTime)),
        Of("TIMESTAMP WITH TIME ZONE", DbType.DateTimeOffset, typeof(DateTime)),
        Of("INTERVAL", DbType.Object, typeof(TimeSpan)),
    ];

    private static object?[] Of(string name, DbType type, Type clr, string? format = null, bool isFixed = true, bool isUnsigned = false) =>
        [name, (int)type, format ?? name, clr.ToString(), name != "JSON", isFixed, true, isUnsigned, clr == typeof(string)];
}
