using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>Bytes of one value: the engine keeps small decimals in small integers, Arrow all in 16 bytes.</summary>
internal static class SampleWidth
{
    public static byte Of(ArrowType type, bool isArrow) => type switch
    {
        DecimalType d when !isArrow => d.Precision switch { <= 4 => 2, <= 9 => 4, <= 18 => 8, _ => 16 },
        DecimalType => 16,
        Time32Type => 4,
        TimestampType or Time64Type or DurationType => 8,
        _ => type.Id switch
        {
            ArrowTypeId.Boolean or ArrowTypeId.Int8 or ArrowTypeId.UInt8 => 1,
            ArrowTypeId.Int16 or ArrowTypeId.UInt16 => 2,
            ArrowTypeId.Int32 or ArrowTypeId.UInt32 or ArrowTypeId.Float or ArrowTypeId.Date32 => 4,
            ArrowTypeId.Int64 or ArrowTypeId.UInt64 or ArrowTypeId.Double => 8,
            ArrowTypeId.IntervalMonthDayNano => 16,
            _ => throw new CheckSkippedException($"there are no sample values of the type {type}"),
        },
    };
}
