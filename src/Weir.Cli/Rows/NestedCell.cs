using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Arrow;

namespace Weir.Cli.Rows;

/// <summary>A list, struct or map: JSON everywhere, also inside CSV and tables.</summary>
internal abstract class NestedCell : Cell
{
    public static JsonWriterOptions JsonOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public override void WriteText(IBufferWriter<byte> text, ArrowArray array, int row)
    {
        using Utf8JsonWriter json = new(text, JsonOptions);
        WriteValueJson(json, array, row);
    }
}

/// <summary>Every kind of list: a JSON array.</summary>
internal sealed class ListCell(Cell element) : NestedCell
{
    protected override void WriteValueJson(Utf8JsonWriter json, ArrowArray array, int row)
    {
        ArrowArray elements = array.Child(0);
        (int start, int length) = array.GetListRange(row);
        json.WriteStartArray();
        for (int i = start; i < start + length; i++)
            element.WriteJson(json, elements, i);
        json.WriteEndArray();
    }
}

/// <summary>A JSON object; an array when no field has a name, as in the engine's <c>row(1, 2)</c>.</summary>
internal sealed class StructCell(IReadOnlyList<(JsonEncodedText Name, Cell Cell)> fields, bool named) : NestedCell
{
    protected override void WriteValueJson(Utf8JsonWriter json, ArrowArray array, int row)
    {
        if (named)
            json.WriteStartObject();
        else
            json.WriteStartArray();
        for (int i = 0; i < fields.Count; i++)
        {
            if (named)
                json.WritePropertyName(fields[i].Name);
            fields[i].Cell.WriteJson(json, array.Child(i), row);
        }
        if (named)
            json.WriteEndObject();
        else
            json.WriteEndArray();
    }
}

/// <summary>A JSON object when the keys are text, else an array of <c>{"key":…,"value":…}</c>.</summary>
internal sealed class MapCell(Cell key, Cell value, bool textKeys) : NestedCell
{
    private static readonly JsonEncodedText KeyName = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText ValueName = JsonEncodedText.Encode("value");

    protected override void WriteValueJson(Utf8JsonWriter json, ArrowArray array, int row)
    {
        ArrowArray keys = array.Child(0).Child(0);
        ArrowArray values = array.Child(0).Child(1);
        (int start, int length) = array.GetListRange(row);
        if (textKeys)
            WriteObject(json, keys, values, start, length);
        else
            WriteEntries(json, keys, values, start, length);
    }

    private void WriteObject(Utf8JsonWriter json, ArrowArray keys, ArrowArray values, int start, int length)
    {
        json.WriteStartObject();
        for (int i = start; i < start + length; i++)
        {
            json.WritePropertyName(keys.GetBytes(i));
            value.WriteJson(json, values, i);
        }
        json.WriteEndObject();
    }

    private void WriteEntries(Utf8JsonWriter json, ArrowArray keys, ArrowArray values, int start, int length)
    {
        json.WriteStartArray();
        for (int i = start; i < start + length; i++)
        {
            json.WriteStartObject();
            json.WritePropertyName(KeyName);
            key.WriteJson(json, keys, i);
            json.WritePropertyName(ValueName);
            value.WriteJson(json, values, i);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
