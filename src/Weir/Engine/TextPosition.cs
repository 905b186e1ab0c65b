using System.Text;

namespace Weir.Engine;

/// <summary>A place in a statement's text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">In characters, from 1.</param>
/// <param name="Excerpt">The line, at most some 100 characters of it, with a caret under the place.</param>
internal sealed record TextPosition(int Line, int Column, string Excerpt)
{
    private const int ExcerptCharactersMax = 100;

    /// <summary>The place at an offset in UTF-8 bytes; null when there is no such place.</summary>
    public static TextPosition? Of(string sql, int? byteOffset)
    {
        if (byteOffset is not int offset || offset < 0)
            return null;
        byte[] bytes = Encoding.UTF8.GetBytes(sql);
        if (offset > bytes.Length)
            return null;
        int index = Encoding.UTF8.GetCharCount(bytes, 0, offset);
        int start = index == 0 ? 0 : sql.LastIndexOf('\n', index - 1) + 1;
        int end = sql.IndexOf('\n', index);
        end = end < 0 ? sql.Length : end;
        int line = sql.AsSpan(0, start).Count('\n') + 1;
        int from = Math.Max(start, index - ExcerptCharactersMax / 2);
        int to = Math.Min(end, from + ExcerptCharactersMax);
        string excerpt = sql[from..to].Replace('\t', ' ').TrimEnd('\r');
        return new TextPosition(line, index - start + 1, $"{excerpt}\n{new string(' ', index - from)}^");
    }

    /// <summary>The place for the end of an error message: <c> (line 1, column 8)</c> and the excerpt.</summary>
    public override string ToString() => $" (line {Line}, column {Column})\n{Excerpt}";
}
