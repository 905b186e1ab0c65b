using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Weir.Arrow;
using Weir.Delta.Table;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>
/// The SQL function <c>weir_variant_text(metadata, value)</c>: the JSON text of a variant in the binary encoding of
/// Parquet ("Variant Binary Encoding"), for files that do not mark their variants. Only scans of Delta tables may call it.
/// </summary>
/// <remarks>
/// Dates and times become texts (those of a zone in UTC), binaries Base64, NaN and infinities texts.
/// </remarks>
internal static class VariantText
{
    /// <summary>The function's name, which users' statements may not use.</summary>
    public const string Name = "weir_variant_text";

    // Far more than any writer nests, and far less than what walks of values in the engine can take.
    private const int DepthMax = 500;

    private const int Version = 1;

    public static ScalarFunction Function { get; } = new(Name, new ScalarOverload
    {
        Arguments = [ArrowType.Binary, ArrowType.Binary],
        Result = ArrowType.Utf8,
        Kernel = Decode,
        NewState = static _ => new Writer(),
    });

    /// <summary>The JSON text of one variant.</summary>
    /// <exception cref="FormatException">The bytes are none.</exception>
    public static string Decode(ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> value)
    {
        using Writer writer = new();
        return Encoding.UTF8.GetString(writer.Write(metadata, value));
    }

    private static void Decode(ref ScalarCall call)
    {
        Writer writer = (Writer)call.State!;
        VectorView metadata = call.Argument(0), value = call.Argument(1);
        foreach (int row in call.Rows)
            call.Result.SetBytes(row, writer.Write(metadata.Bytes(row), value.Bytes(row)));
    }

    private sealed class Writer : IDisposable
    {
        private readonly System.Buffers.ArrayBufferWriter<byte> _buffer = new();
        private readonly Utf8JsonWriter _json;

        public Writer() => _json = new Utf8JsonWriter(
            _buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = DepthMax + 1 });

        public void Dispose() => _json.Dispose();

        public ReadOnlySpan<byte> Write(ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> value)
        {
            _buffer.ResetWrittenCount();
            _json.Reset(_buffer);
            Value(new Names(metadata), value, depth: 0);
            _json.Flush();
            return _buffer.WrittenSpan;
        }

        private void Value(in Names names, ReadOnlySpan<byte> value, int depth)
        {
            if (depth > DepthMax)
                throw new FormatException($"The variant is nested more than {DepthMax} deep.");
            byte head = Take(value, 0, 1)[0];
            ReadOnlySpan<byte> body = value[1..];
            int form = head >> 2;
            switch (head & 3)
            {
                case 0:
                    Primitive(form, body);
                    break;
                case 1:
                    Text(Take(body, 0, form));
                    break;
                case 2:
                    Object(names, form, body, depth);
                    break;
                default:
                    Array(names, form, body, depth);
                    break;
            }
        }

        private void Object(in Names names, int form, ReadOnlySpan<byte> body, int depth)
        {
            int offsetSize = (form & 3) + 1, idSize = ((form >> 2) & 3) + 1, countSize = (form & 16) != 0 ? 4 : 1;
            int count = Number(body, 0, countSize);
            long ids = countSize, offsets = ids + ((long)count * idSize), values = offsets + (((long)count + 1) * offsetSize);
            ReadOnlySpan<byte> content = From(body, values);
            _json.WriteStartObject();
            for (int i = 0; i < count; i++)
            {
                _json.WritePropertyName(names[Number(body, ids + ((long)i * idSize), idSize)]);
                Value(names, From(content, Number(body, offsets + ((long)i * offsetSize), offsetSize)), depth + 1);
            }
            _json.WriteEndObject();
        }

        private void Array(in Names names, int form, ReadOnlySpan<byte> body, int depth)
        {
            int offsetSize = (form & 3) + 1, countSize = (form & 4) != 0 ? 4 : 1;
            int count = Number(body, 0, countSize);
            long offsets = countSize, values = offsets + (((long)count + 1) * offsetSize);
            ReadOnlySpan<byte> content = From(body, values);
            _json.WriteStartArray();
            for (int i = 0; i < count; i++)
                Value(names, From(content, Number(body, offsets + ((long)i * offsetSize), offsetSize)), depth + 1);
            _json.WriteEndArray();
        }

        private void Primitive(int type, ReadOnlySpan<byte> body)
        {
            switch (type)
            {
                case 0: _json.WriteNullValue(); break;
                case 1: _json.WriteBooleanValue(true); break;
                case 2: _json.WriteBooleanValue(false); break;
                case 3: _json.WriteNumberValue((sbyte)Take(body, 0, 1)[0]); break;
                case 4: _json.WriteNumberValue(BinaryPrimitives.ReadInt16LittleEndian(Take(body, 0, 2))); break;
                case 5: _json.WriteNumberValue(BinaryPrimitives.ReadInt32LittleEndian(Take(body, 0, 4))); break;
                case 6: _json.WriteNumberValue(BinaryPrimitives.ReadInt64LittleEndian(Take(body, 0, 8))); break;
                case 7: Fraction(BinaryPrimitives.ReadDoubleLittleEndian(Take(body, 0, 8))); break;
                case 8: Decimal(BinaryPrimitives.ReadInt32LittleEndian(Take(body, 1, 4)), body[0]); break;
                case 9: Decimal(BinaryPrimitives.ReadInt64LittleEndian(Take(body, 1, 8)), body[0]); break;
                case 10: Decimal(BinaryPrimitives.ReadInt128LittleEndian(Take(body, 1, 16)), body[0]); break;
                case 11: _json.WriteStringValue(Day(BinaryPrimitives.ReadInt32LittleEndian(Take(body, 0, 4)))); break;
                case 12: _json.WriteStringValue(Moment(BinaryPrimitives.ReadInt64LittleEndian(Take(body, 0, 8))) + "+00:00"); break;
                case 13: _json.WriteStringValue(Moment(BinaryPrimitives.ReadInt64LittleEndian(Take(body, 0, 8)))); break;
                case 14: Fraction(BinaryPrimitives.ReadSingleLittleEndian(Take(body, 0, 4))); break;
                case 15: _json.WriteBase64StringValue(Take(body, 4, Number(body, 0, 4))); break;
                case 16: Text(Take(body, 4, Number(body, 0, 4))); break;
                default: throw new FormatException($"The variant has a value of the kind {type}, which is not known.");
            }
        }

        private void Text(ReadOnlySpan<byte> text) =>
            _json.WriteStringValue(Utf8.IsValid(text) ? text : throw new FormatException("The variant has a text that is not UTF-8."));

        private void Fraction(double number)
        {
            if (double.IsFinite(number))
                _json.WriteNumberValue(number);
            else
                _json.WriteStringValue(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        private void Fraction(float number)
        {
            if (float.IsFinite(number))
                _json.WriteNumberValue(number);
            else
                _json.WriteStringValue(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        private void Decimal(Int128 unscaled, byte scale) =>
            _json.WriteRawValue(DecimalText.Print(unscaled, scale <= 38 ? scale : throw new FormatException($"The variant has a decimal of the scale {scale}.")));

        private static string Day(int days) => Moment((long)days * 86_400_000_000)[..10];

        private static string Moment(long micros) =>
            CalendarText.IsPrintable(micros) ? CalendarText.PrintMicros(micros, ' ') : throw new FormatException($"The variant has the time {micros}, outside the years 1 to 9999.");
    }

    // The dictionary of field names.
    private readonly ref struct Names
    {
        private readonly ReadOnlySpan<byte> _metadata;
        private readonly int _offsetSize;
        private readonly int _count;

        public Names(ReadOnlySpan<byte> metadata)
        {
            byte head = Take(metadata, 0, 1)[0];
            if ((head & 15) != Version)
                throw new FormatException($"The variant's metadata is of version {head & 15} instead of {Version}.");
            _metadata = metadata;
            _offsetSize = (head >> 6) + 1;
            _count = Number(metadata, 1, _offsetSize);
        }

        public ReadOnlySpan<byte> this[int id]
        {
            get
            {
                if ((uint)id >= (uint)_count)
                    throw new FormatException($"The variant has no field name {id}.");
                long offsets = 1 + _offsetSize;
                int start = Number(_metadata, offsets + ((long)id * _offsetSize), _offsetSize);
                int end = Number(_metadata, offsets + (((long)id + 1) * _offsetSize), _offsetSize);
                ReadOnlySpan<byte> name = Take(From(_metadata, offsets + (((long)_count + 1) * _offsetSize)), start, end - start);
                return Utf8.IsValid(name) ? name : throw new FormatException("The variant has a field name that is not UTF-8.");
            }
        }
    }

    private static int Number(ReadOnlySpan<byte> bytes, long at, int size)
    {
        ReadOnlySpan<byte> digits = Take(bytes, at, size);
        uint number = 0;
        for (int i = size - 1; i >= 0; i--)
            number = (number << 8) | digits[i];
        return number <= int.MaxValue ? (int)number : throw new FormatException("The variant has an offset of more than 31 bits.");
    }

    private static ReadOnlySpan<byte> From(ReadOnlySpan<byte> bytes, long at) =>
        at <= bytes.Length ? bytes[(int)at..] : throw new FormatException("The variant ends too early.");

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> bytes, long at, int length) =>
        at >= 0 && length >= 0 && at + length <= bytes.Length ? bytes.Slice((int)at, length) : throw new FormatException("The variant ends too early.");
}
