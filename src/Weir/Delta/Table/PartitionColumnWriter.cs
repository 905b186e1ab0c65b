using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Delta.Table;

/// <summary>Writes partition values into a column of their type.</summary>
internal static class PartitionColumnWriter
{
    /// <summary>An empty column for the values of a type; see <see cref="PartitionValue.Value"/>.</summary>
    public static ColumnWriter For(DeltaType type) => ColumnWriter.For(type switch
    {
        DeltaDecimal number => new DecimalType(number.Precision, number.Scale),
        DeltaPrimitive primitive => primitive.Kind switch
        {
            DeltaPrimitiveKind.String => ArrowType.LargeUtf8,
            DeltaPrimitiveKind.Long => ArrowType.Int64,
            DeltaPrimitiveKind.Integer or DeltaPrimitiveKind.Void => ArrowType.Int32,
            DeltaPrimitiveKind.Short => ArrowType.Int16,
            DeltaPrimitiveKind.Byte => ArrowType.Int8,
            DeltaPrimitiveKind.Float => ArrowType.Float,
            DeltaPrimitiveKind.Double => ArrowType.Double,
            DeltaPrimitiveKind.Boolean => ArrowType.Boolean,
            DeltaPrimitiveKind.Binary => ArrowType.LargeBinary,
            DeltaPrimitiveKind.Date => ArrowType.Date32,
            DeltaPrimitiveKind.Timestamp => new TimestampType(TimeUnit.Microsecond, "UTC"),
            DeltaPrimitiveKind.TimestampNtz => new TimestampType(TimeUnit.Microsecond),
            _ => throw Invariant.Unreachable(primitive),
        },
        _ => throw Invariant.Unreachable(type),
    });

    /// <summary>Appends a value, or null.</summary>
    public static void Append(ColumnWriter writer, object? value)
    {
        switch (writer, value)
        {
            case (_, null): writer.AppendNull(); break;
            case (BytesWriter bytes, string text): bytes.Append(text); break;
            case (BytesWriter bytes, byte[] binary): bytes.Append(binary); break;
            case (BooleanWriter flags, bool flag): flags.Append(flag); break;
            case (FixedWriter<long> numbers, long number): numbers.Append(number); break;
            case (FixedWriter<int> numbers, long number): numbers.Append((int)number); break;
            case (FixedWriter<short> numbers, long number): numbers.Append((short)number); break;
            case (FixedWriter<sbyte> numbers, long number): numbers.Append((sbyte)number); break;
            case (FixedWriter<int> days, int day): days.Append(day); break;
            case (FixedWriter<float> numbers, float number): numbers.Append(number); break;
            case (FixedWriter<double> numbers, double number): numbers.Append(number); break;
            case (FixedWriter<Int128> numbers, Int128 number): numbers.Append(number); break;
            default: throw Invariant.Unreachable(value);
        }
    }
}
