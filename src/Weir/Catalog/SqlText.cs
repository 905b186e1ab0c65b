using System.Text;

namespace Weir.Catalog;

/// <summary>
/// Names and values written into SQL text. Whatever the input, the result is one token (or one list)
/// of the engine's dialect, so nothing that a user names can end a statement or start another.
/// </summary>
internal static class SqlText
{
    /// <summary>A quoted identifier.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A path of quoted identifiers, joined by points.</summary>
    public static string Name(IEnumerable<string> path) => string.Join('.', path.Select(Name));

    /// <summary>
    /// A string literal. A NUL character would end the statement's text at the engine's C interface,
    /// so such a text is put together from its parts.
    /// </summary>
    public static string Literal(string value)
    {
        string quoted = $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
        return value.Contains('\0') ? $"({quoted.Replace("\0", "' || chr(0) || '", StringComparison.Ordinal)})" : quoted;
    }

    /// <summary>A list literal.</summary>
    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    /// <summary>
    /// A path as a pattern that matches just this path: the engine reads every path that it is given
    /// as a glob, and a bracket is how it takes a character literally.
    /// </summary>
    public static string EscapeGlob(string path)
    {
        if (!IsGlob(path))
            return path;
        StringBuilder escaped = new(path.Length + 8);
        foreach (char character in path)
            escaped.Append(character is '[' or '*' or '?' ? $"[{character}]" : character);
        return escaped.ToString();
    }

    /// <summary>True when the engine would read a character of this path as a wildcard.</summary>
    public static bool IsGlob(string path) => path.AsSpan().ContainsAny('[', '*', '?');
}
