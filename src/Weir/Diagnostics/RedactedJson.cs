using System.Buffers;
using System.Text.Json;

namespace Weir.Diagnostics;

/// <summary>
/// Writes JSON anew without what must not leave the process: values under secret names are replaced, texts are cut in length,
/// lists and objects in count. The form stays what its schema says.
/// </summary>
internal sealed class RedactedJson
{
    public const int TextLengthMax = 4096, CountMax = 512;

    private readonly Utf8JsonWriter _writer;
    private bool _isCut;

    private RedactedJson(Utf8JsonWriter writer) => _writer = writer;

    /// <summary>The redacted value, and whether something of it was too long.</summary>
    public static (JsonElement Value, bool IsCut) Of(JsonElement value)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer, RecordJson.Options);
        RedactedJson redacted = new(writer);
        redacted.Write(value, isSecret: false);
        writer.Flush();
        Utf8JsonReader reader = new(buffer.WrittenSpan);
        return (JsonElement.ParseValue(ref reader), redacted._isCut);
    }

    private void Write(JsonElement value, bool isSecret)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, isSecret);
                break;
            case JsonValueKind.Array:
                WriteArray(value, isSecret);
                break;
            case JsonValueKind.String when isSecret:
                _writer.WriteStringValue(SecretNames.Hidden);
                break;
            case JsonValueKind.String:
                WriteText(value.GetString()!);
                break;
            default:
                value.WriteTo(_writer);
                break;
        }
    }

    private void WriteObject(JsonElement value, bool isSecret)
    {
        int count = 0;
        _writer.WriteStartObject();
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (count++ == CountMax)
            {
                _isCut = true;
                break;
            }
            _writer.WritePropertyName(member.Name);
            Write(member.Value, isSecret || SecretNames.IsOne(member.Name));
        }
        _writer.WriteEndObject();
    }

    private void WriteArray(JsonElement value, bool isSecret)
    {
        int count = 0;
        _writer.WriteStartArray();
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (count++ == CountMax)
            {
                _isCut = true;
                break;
            }
            Write(item, isSecret);
        }
        _writer.WriteEndArray();
    }

    private void WriteText(string text)
    {
        if (text.Length <= TextLengthMax)
        {
            _writer.WriteStringValue(text);
            return;
        }
        _isCut = true;
        // Half a surrogate pair would be no text.
        int length = char.IsHighSurrogate(text[TextLengthMax - 1]) ? TextLengthMax - 1 : TextLengthMax;
        _writer.WriteStringValue(text.AsSpan(0, length));
    }
}
