using Weir.Arrow;
using Weir.Engine;

namespace Weir.Ado.Fields;

/// <summary>The type of a column, or of a child of one.</summary>
/// <param name="Type">How its values lie in memory.</param>
/// <param name="Engine">What the engine calls it; null where only Arrow's type is known.</param>
/// <param name="Choices">What .NET types its values have.</param>
internal readonly record struct FieldShape(ArrowType Type, EngineType? Engine, ValueChoices Choices)
{
    /// <summary>The type for people.</summary>
    public string Text => Engine?.Text ?? Type.ToString();

    public bool IsUuid => Engine?.Id == DuckTypeId.Uuid;

    public bool IsHugeInt => Engine?.Id == DuckTypeId.HugeInt;

    public bool IsUHugeInt => Engine?.Id == DuckTypeId.UHugeInt;

    /// <summary>Element of a list, key (0) and value (1) of a map, a field of a struct.</summary>
    public FieldShape Child(int index)
    {
        ArrowType child = Type switch
        {
            MapType map => index == 0 ? map.Key.Type : map.Value.Type,
            StructType record => record.Fields[index].Type,
            ListType list => list.Element.Type,
            LargeListType list => list.Element.Type,
            FixedSizeListType list => list.Element.Type,
            _ => throw new InvalidOperationException($"The type {Type} has no children."),
        };
        return this with { Type = child, Engine = Engine is { } engine && index < engine.Children.Count ? engine.Children[index] : null };
    }
}
