using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>
/// Types as policies write them: names of Arrow or SQL, <c>list&lt;T&gt;</c>, <c>large_list&lt;T&gt;</c>, <c>map&lt;K, V&gt;</c>,
/// <c>struct&lt;name: T, ...&gt;</c>, <c>decimal(p, s)</c>.
/// </summary>
internal static class PolicyType
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bool"] = "BOOLEAN", ["boolean"] = "BOOLEAN",
        ["int8"] = "TINYINT", ["int16"] = "SMALLINT", ["int32"] = "INTEGER", ["int64"] = "BIGINT",
        ["uint8"] = "UTINYINT", ["uint16"] = "USMALLINT", ["uint32"] = "UINTEGER", ["uint64"] = "UBIGINT",
        ["float32"] = "FLOAT", ["float64"] = "DOUBLE", ["float"] = "FLOAT", ["double"] = "DOUBLE",
        ["utf8"] = "VARCHAR", ["large_utf8"] = "VARCHAR", ["largeutf8"] = "VARCHAR", ["utf8_view"] = "VARCHAR", ["utf8view"] = "VARCHAR", ["string"] = "VARCHAR",
        ["binary"] = "BLOB", ["large_binary"] = "BLOB", ["largebinary"] = "BLOB", ["date32"] = "DATE", ["time64"] = "TIME",
        ["timestamp"] = "TIMESTAMP", ["interval"] = "INTERVAL",
        ["varchar"] = "VARCHAR", ["bigint"] = "BIGINT", ["integer"] = "INTEGER", ["int"] = "INTEGER", ["date"] = "DATE", ["time"] = "TIME", ["blob"] = "BLOB",
    };

    /// <summary>The type as SQL writes it.</summary>
    /// <exception cref="WeirException">WEIR3317: it is none.</exception>
    public static string ToSql(string function, string type) => Read(type.Trim()) ?? throw MacroErrors.Policy(
        $"declares the type '{type}' for '{function}', where a simple name, list<T>, large_list<T>, map<K, V>, struct<name: T, ...> or decimal(p, s) was expected");

    private static string? Read(string type)
    {
        if (Names.TryGetValue(type, out string? name))
            return name;
        int open = type.AsSpan().IndexOfAny('<', '(');
        if (open <= 0 || open == type.Length - 1)
            return null;
        string kind = type[..open].Trim().ToLowerInvariant();
        string[] parts = Parts(type[(open + 1)..^1]);
        return (kind, type[open], type[^1]) switch
        {
            ("list" or "large_list", '<', '>') when parts is [var item] => Read(item) is { } element ? $"{element}[]" : null,
            ("map", '<', '>') when parts is [var key, var value] => (Read(key), Read(value)) is ({ } keys, { } values) ? $"MAP({keys}, {values})" : null,
            ("struct", '<', '>') => Struct(parts),
            ("decimal", '(', ')') when parts is [var precision, var scale] && byte.TryParse(precision, out byte digits) && byte.TryParse(scale, out byte places)
                => $"DECIMAL({digits}, {places})",
            _ => null,
        };
    }

    private static string? Struct(string[] parts)
    {
        List<string> fields = [];
        foreach (string part in parts)
        {
            int colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || Read(part[(colon + 1)..].Trim()) is not { } type)
                return null;
            fields.Add($"{SqlText.Name(part[..colon].Trim())} {type}");
        }
        return fields.Count > 0 ? $"STRUCT({string.Join(", ", fields)})" : null;
    }

    // Between the commas that stand in no brackets.
    private static string[] Parts(string text)
    {
        List<string> parts = [];
        (int start, int depth) = (0, 0);
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] is '<' or '(' ? 1 : text[i] is '>' or ')' ? -1 : 0;
            if (depth != 0 || text[i] != ',')
                continue;
            parts.Add(text[start..i].Trim());
            start = i + 1;
        }
        parts.Add(text[start..].Trim());
        return [.. parts];
    }
}
