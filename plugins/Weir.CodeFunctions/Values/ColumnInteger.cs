using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeFunctions.Values;

/// <summary>Reads integers of every width.</summary>
internal static class ColumnInteger
{
    /// <summary>Whether values of a type are integers.</summary>
    public static bool Is(ArrowType type) => type.Id is ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.Int64
        or ArrowTypeId.UInt8 or ArrowTypeId.UInt16 or ArrowTypeId.UInt32 or ArrowTypeId.UInt64;

    /// <summary>The integer of a row; not to be read for a NULL.</summary>
    /// <param name="column">Of an integer type.</param>
    /// <param name="row">A row that lies there: 0 for a constant.</param>
    /// <exception cref="ArgumentException">The values are no integers.</exception>
    public static Int128 Of(ColumnView column, int row) => column.Type.Id switch
    {
        ArrowTypeId.Int8 => column.Values<sbyte>()[row],
        ArrowTypeId.Int16 => column.Values<short>()[row],
        ArrowTypeId.Int32 => column.Values<int>()[row],
        ArrowTypeId.Int64 => column.Values<long>()[row],
        ArrowTypeId.UInt8 => column.Values<byte>()[row],
        ArrowTypeId.UInt16 => column.Values<ushort>()[row],
        ArrowTypeId.UInt32 => column.Values<uint>()[row],
        ArrowTypeId.UInt64 => column.Values<ulong>()[row],
        _ => throw new ArgumentException($"Values of the type {column.Type} are not taken here; cast them, for example to VARCHAR."),
    };
}
