using System.Buffers;
using System.Collections.ObjectModel;
using System.Text.Json;

namespace Weir.Delta.Actions;

/// <summary>
/// Walks one JSON document of the log forward. Every read method takes the value after the
/// property name; JSON <c>null</c> reads as null. Wrong shapes throw <see cref="JsonException"/>.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    // Known members are shallow; unknown ones (commitInfo is free) may nest, and are only skipped.
    private const int DepthMax = 512;

    // One key a partition column, or a tag; the bound keeps the search for doubles cheap.
    private const int MapKeysMax = 4096;

    private Utf8JsonReader _reader = new(json, new JsonReaderOptions { MaxDepth = DepthMax });

    /// <summary>Bytes of the document up to the end of the token last read.</summary>
    public readonly long BytesConsumed => _reader.BytesConsumed;

    /// <summary>Steps into an object; false when the value is null.</summary>
    public bool EnterObject()
    {
        Advance();
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.Null => false,
            _ => throw Unexpected("an object"),
        };
    }

    /// <summary>Steps to the next member's name; false at the end of the object.</summary>
    public bool NextMember()
    {
        Advance();
        return _reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Whether the member just entered has this name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _reader.ValueTextEquals(name);

    /// <summary>The name of the member just entered.</summary>
    public readonly string Name() => _reader.GetString()!;

    /// <summary>Passes over the value of the member just entered, whatever it is.</summary>
    public void Skip() => _reader.Skip();

    public string? String()
    {
        Advance();
        return _reader.TokenType switch
        {
            JsonTokenType.String => _reader.GetString(),
            JsonTokenType.Null => null,
            _ => throw Unexpected("a string"),
        };
    }

    /// <summary>A string as UTF-8, without making a string of it; null leaves the text unset. A text that was set before is let go.</summary>
    public void Utf8(ref Utf8Text text)
    {
        Advance();
        text.Release();
        switch (_reader.TokenType)
        {
            case JsonTokenType.String when _reader.ValueIsEscaped:
                byte[] unescaped = ArrayPool<byte>.Shared.Rent(_reader.ValueSpan.Length);
                text = Utf8Text.Rented(unescaped, _reader.CopyString(unescaped));
                break;
            case JsonTokenType.String:
                text = System.Text.Unicode.Utf8.IsValid(_reader.ValueSpan)
                    ? new Utf8Text(_reader.ValueSpan)
                    : throw new JsonException("A string is not UTF-8.");
                break;
            case JsonTokenType.Null:
                break;
            default:
                throw Unexpected("a string");
        }
    }

    public long? Long()
    {
        Advance();
        if (_reader.TokenType == JsonTokenType.Null)
            return null;
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out long value))
            return value;
        throw Unexpected("a whole number of 64 bits");
    }

    public int? Int()
    {
        long? value = Long();
        return value is null or (>= int.MinValue and <= int.MaxValue) ? (int?)value : throw Unexpected("a whole number of 32 bits");
    }

    public bool? Bool()
    {
        Advance();
        return _reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Null => null,
            _ => throw Unexpected("true or false"),
        };
    }

    public IReadOnlyList<string>? Strings()
    {
        Advance();
        if (_reader.TokenType == JsonTokenType.Null)
            return null;
        if (_reader.TokenType != JsonTokenType.StartArray)
            throw Unexpected("an array of strings");
        List<string> values = [];
        for (Advance(); _reader.TokenType != JsonTokenType.EndArray; Advance())
        {
            if (_reader.TokenType != JsonTokenType.String)
                throw Unexpected("a string");
            values.Add(_reader.GetString()!);
        }
        return values;
    }

    /// <summary>A map from string to string or null; of a key that comes twice, the last counts.</summary>
    public IReadOnlyDictionary<string, string?>? Map()
    {
        if (!EnterObject())
            return null;
        List<string>? keys = null;
        List<string?>? values = null;
        while (NextMember())
        {
            string key = Name();
            string? value = String();
            int known = keys?.IndexOf(key) ?? -1;
            if (known >= 0)
                values![known] = value;
            else if (keys?.Count == MapKeysMax)
                throw new JsonException($"A map has more than {MapKeysMax} keys.");
            else
            {
                (keys ??= []).Add(key);
                (values ??= []).Add(value);
            }
        }
        return keys is null ? TextMap.Empty : new TextMap([.. keys], [.. values!]);
    }

    /// <summary>A map from string to string; a null value is left out.</summary>
    public IReadOnlyDictionary<string, string>? Properties()
    {
        if (!EnterObject())
            return null;
        Dictionary<string, string>? map = null;
        while (NextMember())
        {
            string key = Name();
            if (String() is { } value)
                (map ??= new(StringComparer.Ordinal))[key] = value;
        }
        return map ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty;
    }

    /// <summary>The value's text; what is not a string is kept as its JSON text.</summary>
    public string? LooseText()
    {
        Advance();
        return _reader.TokenType switch
        {
            JsonTokenType.String => _reader.GetString(),
            JsonTokenType.Null => null,
            _ => RawText(),
        };
    }

    /// <summary>A whole number, or null when the value is anything else.</summary>
    public long? LooseLong()
    {
        Advance();
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out long value))
            return value;
        _reader.Skip();
        return null;
    }

    /// <summary>True or false, or null when the value is anything else.</summary>
    public bool? LooseBool()
    {
        Advance();
        if (_reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            return _reader.GetBoolean();
        _reader.Skip();
        return null;
    }

    /// <summary>An object whose values may be of any kind, or null when the value is no object.</summary>
    public IReadOnlyDictionary<string, string?>? LooseMap()
    {
        Advance();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _reader.Skip();
            return null;
        }
        Dictionary<string, string?> map = new(StringComparer.Ordinal);
        while (NextMember())
        {
            string key = Name();
            map[key] = LooseText();
        }
        return map;
    }

    /// <summary>The value of the member just entered, as JSON text; null when it is JSON null.</summary>
    public string? Raw()
    {
        Advance();
        return _reader.TokenType == JsonTokenType.Null ? null : RawText();
    }

    private string RawText()
    {
        using JsonDocument value = JsonDocument.ParseValue(ref _reader);
        return value.RootElement.GetRawText();
    }

    private void Advance()
    {
        if (!_reader.Read())
            throw new JsonException("The JSON document ends too early.");
    }

    private readonly JsonException Unexpected(string wanted) =>
        new($"Found {_reader.TokenType} where {wanted} was expected.");
}
