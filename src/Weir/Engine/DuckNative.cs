using System.Runtime.InteropServices;

namespace Weir.Engine;

// Values and structs of the C header, bit for bit (duckdb.h of DuckDB 1.5).

internal static class DuckNative
{
    /// <summary>The library's name in every import; <see cref="NativeLibrary"/> asks the resolver for it.</summary>
    public const string Library = "duckdb";
}

internal enum DuckState
{
    Success = 0,
    Error = 1,
}

/// <summary>The kind of a statement, as the engine tells it (<c>duckdb_statement_type</c>).</summary>
internal enum StatementKind
{
    Invalid = 0, Select = 1, Insert = 2, Update = 3, Explain = 4, Delete = 5, Prepare = 6, Create = 7,
    Execute = 8, Alter = 9, Transaction = 10, Copy = 11, Analyze = 12, VariableSet = 13, CreateFunction = 14,
    Drop = 15, Export = 16, Pragma = 17, Vacuum = 18, Call = 19, Set = 20, Load = 21, Relation = 22,
    Extension = 23, LogicalPlan = 24, Attach = 25, Detach = 26, Multi = 27, CopyDatabase = 28,
    UpdateExtensions = 29, MergeInto = 30,
}

/// <summary>The engine's type ids (<c>duckdb_type</c>).</summary>
internal enum DuckTypeId
{
    Invalid = 0, Boolean = 1, TinyInt = 2, SmallInt = 3, Integer = 4, BigInt = 5, UTinyInt = 6, USmallInt = 7,
    UInteger = 8, UBigInt = 9, Float = 10, Double = 11, Timestamp = 12, Date = 13, Time = 14, Interval = 15,
    HugeInt = 16, Varchar = 17, Blob = 18, Decimal = 19, TimestampS = 20, TimestampMs = 21, TimestampNs = 22,
    Enum = 23, List = 24, Struct = 25, Map = 26, Uuid = 27, Union = 28, Bit = 29, TimeTz = 30, TimestampTz = 31,
    UHugeInt = 32, Array = 33, Any = 34, BigNum = 35, SqlNull = 36, StringLiteral = 37, IntegerLiteral = 38,
    TimeNs = 39, Geometry = 40, Variant = 41,
}

/// <summary><c>duckdb_result</c>: six words, of which only the last means something.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DuckResult
{
    private readonly nint _columnCount;
    private readonly nint _rowCount;
    private readonly nint _rowsChanged;
    private readonly nint _columns;
    private readonly nint _errorMessage;
    public readonly nint InternalData;
}

/// <summary>Signed or unsigned 128 bits, lower word first.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DuckHugeInt(ulong Lower, ulong Upper);

[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DuckDecimal(byte Width, byte Scale, DuckHugeInt Value);

[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DuckInterval(int Months, int Days, long Microseconds);

/// <summary>Where a list's elements stand in its child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DuckListEntry(ulong Offset, ulong Length);

/// <summary>
/// The engine's 16-byte string: up to 12 bytes stand inside, longer ones behind the pointer in the
/// last 8 bytes, with their first 4 bytes repeated after the length.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct DuckString
{
    public const int InlineLengthMax = 12;

    [FieldOffset(0)] public uint Length;
    [FieldOffset(4)] public fixed byte Inlined[InlineLengthMax];
    [FieldOffset(8)] public byte* Pointer;
}
