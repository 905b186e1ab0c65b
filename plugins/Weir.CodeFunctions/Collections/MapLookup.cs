using System.Text;
using Weir.CodeFunctions.Values;
using Weir.Plugins;

namespace Weir.CodeFunctions.Collections;

/// <summary>Looks one key up in the maps of rows; one a thread.</summary>
internal sealed class MapLookup
{
    private readonly byte[] _key;

    /// <exception cref="ArgumentException">The key is NULL.</exception>
    public MapLookup(string? key) => _key = key is null
        ? throw new ArgumentException("The key is NULL, in a call of map_get_default(map, key, default_value). Give a text.")
        : Encoding.UTF8.GetBytes(key);

    /// <summary>Takes the texts of keys and values that are none.</summary>
    public Utf8Writer Text { get; } = new();

    /// <summary>The place of the first value of the key that is not NULL; -1 when there is none.</summary>
    public int Find(MapEntries entries, int row)
    {
        (int start, int length) = entries.Of(row);
        for (int at = start; at < start + length; at++)
        {
            if (!entries.Keys.IsNull(at) && !entries.Values.IsNull(at) && ValueText.Of(entries.Keys, at, Text).SequenceEqual(_key))
                return at;
        }
        return -1;
    }
}
