using Weir.Plugins;

namespace Weir.CodeFunctions.Hashing;

/// <summary>Hashes what a batch holds and writes it as the result of its rows, in one of the forms that hashes have in SQL.</summary>
internal readonly ref struct HashResults
{
    private readonly HashBatch _hashes;
    private readonly HashFamily _family;
    private readonly ColumnView _prefix;
    private readonly bool _hasPrefix;
    private readonly ColumnResult _result;

    /// <summary>Results without a prefix: numbers for digests of 8 bytes, digits for those of 16.</summary>
    public HashResults(HashBatch hashes, HashFamily family, ColumnResult result)
    {
        _hashes = hashes;
        _family = family;
        _result = result;
        hashes.Begin(family);
    }

    /// <summary>Results of the form <c>prefix:hash</c>.</summary>
    public HashResults(HashBatch hashes, HashFamily family, ColumnView prefix, ColumnResult result) : this(hashes, family, result)
    {
        _prefix = prefix;
        _hasPrefix = true;
    }

    /// <summary>Takes the message of a row; rows come in ascending order.</summary>
    public void Add(int row, ReadOnlySpan<byte> message)
    {
        if (_hashes.Add(row, message))
            Flush();
    }

    /// <summary>Makes the result of a row NULL.</summary>
    public void AddNull(int row)
    {
        if (_hashes.AddNull(row))
            Flush();
    }

    /// <summary>Writes what is still in the batch.</summary>
    public void Flush()
    {
        if (_hashes.Count == 0)
            return;
        _hashes.Compute();
        for (int place = 0; place < _hashes.Count; place++)
        {
            if (_hashes.IsNull(place))
                _result.SetNull(_hashes.Row(place));
            else
                Write(place, _hashes.Row(place));
        }
        _hashes.Begin(_family);
    }

    private void Write(int place, int row)
    {
        bool isNumber = _family.DigestBytes == sizeof(long);
        if (isNumber && !_hasPrefix)
        {
            _result.Values<long>()[row] = _hashes.Number(place);
            return;
        }
        Utf8Writer text = _hashes.Text;
        text.Clear();
        if (_hasPrefix)
        {
            text.Append(_prefix.GetBytes(row));
            text.Append(":"u8);
        }
        if (isNumber)
            text.Append(_hashes.Number(place));
        else
            _hashes.AppendHexadecimal(place, text);
        _result.SetBytes(row, text.Written);
    }
}
