using Weir.Diagnostics;

namespace Weir.Policies;

/// <summary>The parts of a COPY ... TO.</summary>
/// <param name="Query">The query whose rows are copied; null when a table is named.</param>
/// <param name="Table">The table; null when a query is.</param>
/// <param name="Columns">The columns of the table that are named, as SQL; empty for all.</param>
/// <param name="Path">The file, as it is written.</param>
/// <param name="Options">The options as SQL: names that were looked at and values of one lexeme or a list of names.</param>
internal sealed record CopyForm(string? Query, string? Table, string Columns, string Path, string Options)
{
    // Options that say how one file is written. Those that make folders or choose names of files are not among them.
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "format", "header", "delimiter", "delim", "sep", "quote", "escape", "null", "nullstr", "compression", "codec", "compression_level",
        "row_group_size", "dateformat", "timestampformat", "force_quote", "array", "prefix", "suffix",
    };

    private static readonly string[] Formats = ["parquet", "csv", "json"];

    /// <summary>Reads a statement that the classifier calls COPY TO.</summary>
    /// <exception cref="WeirException">WEIR5021: it asks for what is not done.</exception>
    public static CopyForm Read(LexedText text, ClassifiedStatement statement)
    {
        (int at, int end) = (statement.First + 1, statement.End);
        (string? query, string? table, string columns) = (null, null, "");
        if (text.Is(at, '('))
        {
            int close = text.BehindBracket(at, end);
            query = text.Sql[text[at].End..text[close - 1].Start];
            at = close;
        }
        else
        {
            table = text.IsName(at) && !text.Is(at + 1, '.') ? text.Name(at) : throw SqlPolicyErrors.NotCarriedOut("COPY of a table with a schema");
            if (text.Is(at + 1, '('))
                columns = text.Sql[text[at + 1].End..text[text.BehindBracket(at + 1, end) - 1].Start];
            at = text.Is(at + 1, '(') ? text.BehindBracket(at + 1, end) : at + 1;
        }
        if (!text.Is(at, "TO") || text.Text(at + 1) is not { } path)
            throw SqlPolicyErrors.NotCarriedOut("COPY to what is no path in plain quotes");
        return new CopyForm(query, table, columns, path, ReadOptions(text, at + 2, end, path));
    }

    private static string ReadOptions(LexedText text, int at, int end, string path)
    {
        if (text.Is(at, "WITH"))
            at++;
        List<string> options = [];
        string? format = null;
        if (at < end && !text.Is(at, '('))
            throw SqlPolicyErrors.NotCarriedOut("COPY with options outside of brackets");
        for (at++; at < end - 1; at++)
        {
            string name = text[at].Kind == LexemeKind.Word && Known.Contains(text.Written(at).ToString())
                ? text.Written(at).ToString().ToUpperInvariant()
                : throw SqlPolicyErrors.NotCarriedOut($"COPY with the option '{text.Written(at)}'");
            string value = ReadValue(text, ref at, end);
            format = name == "FORMAT" ? value.Trim('\'', '"', ' ').ToLowerInvariant() : format;
            options.Add(name + value);
            at++;
        }
        format ??= System.IO.Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        if (!Formats.Contains(format))
            throw SqlPolicyErrors.NotCarriedOut($"COPY in the format '{format}'");
        return string.Join(", ", options.Where(option => !option.StartsWith("FORMAT ", StringComparison.Ordinal)).Prepend($"FORMAT {format}"));
    }

    // One lexeme, or names in brackets; none for an option that is a switch.
    private static string ReadValue(LexedText text, ref int at, int end)
    {
        int value = at + 1;
        if (value >= end - 1 || text.Is(value, ','))
            return "";
        if (text.Is(value, '('))
        {
            int close = text.BehindBracket(value, end);
            string[] names = [.. Enumerable.Range(value + 1, close - value - 2).Where(text.IsName).Select(name => $"\"{text.Name(name).Replace("\"", "\"\"", StringComparison.Ordinal)}\"")];
            at = close - 1;
            return $" ({string.Join(", ", names)})";
        }
        bool isPlain = text[value].Kind is LexemeKind.Word or LexemeKind.Number || text.Text(value) is not null;
        if (!isPlain || !(text.Is(value + 1, ',') || value + 1 >= end - 1))
            throw SqlPolicyErrors.NotCarriedOut($"COPY with this value for the option '{text.Written(at)}'");
        at = value;
        return $" {text.Written(value)}";
    }
}
