using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Weir.Arrow;

namespace Weir.Cli.Rows;

/// <summary>
/// Writes the values of one column as JSON or as plain text. Made once a column, stateless, called
/// once a value; no value loses a digit, a byte or its kind on the way.
/// </summary>
internal abstract class Cell
{
    /// <summary>Writes the value of a row as one JSON value; null as <c>null</c>.</summary>
    public void WriteJson(Utf8JsonWriter json, ArrowArray array, int row)
    {
        if (array.IsNull(row))
            json.WriteNullValue();
        else
            WriteValueJson(json, array, row);
    }

    /// <summary>Writes the value of a row, which is not null, as text.</summary>
    public abstract void WriteText(IBufferWriter<byte> text, ArrowArray array, int row);

    /// <summary>Whether a table sets the column to the right.</summary>
    public virtual bool IsNumber => false;

    /// <summary>The value behind a row is null; differs from the array's own null for dictionaries.</summary>
    public virtual bool IsNull(ArrowArray array, int row) => array.IsNull(row);

    protected abstract void WriteValueJson(Utf8JsonWriter json, ArrowArray array, int row);
}

/// <summary>Formats one value into a span that is long enough; answers how many bytes it took.</summary>
internal delegate int CellFormat(ArrowArray array, int row, Span<byte> text);

/// <summary>A value of bounded length: a number, or a text that JSON must quote.</summary>
internal sealed class ScalarCell(CellFormat format, bool number) : Cell
{
    private const int BytesMax = NumberText.BytesMax;

    public override bool IsNumber => number;

    public override void WriteText(IBufferWriter<byte> text, ArrowArray array, int row) =>
        text.Advance(format(array, row, text.GetSpan(BytesMax)));

    protected override void WriteValueJson(Utf8JsonWriter json, ArrowArray array, int row)
    {
        Span<byte> text = stackalloc byte[BytesMax];
        ReadOnlySpan<byte> value = text[..format(array, row, text)];
        // NaN and the infinities are no JSON numbers, so they alone are quoted.
        if (number && value[^1] is >= (byte)'0' and <= (byte)'9')
            json.WriteRawValue(value, skipInputValidation: true);
        else
            json.WriteStringValue(value);
    }
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class BooleanCell : Cell
{
    public override void WriteText(IBufferWriter<byte> text, ArrowArray array, int row) =>
        text.Write(array.GetBoolean(row) ? "true"u8 : "false"u8);

    protected override void WriteValueJson(Utf8JsonWriter json, ArrowArray array, int row) =>
        json.WriteBooleanValue(array.GetBoolean(row));
}

/// <summary>UTF-8 text.</summary>
internal sealed class TextCell : Cell
{
    public override void WriteText(IBufferWriter<byte> text, ArrowArray array, int row) => text.Write(array.GetBytes(row));

    protected override void WriteValueJson(Utf8JsonWriter json, ArrowArray array, int row) =>
        json.WriteStringValue(array.GetBytes(row));
}

/// <summary>Bytes: base64, or hexadecimal digits where a person reads them.</summary>
internal sealed class BinaryCell(bool hex) : Cell
{
    public override void WriteText(IBufferWriter<byte> text, ArrowArray array, int row)
    {
        ReadOnlySpan<byte> bytes = array.GetBytes(row);
        if (hex)
        {
            Convert.TryToHexStringLower(bytes, text.GetSpan(bytes.Length * 2 + 1), out int digits);
            text.Advance(digits);
        }
        else
        {
            Base64.EncodeToUtf8(bytes, text.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length) + 1), out _, out int written);
            text.Advance(written);
        }
    }

    protected override void WriteValueJson(Utf8JsonWriter json, ArrowArray array, int row) =>
        json.WriteBase64StringValue(array.GetBytes(row));
}

/// <summary>The value that an index points to.</summary>
internal sealed class DictionaryCell(Cell value) : Cell
{
    public override bool IsNumber => value.IsNumber;

    public override bool IsNull(ArrowArray array, int row) =>
        array.IsNull(row) || value.IsNull(array.Dictionary, (int)array.GetDictionaryIndex(row));

    public override void WriteText(IBufferWriter<byte> text, ArrowArray array, int row) =>
        value.WriteText(text, array.Dictionary, (int)array.GetDictionaryIndex(row));

    protected override void WriteValueJson(Utf8JsonWriter json, ArrowArray array, int row) =>
        value.WriteJson(json, array.Dictionary, (int)array.GetDictionaryIndex(row));
}

/// <summary>The type that has no values but null.</summary>
internal sealed class NullCell : Cell
{
    public override bool IsNull(ArrowArray array, int row) => true;

    public override void WriteText(IBufferWriter<byte> text, ArrowArray array, int row)
    {
        // There is no value to write: a caller asks IsNull first.
    }

    protected override void WriteValueJson(Utf8JsonWriter json, ArrowArray array, int row) => json.WriteNullValue();
}
