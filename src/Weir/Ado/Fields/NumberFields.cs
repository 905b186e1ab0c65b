using System.Numerics;
using Weir.Arrow;

namespace Weir.Ado.Fields;

/// <summary>
/// Readers of integers and of binary floating point. An integer is read as any type of number, and one that does not fit is
/// an error; a floating-point number only as one that holds all its values.
/// </summary>
internal static class NumberFields
{
    public static FieldReader? For(Type target, ArrowTypeId stored) => stored switch
    {
        ArrowTypeId.Int8 => Integer<sbyte>(target),
        ArrowTypeId.UInt8 => Integer<byte>(target),
        ArrowTypeId.Int16 => Integer<short>(target),
        ArrowTypeId.UInt16 => Integer<ushort>(target),
        ArrowTypeId.Int32 => Integer<int>(target),
        ArrowTypeId.UInt32 => Integer<uint>(target),
        ArrowTypeId.Int64 => Integer<long>(target),
        ArrowTypeId.UInt64 => Integer<ulong>(target),
        ArrowTypeId.Float => target == typeof(float) ? new NumberField<float, float>() : target == typeof(double) ? new NumberField<float, double>() : null,
        ArrowTypeId.Double => target == typeof(double) ? new NumberField<double, double>() : null,
        ArrowTypeId.Boolean => target == typeof(bool) ? new PlainField<bool>(static (array, row) => array.GetBoolean(row)) : null,
        // No row of it is ever read.
        ArrowTypeId.Null => Integer<int>(target),
        _ => null,
    };

    private static FieldReader? Integer<TStored>(Type target)
        where TStored : unmanaged, IBinaryInteger<TStored> => Type.GetTypeCode(target) switch
    {
        _ when target.IsEnum => null,
        TypeCode.SByte => new NumberField<TStored, sbyte>(),
        TypeCode.Byte => new NumberField<TStored, byte>(),
        TypeCode.Int16 => new NumberField<TStored, short>(),
        TypeCode.UInt16 => new NumberField<TStored, ushort>(),
        TypeCode.Int32 => new NumberField<TStored, int>(),
        TypeCode.UInt32 => new NumberField<TStored, uint>(),
        TypeCode.Int64 => new NumberField<TStored, long>(),
        TypeCode.UInt64 => new NumberField<TStored, ulong>(),
        TypeCode.Single => new NumberField<TStored, float>(),
        TypeCode.Double => new NumberField<TStored, double>(),
        TypeCode.Decimal => new NumberField<TStored, decimal>(),
        _ when target == typeof(BigInteger) => new NumberField<TStored, BigInteger>(),
        _ when target == typeof(Int128) => new NumberField<TStored, Int128>(),
        _ when target == typeof(UInt128) => new NumberField<TStored, UInt128>(),
        _ => null,
    };

    private sealed class NumberField<TStored, T> : FieldReader<T>
        where TStored : unmanaged, INumberBase<TStored>
        where T : INumberBase<T>
    {
        public override T Read(ArrowArray array, int row) => T.CreateChecked(array.Values<TStored>()[row]);
    }
}
