using System.Runtime.InteropServices;
using System.Text;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// Text across the native boundary. On the way in it must be what the engine takes it for: valid
/// UTF-16 without NUL, because a C string ends at the first NUL and the rest would silently be lost.
/// </summary>
internal static unsafe class EngineText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Statement text as a NUL-terminated C string.</summary>
    /// <exception cref="WeirException">WEIR4008: a NUL character or half a surrogate pair.</exception>
    public static byte[] Sql(string sql) => Encode(sql, "statement");

    /// <summary>A name (of a view, function, column) as a NUL-terminated C string.</summary>
    /// <exception cref="WeirException">WEIR4008: a NUL character or half a surrogate pair.</exception>
    public static byte[] Name(string name) => Encode(name, "name");

    /// <summary>An error text for the engine; what cannot be encoded is replaced, never thrown.</summary>
    public static byte[] Error(string message) => Encoding.UTF8.GetBytes(message.Replace('\0', ' ') + '\0');

    /// <summary>UTF-8 bytes of a value; NUL characters are values like any other.</summary>
    /// <exception cref="WeirException">WEIR4008: half a surrogate pair.</exception>
    public static byte[] Value(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw EngineErrors.TextInvalid("value", text, e.Index, "half of a surrogate pair");
        }
    }

    /// <summary>A text that the engine still owns.</summary>
    public static string? Read(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    /// <summary>A text that was handed over: it is copied and freed.</summary>
    public static string? Take(byte* text)
    {
        string? copy = Read(text);
        DuckApiDatabase.Free(text);
        return copy;
    }

    /// <summary>An SQL identifier, quoted.</summary>
    public static string Quote(string identifier) =>
        $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>An SQL string literal, quoted.</summary>
    public static string Literal(string value) =>
        $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static byte[] Encode(string text, string what)
    {
        int nul = text.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
            throw EngineErrors.TextInvalid(what, text, nul, "a NUL character");
        try
        {
            byte[] bytes = new byte[Strict.GetByteCount(text) + 1];
            Strict.GetBytes(text, bytes);
            return bytes;
        }
        catch (EncoderFallbackException e)
        {
            throw EngineErrors.TextInvalid(what, text, e.Index, "half of a surrogate pair");
        }
    }
}
