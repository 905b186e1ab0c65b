using System.Buffers;
using System.Text.Json;
using Weir.Plugins;

namespace Weir.Arrow;

/// <summary>
/// Schemas that stand in options and specs as an Arrow IPC schema message: as bytes, as hex, or as base64. The one
/// place that decodes them.
/// </summary>
/// <remarks>
/// A text with the prefix <c>base64:</c> is base64. Another one is hex when it has an even number of characters and
/// all are hex digits, else base64; base64 that happens to look like hex needs the prefix. Thread-safe.
/// </remarks>
public static class SchemaIpc
{
    private const string Base64Prefix = "base64:";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Reads a schema from the bytes of an IPC stream that may hold nothing else.</summary>
    /// <param name="bytes">At least the schema message.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="WeirException">WEIR3013: the bytes hold no schema.</exception>
    public static Schema Read(ReadOnlySpan<byte> bytes) => Decoded(bytes, "bytes", "");

    /// <summary>Reads a schema from hex or base64.</summary>
    /// <param name="text">The text, with or without <c>base64:</c>.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="WeirException">WEIR3013: the text decodes to no schema; the message names the decoding.</exception>
    public static Schema Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(Base64Prefix, StringComparison.Ordinal))
            return Decoded(FromBase64(text[Base64Prefix.Length..], "base64 (by its prefix)"), "base64 (by its prefix)", "");
        if (text.Length > 0 && text.Length % 2 == 0 && !text.AsSpan().ContainsAnyExcept(HexDigits))
            return Decoded(Convert.FromHexString(text), "hex", $" If it is base64, put '{Base64Prefix}' before it.");
        return Decoded(FromBase64(text, "base64"), "base64", "");
    }

    /// <summary>Reads a schema from JSON: a text as for <see cref="Read(string)"/>, or an array of bytes.</summary>
    /// <param name="value">The JSON value.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="WeirException">WEIR3013: the value is neither, or decodes to no schema; the message names the decoding.</exception>
    public static Schema Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Read(value.GetString()!),
        JsonValueKind.Array => Read(Bytes(value)),
        _ => throw PluginContractErrors.SchemaIpcInvalid("JSON", $"a text or an array of bytes was expected, but it is {value.ValueKind}"),
    };

    private static byte[] Bytes(JsonElement array)
    {
        byte[] bytes = new byte[array.GetArrayLength()];
        for (int i = 0; i < bytes.Length; i++)
            if (array[i].ValueKind != JsonValueKind.Number || !array[i].TryGetByte(out bytes[i]))
                throw PluginContractErrors.SchemaIpcInvalid("an array of bytes", $"element {i} is {array[i].GetRawText()}, not a number from 0 to 255");
        return bytes;
    }

    private static byte[] FromBase64(string text, string decoding)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException fault)
        {
            throw PluginContractErrors.SchemaIpcInvalid(decoding, fault.Message, fault);
        }
    }

    private static Schema Decoded(ReadOnlySpan<byte> bytes, string decoding, string hint)
    {
        if (bytes.IsEmpty)
            throw PluginContractErrors.SchemaIpcInvalid(decoding, "there are no bytes");
        try
        {
            return ArrowIpcReader.ReadSchema(bytes);
        }
        catch (WeirException fault)
        {
            throw PluginContractErrors.SchemaIpcInvalid(decoding, $"its {bytes.Length} bytes are no Arrow schema: {fault.Message}{hint}", fault);
        }
    }
}
