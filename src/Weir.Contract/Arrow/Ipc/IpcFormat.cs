namespace Weir.Arrow.Ipc;

// Numbers of the Arrow IPC metadata: https://github.com/apache/arrow/tree/main/format
// (Message.fbs, Schema.fbs). The slot numbers of each table stand where it is read and written.

/// <summary>Constants of the encapsulated message format.</summary>
internal static class IpcFormat
{
    public const uint Continuation = 0xFFFFFFFF;
    public const int Alignment = 8;
    public const short VersionV5 = 4;

    public static long Padded(long length) => (length + Alignment - 1) & ~(long)(Alignment - 1);
}

/// <summary>The union tag of a message's header.</summary>
internal enum IpcHeader : byte
{
    None,
    Schema,
    DictionaryBatch,
    RecordBatch,
}

/// <summary>The union tag of a field's type.</summary>
internal enum IpcTypeTag : byte
{
    None,
    Null,
    Int,
    FloatingPoint,
    Binary,
    Utf8,
    Bool,
    Decimal,
    Date,
    Time,
    Timestamp,
    Interval,
    List,
    Struct,
    Union,
    FixedSizeBinary,
    FixedSizeList,
    Map,
    Duration,
    LargeBinary,
    LargeUtf8,
    LargeList,
    RunEndEncoded,
    BinaryView,
    Utf8View,
    ListView,
    LargeListView,
}

/// <summary>The struct FieldNode: rows and nulls of one array, depth first.</summary>
internal readonly record struct IpcNode(long Length, long NullCount);

/// <summary>The struct Buffer: a range of the message's body.</summary>
internal readonly record struct IpcBuffer(long Offset, long Length);
