using System.Buffers;
using System.Globalization;
using System.Text;
using Weir.Storage;

namespace Weir.Delta.Commands;

/// <summary>
/// How a data file's path stands in the log: a URI reference (protocol, "Add File and Remove File").
/// Everything is escaped that some reader might take for syntax, such as a colon (a scheme) or a
/// plus (a space); the names on disk of escaped partition values are thus escaped twice.
/// </summary>
internal static class EncodedPath
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/=");

    public static string Of(ObjectPath path)
    {
        string value = path.Value;
        if (!value.AsSpan().ContainsAnyExcept(Plain))
            return value;
        StringBuilder text = new(value.Length + 32);
        foreach (byte one in Encoding.UTF8.GetBytes(value))
        {
            if (one < 0x80 && Plain.Contains((char)one))
                text.Append((char)one);
            else
                text.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        }
        return text.ToString();
    }
}
