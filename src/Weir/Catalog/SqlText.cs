using System.Text;

namespace Weir.Catalog;

/// <summary>
/// Names and values written into SQL text. Whatever the input, the result is one token (or one list)
/// of the engine's dialect, so nothing that a user names can end a statement or start another.
/// </summary>
internal static class SqlText
{
    // Words that SQL gives a meaning where a name may stand.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "all", "analyse", "analyze", "and", "any", "anti", "array", "as", "asc", "asof", "at", "both", "by", "case", "cast", "check", "collate", "column",
        "constraint", "create", "cross", "default", "deferrable", "desc", "describe", "distinct", "do", "drop", "else", "end", "except", "exists", "external",
        "false", "fetch", "for", "foreign", "from", "full", "glob", "grant", "group", "having", "if", "ilike", "in", "initially", "inner", "intersect",
        "interval", "into", "is", "isnull", "join", "key", "lambda", "lateral", "leading", "left", "like", "limit", "location", "map", "natural", "not", "notnull",
        "null", "offset", "on", "only", "options", "or", "order", "outer", "overlaps", "partitioned", "pivot", "positional", "primary", "qualify",
        "references", "replace", "returning", "right", "row", "select", "semi", "show", "similar", "some", "stored", "struct", "summarize", "symmetric",
        "table", "tablesample", "then", "to", "trailing", "true", "try_cast", "unbounded", "union", "unique", "unpivot", "using", "variadic", "view", "when",
        "where", "window", "with",
    };

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

    /// <summary>A text in single quotes as it is, NUL characters among it: for what only Weir reads.</summary>
    public static string Quote(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>An identifier, in quotes only where it needs them.</summary>
    public static string PlainName(string name)
    {
        bool isPlain = name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
        return isPlain && !Reserved.Contains(name) ? name : Name(name);
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
