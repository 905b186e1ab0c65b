using System.Text.Json;
using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>Constant arguments as a batch of one row: a parameter's default where it has one, else the sample value of row 0.</summary>
internal static class SampleConstants
{
    /// <summary>The values of the arguments of a call; NULL where an argument is not constant.</summary>
    /// <param name="function">The function.</param>
    /// <param name="signature">The types of the call.</param>
    /// <param name="isConstant">Which arguments have a value here.</param>
    /// <param name="numbers">Where values come from.</param>
    /// <param name="rows">How often the values are repeated.</param>
    public static RecordBatch Of(
        PluginFunction function, SampleSignature signature, IReadOnlyList<bool> isConstant, SampleNumbers numbers, int rows = 1)
    {
        Schema schema = new([.. signature.Types.Select((type, i) => new Field($"a{i}", type))]);
        using RecordBatchWriter writer = new(schema);
        for (int i = 0; i < signature.Types.Count; i++)
        {
            string? json = i < function.Parameters.Count ? function.Parameters[i].DefaultJson : null;
            bool isNull = !isConstant[i] || json == "null";
            for (int row = 0; row < rows; row++)
            {
                if (isNull)
                    writer[i].AppendNull();
                else
                    Append(writer[i], json, numbers.At(i, 0));
            }
        }
        return writer.Finish();
    }

    /// <summary>A batch of one row that holds a default.</summary>
    /// <exception cref="InvalidOperationException">It is no value of the type; also as other exceptions of reading JSON.</exception>
    public static RecordBatch OfDefault(ArrowType type, string defaultJson)
    {
        using RecordBatchWriter writer = new(new Schema(new Field("value", type)));
        if (defaultJson == "null")
            writer[0].AppendNull();
        else
            Append(writer[0], defaultJson, 0);
        return writer.Finish();
    }

    private static void Append(ColumnWriter writer, string? defaultJson, ulong number)
    {
        JsonElement given = defaultJson is null ? default : JsonElement.Parse(defaultJson);
        bool isGiven = given.ValueKind != JsonValueKind.Undefined;
        long whole = SampleValue.Whole(number);
        if (given.ValueKind == JsonValueKind.String && writer is not BytesWriter)
            throw new CheckSkippedException($"only the engine reads the default {defaultJson} as {writer.Type}");
        switch (writer)
        {
            case BytesWriter bytes when isGiven: bytes.Append(given.GetString().AsSpan()); break;
            case BytesWriter bytes: bytes.Append(bytes.Type.IsText ? SampleValue.Text(number) : SampleValue.Bytes(number, SampleValue.WidthOf(number))); break;
            case BooleanWriter boolean: boolean.Append(isGiven ? given.GetBoolean() : (number & 1) != 0); break;
            case FixedWriter<double> real: real.Append(isGiven ? given.GetDouble() : SampleValue.Real(number)); break;
            case FixedWriter<float> real: real.Append(isGiven ? given.GetSingle() : (float)SampleValue.Real(number)); break;
            case FixedWriter<long> integer: integer.Append(isGiven ? given.GetInt64() : whole); break;
            case FixedWriter<ulong> integer: integer.Append(isGiven ? given.GetUInt64() : (ulong)whole); break;
            case FixedWriter<int> integer: integer.Append(isGiven ? given.GetInt32() : (int)whole); break;
            case FixedWriter<uint> integer: integer.Append(isGiven ? given.GetUInt32() : (uint)whole); break;
            case FixedWriter<short> integer: integer.Append(isGiven ? given.GetInt16() : (short)whole); break;
            case FixedWriter<ushort> integer: integer.Append(isGiven ? given.GetUInt16() : (ushort)whole); break;
            case FixedWriter<sbyte> integer: integer.Append(isGiven ? given.GetSByte() : (sbyte)whole); break;
            case FixedWriter<byte> integer: integer.Append(isGiven ? given.GetByte() : (byte)whole); break;
            case FixedWriter<Int128> integer: integer.Append(isGiven ? (Int128)given.GetDecimal() : whole); break;
            default: throw new CheckSkippedException($"there are no sample constants of the type {writer.Type}");
        }
    }
}
