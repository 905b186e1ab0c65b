using System.Runtime.InteropServices;

namespace Weir.Engine;

/// <summary>Imports of the header's chapter "value interface".</summary>
internal static unsafe partial class DuckApiValue
{
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_null_value")]
    public static partial DuckValueHandle Null();

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_varchar_length")]
    public static partial DuckValueHandle Varchar(byte* text, ulong length);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_blob")]
    public static partial DuckValueHandle Blob(byte* bytes, ulong length);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_bool")]
    public static partial DuckValueHandle Bool([MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_int8")]
    public static partial DuckValueHandle Int8(sbyte value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_uint8")]
    public static partial DuckValueHandle UInt8(byte value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_int16")]
    public static partial DuckValueHandle Int16(short value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_uint16")]
    public static partial DuckValueHandle UInt16(ushort value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_int32")]
    public static partial DuckValueHandle Int32(int value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_uint32")]
    public static partial DuckValueHandle UInt32(uint value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_int64")]
    public static partial DuckValueHandle Int64(long value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_uint64")]
    public static partial DuckValueHandle UInt64(ulong value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_hugeint")]
    public static partial DuckValueHandle HugeInt(DuckHugeInt value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_uhugeint")]
    public static partial DuckValueHandle UHugeInt(DuckHugeInt value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_decimal")]
    public static partial DuckValueHandle Decimal(DuckDecimal value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_float")]
    public static partial DuckValueHandle Float(float value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_double")]
    public static partial DuckValueHandle Double(double value);

    /// <param name="days">Days since 1970-01-01.</param>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_date")]
    public static partial DuckValueHandle Date(int days);

    /// <param name="microseconds">Microseconds since midnight.</param>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_time")]
    public static partial DuckValueHandle Time(long microseconds);

    /// <param name="microseconds">Microseconds since 1970-01-01.</param>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_timestamp")]
    public static partial DuckValueHandle Timestamp(long microseconds);

    /// <param name="microseconds">Microseconds since 1970-01-01 UTC.</param>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_timestamp_tz")]
    public static partial DuckValueHandle TimestampTz(long microseconds);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_interval")]
    public static partial DuckValueHandle Interval(DuckInterval value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_uuid")]
    public static partial DuckValueHandle Uuid(DuckHugeInt value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_create_list_value")]
    public static partial DuckValueHandle List(DuckTypeHandle element, nint* values, ulong count);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_get_list_child")]
    public static partial DuckValueHandle ListChild(DuckValueHandle list, ulong index);

    [return: MarshalAs(UnmanagedType.U1)]
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_is_null_value")]
    public static partial bool IsNull(DuckValueHandle value);

    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_get_int64")]
    public static partial long GetInt64(DuckValueHandle value);

    /// <summary>The value as text; freed by <see cref="EngineText.Take"/>.</summary>
    [LibraryImport(DuckNative.Library, EntryPoint = "duckdb_get_varchar")]
    public static partial byte* GetVarchar(DuckValueHandle value);
}
