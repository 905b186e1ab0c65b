using System.Globalization;
using System.Numerics;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>Makes engine values from .NET values, for parameters. One row of <see cref="Create"/> a type.</summary>
internal static unsafe class EngineValue
{
    private const long TicksAMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    /// <param name="parameter">The parameter's name, for errors.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="WeirException">WEIR4014: a type without SQL counterpart. WEIR4008: text that is not Unicode.</exception>
    public static DuckValueHandle Create(string parameter, object? value) => value switch
    {
        null or DBNull => DuckApiValue.Null(),
        string v => Text(v),
        long v => DuckApiValue.Int64(v),
        int v => DuckApiValue.Int32(v),
        bool v => DuckApiValue.Bool(v),
        double v => DuckApiValue.Double(v),
        decimal v => Decimal(v),
        sbyte v => DuckApiValue.Int8(v),
        byte v => DuckApiValue.UInt8(v),
        short v => DuckApiValue.Int16(v),
        ushort v => DuckApiValue.UInt16(v),
        uint v => DuckApiValue.UInt32(v),
        ulong v => DuckApiValue.UInt64(v),
        Int128 v => DuckApiValue.HugeInt(new DuckHugeInt((ulong)v, (ulong)(v >> 64))),
        UInt128 v => DuckApiValue.UHugeInt(new DuckHugeInt((ulong)v, (ulong)(v >> 64))),
        BigInteger v => Big(parameter, v),
        float v => DuckApiValue.Float(v),
        char v => Text(v.ToString()),
        // To the runtime, an sbyte[] is one too.
        byte[] v when v.GetType() == typeof(byte[]) => Bytes(v),
        ReadOnlyMemory<byte> v => Bytes(v.Span),
        DateOnly v => DuckApiValue.Date(v.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber),
        TimeOnly v => DuckApiValue.Time(v.Ticks / TicksAMicrosecond),
        DateTime { Kind: DateTimeKind.Unspecified } v => DuckApiValue.Timestamp(Microseconds(v)),
        DateTime { Kind: DateTimeKind.Utc } v => DuckApiValue.TimestampTz(Microseconds(v)),
        DateTime => throw EngineErrors.ArgumentTypeUnsupported(
            parameter, typeof(DateTime), "A local time means another moment on another machine: pass UTC, an unspecified kind or a DateTimeOffset."),
        DateTimeOffset v => DuckApiValue.TimestampTz(Microseconds(v.UtcDateTime)),
        TimeSpan v => DuckApiValue.Interval(new DuckInterval(0, v.Days, (v.Ticks - v.Days * TimeSpan.TicksPerDay) / TicksAMicrosecond)),
        Guid v => Uuid(v),
        System.Collections.IList v => List(parameter, v),
        _ => throw EngineErrors.ArgumentTypeUnsupported(parameter, value.GetType(), "Convert it to a number, text, bytes, date, time or a list of these."),
    };

    private static long Microseconds(DateTime value) => (value.Ticks - DateTime.UnixEpoch.Ticks) / TicksAMicrosecond;

    private static DuckValueHandle Text(string text)
    {
        byte[] bytes = EngineText.Value(text);
        fixed (byte* first = bytes)
        {
            byte none = 0;
            return DuckApiValue.Varchar(first == null ? &none : first, (ulong)bytes.Length);
        }
    }

    private static DuckValueHandle Bytes(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            byte none = 0;
            return DuckApiValue.Blob(first == null ? &none : first, (ulong)bytes.Length);
        }
    }

    private static DuckValueHandle Big(string parameter, BigInteger value)
    {
        if (value < (BigInteger)Int128.MinValue || value > (BigInteger)UInt128.MaxValue)
            throw EngineErrors.ArgumentTypeUnsupported(parameter, typeof(BigInteger), "It has more than 128 bits: pass it as text.");
        return value > Int128.MaxValue ? Create(parameter, (UInt128)value) : Create(parameter, (Int128)value);
    }

    // The engine's decimals hold at most 38 digits; a .NET decimal has at most 29, so every one fits.
    private static DuckValueHandle Decimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        UInt128 magnitude = new((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        Int128 unscaled = value < 0 ? -(Int128)magnitude : (Int128)magnitude;
        byte scale = value.Scale;
        int digits = magnitude.ToString(CultureInfo.InvariantCulture).Length;
        byte width = (byte)Math.Max(digits, Math.Max(scale, (byte)1));
        return DuckApiValue.Decimal(new DuckDecimal(width, scale, new DuckHugeInt((ulong)unscaled, (ulong)(unscaled >> 64))));
    }

    private static DuckValueHandle Uuid(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        ulong upper = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
        ulong lower = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        return DuckApiValue.Uuid(new DuckHugeInt(lower, upper));
    }

    private static DuckValueHandle List(string parameter, System.Collections.IList items)
    {
        List<DuckValueHandle> values = [];
        try
        {
            foreach (object? item in items)
                values.Add(Create(parameter, item));
            using DuckTypeHandle element = ElementType.Of(parameter, items).Create();
            nint[] handles = [.. values.Select(value => value.DangerousGetHandle())];
            nint none = 0;
            fixed (nint* first = handles)
            {
                DuckValueHandle list = DuckApiValue.List(element, first == null ? &none : first, (ulong)handles.Length);
                return list.IsInvalid
                    ? throw EngineErrors.ArgumentTypeUnsupported(parameter, items.GetType(), "One type does not hold all of its elements.")
                    : list;
            }
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }
}
