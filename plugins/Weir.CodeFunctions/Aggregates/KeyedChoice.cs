using Weir.Plugins;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>The value with the smallest or largest key; of equal keys, the smallest value. So it does not depend on the order of rows.</summary>
/// <param name="isLargest">Which end of the keys is chosen.</param>
internal struct KeyedChoice(bool isLargest)
{
    private KeptScalar _value;
    private KeptScalar _key;

    public void Add(ColumnView value, ColumnView key, int row)
    {
        int order = _key.IsEmpty ? -1 : Better(_key.CompareTo(key, row));
        if (order == 0)
        {
            if (_value.CompareTo(value, row) > 0)
                _value.Keep(value, row);
            return;
        }
        if (order > 0)
            return;
        _key.Keep(key, row);
        _value.Keep(value, row);
    }

    public void Merge(in KeyedChoice other)
    {
        if (other._key.IsEmpty)
            return;
        int order = _key.IsEmpty ? -1 : Better(_key.CompareTo(other._key));
        if (order < 0 || (order == 0 && _value.CompareTo(other._value) > 0))
            (_key, _value) = (other._key, other._value);
    }

    public readonly void Finish(ColumnResult result, int row) => _value.WriteTo(result, row);

    // Above 0 when the key that is kept is the better one.
    private readonly int Better(int order) => isLargest ? order : -order;
}
