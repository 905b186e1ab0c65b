using Weir.Arrow;
using Weir.Arrow.C;

namespace Weir.Plugins.Native;

/// <summary>The types that may cross the plugin ABI, as include/weir_plugin.h lists them.</summary>
internal static unsafe class NativeTypes
{
    /// <summary>Why a type may not cross, or null.</summary>
    public static string? Fault(ArrowType type)
    {
        bool isCarried = type switch
        {
            DecimalType number => number.Scale >= 0 && number.Scale <= number.Precision,
            TimestampType stamp => stamp.TimeZone is null || stamp.Unit == TimeUnit.Microsecond,
            Time64Type time => time.Unit == TimeUnit.Microsecond,
            ListType or MapType => true,
            StructType { Fields.Count: var fields } => fields > 0,
            _ => type.Id is (>= ArrowTypeId.Boolean and <= ArrowTypeId.Double)
                or ArrowTypeId.Utf8 or ArrowTypeId.Binary or ArrowTypeId.Date32 or ArrowTypeId.IntervalMonthDayNano,
        };
        if (!isCarried)
            return $"the type {type} has no SQL type; the plugin ABI carries b c C s S i I l L f g d u z tdD ttu ts* tin +l +s +m";
        return type.ChildFields.Select(field => Fault(field.Type)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>The type of one column that the plugin keeps.</summary>
    /// <exception cref="WeirException">It is invalid or may not cross.</exception>
    public static ArrowType Borrowed(CArrowSchema* source, string path)
    {
        Field field = SchemaImport.BorrowedColumn(source, path);
        return Fault(field.Type) is string fault ? throw ContractErrors.SchemaInvalid(path, fault) : field.Type;
    }
}
