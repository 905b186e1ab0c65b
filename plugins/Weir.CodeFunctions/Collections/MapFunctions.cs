using Weir.Arrow;
using Weir.CodeFunctions.Values;
using Weir.Plugins;

namespace Weir.CodeFunctions.Collections;

/// <summary>Maps whose keys and values are taken as texts.</summary>
internal static class MapFunctions
{
    private static readonly MapType Texts = new(new Field("key", ArrowType.Utf8, Nullable: false), new Field("value", ArrowType.Utf8));

    /// <summary>The value of a key in a map as a text; the default when the map is NULL, or the key is not there or has no value.</summary>
    /// <param name="map">A map of any types.</param>
    /// <param name="key">The key, a literal; compared with the text of each key.</param>
    /// <param name="defaultValue">What is given where there is no value; may be NULL.</param>
    /// <param name="lookup">Of the thread.</param>
    /// <param name="result">The text.</param>
    /// <example><code>SELECT map_get_default(MAP {'a': 'bravo'}, 'a', 'x')  -- bravo</code></example>
    [ScalarFunction("map_get_default", SeesNulls = true)]
    public static void GetDefault(
        ColumnView map, [Constant] string? key, [Of<string>] ColumnView defaultValue, MapLookup lookup, [Of<string>] ColumnResult result)
    {
        MapEntries entries = new("map_get_default", map);
        for (int row = 0; row < result.RowCount; row++)
        {
            int at = entries.IsNull(row) ? -1 : lookup.Find(entries, row);
            if (at >= 0)
                result.SetBytes(row, ValueText.Of(entries.Values, at, lookup.Text));
            else if (defaultValue.IsNull(row))
                result.SetNull(row);
            else
                result.SetBytes(row, defaultValue.GetBytes(row));
        }
    }

    /// <summary>
    /// A map in its normal form: keys and values as texts, keys in one case, sorted by their bytes. Where keys become the
    /// same, the last one wins; unsorted, order and duplicates stay.
    /// </summary>
    /// <param name="map">A map of any types.</param>
    /// <param name="order">Of the thread.</param>
    /// <param name="result">A map of texts.</param>
    /// <param name="keyCase"><c>lower</c>, <c>upper</c> or <c>none</c>; NULL is lower.</param>
    /// <param name="sortKeys">Whether keys are sorted; NULL is true.</param>
    /// <example><code>SELECT map_normalize(MAP {'B': 1, 'a': 2, 'b': 3})  -- {a=2, b=3}</code></example>
    [ScalarFunction("map_normalize", SeesNulls = true, ResultType = nameof(TypeOfTexts))]
    public static void Normalize(
        ColumnView map, MapOrder order, ColumnResult result, [Constant] string? keyCase = "lower", [Constant] bool? sortKeys = true)
    {
        MapEntries entries = new("map_normalize", map);
        for (int row = 0; row < result.RowCount; row++)
        {
            if (entries.IsNull(row))
            {
                result.SetNull(row);
                continue;
            }
            order.Take(entries, row);
            ColumnResult written = result.AppendList(row, order.Count, out int start);
            ColumnResult keys = written.Field(0), values = written.Field(1);
            for (int i = 0; i < order.Count; i++)
            {
                int at = order.Place(i);
                keys.SetBytes(start + i, order.Key(i));
                if (entries.Values.IsNull(at))
                    values.SetNull(start + i);
                else
                    values.SetBytes(start + i, ValueText.Of(entries.Values, at, order.Text));
            }
        }
    }

    /// <summary>The type of a map of texts.</summary>
    public static ArrowType TypeOfTexts(IReadOnlyList<ArrowType> _) => Texts;
}
