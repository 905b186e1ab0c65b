using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Aggregates by key of values or keys whose types no list of signatures can hold: decimals, 128-bit integers, nested values, enums.
/// The engine would convert such values to a type of the list. So it chooses among them itself, by its own order of values,
/// with equal keys told apart by the value, as the functions do; the value keeps its type.
/// </summary>
internal static class KeyedAggregates
{
    private const string Plugin = "weir_code_functions";
    private const string Ascending = "ASC NULLS LAST", Descending = "DESC NULLS LAST";

    private static readonly Dictionary<string, bool> IsLargestFirst = new(StringComparer.OrdinalIgnoreCase)
    {
        ["arg_max"] = true, ["asof_select"] = true, ["arg_min"] = false, ["any_value_det"] = false,
    };

    // Those that the functions themselves take.
    private static readonly HashSet<string> Listed = new(StringComparer.OrdinalIgnoreCase)
    {
        "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "FLOAT", "DOUBLE",
        "VARCHAR", "BLOB", "DATE", "TIME", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "INTERVAL", "\"NULL\"", "NULL",
    };

    /// <summary>Whether a call may be such, which the types of its arguments decide.</summary>
    public static bool Concern(PluginCall call) => call.Entry.Plugin == Plugin && IsLargestFirst.ContainsKey(call.Entry.Function.Name)
        && call.Arguments.Count == 2 && !call.HasUnpacked;

    /// <summary>Turns a call over in place where it is one.</summary>
    /// <param name="call">Complete.</param>
    /// <param name="types">Tells the types of its arguments.</param>
    /// <returns>False when it stays a call of the plugin.</returns>
    public static bool TryTurn(PluginCall call, ArgumentTypes types)
    {
        JsonObject[] arguments = [.. call.Arguments.Cast<JsonObject>()];
        if (types.Of(arguments).All(type => type is null || Listed.Contains(type)))
            return false;
        bool isLargestFirst = IsLargestFirst[call.Entry.Function.Name];
        (JsonObject value, JsonObject key) = (arguments[0], arguments[1]);
        JsonObject place = SyntaxNode.Call(
            "create_sort_key", SyntaxNode.Copy(key), SyntaxNode.Text(isLargestFirst ? Descending : Ascending), SyntaxNode.Copy(value), SyntaxNode.Text(Ascending));
        call.Arguments.Clear();
        call.Arguments.Add((JsonNode)value);
        call.Arguments.Add((JsonNode)SyntaxNode.NullWhereNull(key, place));
        call.Node["function_name"] = "arg_min";
        call.Node["schema"] = "main";
        return true;
    }
}
