using System.Buffers;

namespace Weir.Engine;

/// <summary>
/// Names of the functions that the engine has beside those of a plugin, for the forms of a call that the
/// engine's own calling of plugins cannot do. Queries are rewritten to them and may not name them.
/// </summary>
internal static class PluginNames
{
    private const string Prefix = "weir_plugin_";
    private const string FunctionPrefix = Prefix + "fn_";
    private const string ListPrefix = Prefix + "list_";
    private const string WindowPrefix = Prefix + "window_";
    private const string RowStart = "(STRUCT(", RowEnd = ")[])";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>
    /// An aggregate over lists: <c>LIST(STRUCT(a0, ...)) -> result</c>, rows in the list's order; a NULL list has no rows.
    /// </summary>
    public static string OfList(string aggregate) => $"{ListPrefix}{aggregate.ToLowerInvariant()}";

    /// <summary>
    /// A window function over lists, each one partition in order: <c>LIST(STRUCT(a0, ...)) -> LIST(result)</c> of the same length.
    /// </summary>
    public static string OfWindow(string window) => $"{WindowPrefix}{window.ToLowerInvariant()}";

    /// <summary>
    /// A function whose name the engine has too: it is registered under this one, so that the engine's stays what it was.
    /// </summary>
    public static string OfFunction(string name) => $"{FunctionPrefix}{name.ToLowerInvariant()}";

    /// <summary>The name that <see cref="OfFunction"/> was made of; null for every other name.</summary>
    public static string? FunctionOf(string reserved) =>
        reserved.StartsWith(FunctionPrefix, StringComparison.OrdinalIgnoreCase) ? reserved[FunctionPrefix.Length..] : null;

    /// <summary>True for a name that only rewritten statements may use.</summary>
    public static bool IsReserved(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text has a name that only rewritten statements use.</summary>
    public static bool StandIn(string text) => text.Contains(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>A message of the engine with calls as people write them: <c>f(STRUCT(a0 INTEGER, a1 DATE)[])</c> under a reserved name is <c>f(INTEGER, DATE)</c>.</summary>
    public static string Readable(string message)
    {
        foreach (string prefix in (string[])[ListPrefix, WindowPrefix])
            for (int at = message.IndexOf(prefix, StringComparison.OrdinalIgnoreCase); at >= 0; at = message.IndexOf(prefix, at, StringComparison.OrdinalIgnoreCase))
                message = message[..at] + WithoutRow(message[(at + prefix.Length)..]);
        return message.Replace(FunctionPrefix, "", StringComparison.OrdinalIgnoreCase);
    }

    private static string WithoutRow(string call)
    {
        int start = call.AsSpan().IndexOfAnyExcept(NameCharacters);
        if (start < 0 || !call.AsSpan(start).StartsWith(RowStart, StringComparison.Ordinal))
            return call;
        int from = start + RowStart.Length, depth = 0;
        List<string> types = [];
        for (int i = from; i < call.Length; i++)
        {
            char character = call[i];
            bool isEnd = depth == 0 && character == ')';
            if (isEnd || (depth == 0 && character == ','))
            {
                types.Add(call[from..i].TrimStart().Split(' ', 2)[^1]);
                from = i + 1;
            }
            if (isEnd)
                return call.AsSpan(i).StartsWith(RowEnd, StringComparison.Ordinal) ? $"{call[..start]}({string.Join(", ", types)}){call[(i + RowEnd.Length)..]}" : call;
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
        }
        return call;
    }
}
