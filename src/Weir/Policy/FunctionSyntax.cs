using System.Collections.Frozen;
using System.Text.Json;
using Weir.Engine.Syntax;

namespace Weir.Policies;

/// <summary>Which calls of a syntax tree stand for syntax, and which words for calls. What syntax stands for can do no more when it is called by its name.</summary>
internal static class FunctionSyntax
{
    // Literals, operators and forms of SQL that the tree does not tell from a call; INTERVAL cuts its number with trunc.
    private static readonly FrozenSet<string> Always = FrozenSet.Create(
        StringComparer.Ordinal,
        "list_value", "struct_pack", "row", "array_extract", "array_slice", "struct_extract", "list_extract", "list_slice", "map", "count_star",
        "unpivot_list", "struct_extract_at", "nullif", "contains", "regexp_full_match", "trunc",
        "to_years", "to_months", "to_days", "to_hours", "to_minutes", "to_seconds", "to_milliseconds", "to_microseconds", "to_weeks", "to_quarters",
        "to_decades", "to_centuries", "to_millennia");

    // Forms for which the tree names the schema main, as a call by name does only when its author wrote it so.
    private static readonly FrozenSet<string> OfMain = FrozenSet.Create(
        StringComparer.Ordinal,
        "date_part", "timezone", "list_apply", "list_filter", "like_escape", "not_like_escape", "ilike_escape", "not_ilike_escape");

    // The engine's own list of words. USER is left out: it is most often a column, and the function is a constant.
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["current_catalog"] = "current_catalog", ["current_date"] = "current_date", ["current_role"] = "current_role", ["current_schema"] = "current_schema",
        ["current_time"] = "get_current_time", ["current_timestamp"] = "get_current_timestamp", ["current_user"] = "current_user",
        ["localtime"] = "current_localtime", ["localtimestamp"] = "current_localtimestamp", ["session_user"] = "session_user",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a name, in lower case, is one of syntax wherever it stands.</summary>
    public static bool IsName(string function) => Always.Contains(function) || !(char.IsLetter(function.AsSpan()[0]) || function[0] == '_');

    /// <summary>Whether a call stands for syntax.</summary>
    public static bool Is(JsonElement call)
    {
        string function = SyntaxNode.Member(call, "function_name").ToLowerInvariant();
        return IsName(function) || (OfMain.Contains(function) && SyntaxNode.Member(call, "schema") == "main");
    }

    /// <summary>The function that a word without parentheses, in lower case, calls where no column has its name; null when it is none.</summary>
    public static string? OfWord(string word) => Words.GetValueOrDefault(word);
}
