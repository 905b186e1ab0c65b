using Weir.Arrow;
using Weir.Plugins;

namespace Weir.CodeFunctions.Collections;

/// <summary>A column of maps as a function reads it: all keys and values, and which of them belong to a row.</summary>
internal readonly ref struct MapEntries
{
    private readonly ColumnView _map;

    /// <exception cref="ArgumentException">The column holds no maps.</exception>
    public MapEntries(string function, ColumnView map)
    {
        _map = map;
        if (map.Type.Id == ArrowTypeId.Null)
            return;
        if (map.Type is not MapType)
            throw new ArgumentException($"{function} takes a map, for example MAP {{'a': 1}}; it was given a value of the type {map.Type}.");
        ColumnView entries = map.Elements();
        Keys = entries.Field(0);
        Values = entries.Field(1);
    }

    public ColumnView Keys { get; }

    public ColumnView Values { get; }

    public bool IsNull(int row) => _map.IsNull(row);

    /// <summary>Which keys and values belong to a row.</summary>
    public (int Start, int Length) Of(int row) => _map.ListRange(row);
}
