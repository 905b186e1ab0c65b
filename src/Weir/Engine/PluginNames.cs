namespace Weir.Engine;

/// <summary>
/// Names of the functions that the engine has beside those of a plugin, for the forms of a call that the
/// engine's own calling of plugins cannot do. Queries are rewritten to them and may not name them.
/// </summary>
internal static class PluginNames
{
    private const string Prefix = "weir_plugin_";
    private const string FunctionPrefix = Prefix + "fn_";

    /// <summary>
    /// An aggregate over lists: <c>LIST(STRUCT(a0, ...)) -> result</c>, rows in the list's order; a NULL list has no rows.
    /// </summary>
    public static string OfList(string aggregate) => $"{Prefix}list_{aggregate.ToLowerInvariant()}";

    /// <summary>
    /// A window function over lists, each one partition in order: <c>LIST(STRUCT(a0, ...)) -> LIST(result)</c> of the same length.
    /// </summary>
    public static string OfWindow(string window) => $"{Prefix}window_{window.ToLowerInvariant()}";

    /// <summary>
    /// A function whose name the engine has too: it is registered under this one, so that the engine's stays what it was.
    /// </summary>
    public static string OfFunction(string name) => $"{FunctionPrefix}{name.ToLowerInvariant()}";

    /// <summary>The name that <see cref="OfFunction"/> was made of; null for every other name.</summary>
    public static string? FunctionOf(string reserved) =>
        reserved.StartsWith(FunctionPrefix, StringComparison.OrdinalIgnoreCase) ? reserved[FunctionPrefix.Length..] : null;

    /// <summary>True for a name that only rewritten statements may use.</summary>
    public static bool IsReserved(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
}
