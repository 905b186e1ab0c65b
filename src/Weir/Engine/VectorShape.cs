using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>How values of a type lie in the engine's vectors, in the terms of the plugin contract. Immutable.</summary>
internal sealed class VectorShape
{
    private VectorShape(ArrowType type, ColumnLayout layout, int valueBytes)
    {
        Type = type;
        Layout = layout;
        ValueBytes = (byte)valueBytes;
        Children = [.. type.ChildFields.Select(field => Of(field.Type))];
        NodeCount = 1 + Children.Sum(child => child.NodeCount);
    }

    public ArrowType Type { get; }

    public ColumnLayout Layout { get; }

    /// <summary>Bytes a row in the vector's own memory; 0 for a struct and an array, which have none.</summary>
    public byte ValueBytes { get; }

    public IReadOnlyList<VectorShape> Children { get; }

    /// <summary>Nodes of this shape and all below it.</summary>
    public int NodeCount { get; }

    /// <summary>Elements a row of an ARRAY; 0 for all other types.</summary>
    public int ArraySize => Type is FixedSizeListType array ? array.Size : 0;

    /// <param name="type">A type that <see cref="DuckTypes.From"/> has a counterpart for, or null's own.</param>
    public static VectorShape Of(ArrowType type) => type switch
    {
        StructType => new VectorShape(type, ColumnLayout.Struct, 0),
        FixedSizeListType => new VectorShape(type, ColumnLayout.ListOffsets32, 0),
        ListType or MapType => new VectorShape(type, ColumnLayout.ListEntries, 16),
        DecimalType number => new VectorShape(type, ColumnLayout.Fixed, number.Precision switch { <= 4 => 2, <= 9 => 4, <= 18 => 8, _ => 16 }),
        { IsBytes: true } => new VectorShape(type, ColumnLayout.Texts, 16),
        { Id: ArrowTypeId.Boolean } => new VectorShape(type, ColumnLayout.Fixed, 1),
        { Id: ArrowTypeId.IntervalMonthDayNano } => new VectorShape(type, ColumnLayout.MonthDayMicro, 16),
        { Id: ArrowTypeId.Null } => new VectorShape(type, ColumnLayout.Fixed, 4),
        _ => new VectorShape(type, ColumnLayout.Fixed, type.ByteWidth),
    };

    /// <summary>The vector of a child: a struct's field, or the elements of a list, map or array.</summary>
    public nint ChildVector(nint vector, int index) => Type switch
    {
        StructType => DuckApiVector.StructChild(vector, (ulong)index),
        FixedSizeListType => DuckApiVector.ArrayChild(vector),
        _ => DuckApiVector.ListChild(vector),
    };

    /// <summary>Rows of the children when this has so many.</summary>
    public int ChildRows(nint vector, int rows) => Type switch
    {
        StructType => rows,
        FixedSizeListType array => checked(rows * array.Size),
        _ => checked((int)DuckApiVector.ListSize(vector)),
    };
}
