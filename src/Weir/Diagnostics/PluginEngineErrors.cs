namespace Weir.Diagnostics;

/// <summary>Errors where functions and tables of plugins meet the engine (WEIR320x).</summary>
internal static class PluginEngineErrors
{
    private static readonly ErrorCode NameTakenCode = new(
        "WEIR3200", "PluginNameTaken",
        "A function of a plugin has a name that another plugin has, or that Weir keeps for itself.",
        "Rename the function in the plugin, or leave one of the two plugins out.");

    private static readonly ErrorCode TypeCode = new(
        "WEIR3201", "PluginTypeUnsupported",
        "A function of a plugin takes or gives a type that SQL does not have.",
        "The plugin's author must choose a type that SQL has.");

    private static readonly ErrorCode NotConstantCode = new(
        "WEIR3202", "PluginArgumentNotFoldable",
        "An argument that must be the same for all rows depends on the row.",
        "Give a literal there.");

    private static readonly ErrorCode FailedCode = new(
        "WEIR3203", "PluginFunctionFailed",
        "A function of a plugin failed.",
        "Read the plugin's own words in the message.");

    private static readonly ErrorCode ArgumentTypeCode = new(
        "WEIR3204", "PluginArgumentTypeUnsupported",
        "A function of a plugin was called with an argument of a type that it does not take.",
        "Cast the argument as the error says.");

    private static readonly ErrorCode TableInvalidCode = new(
        "WEIR3205", "PluginTableRowsInvalid",
        "A table of a plugin gave something else than it had promised.",
        "The plugin's author must mend the table; 'weir plugins verify' shows what is wrong.");

    private static readonly ErrorCode RefusedCode = new(
        "WEIR3206", "PluginFunctionRefused",
        "The engine did not take a function of a plugin.",
        "The plugin's author must mend the definition; 'weir plugins verify' shows what is wrong.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
        [NameTakenCode, TypeCode, NotConstantCode, FailedCode, ArgumentTypeCode, TableInvalidCode, RefusedCode];

    /// <param name="function">The name.</param>
    /// <param name="plugin">The plugin that comes second.</param>
    /// <param name="owner">Who has the name: a plugin, or null for Weir itself.</param>
    public static WeirException NameTaken(string function, string plugin, string? owner) => Make(NameTakenCode,
        $"the plugin '{plugin}' has a function '{function}', a name that {(owner is null ? "Weir itself" : $"the plugin '{owner}'")} has. {NameTakenCode.Remedy}",
        plugin, function);

    public static WeirException TypeUnsupported(string plugin, string function, string what, string type) => Make(TypeCode,
        $"the plugin '{plugin}' cannot be registered: {what} of its function '{function}' is {type}, for which SQL has no type. {TypeCode.Remedy}",
        plugin, function);

    public static WeirException Refused(string plugin, string function, string why) => Make(RefusedCode,
        $"the plugin '{plugin}' cannot be registered: its function '{function}' {why}. {RefusedCode.Remedy}", plugin, function);

    /// <param name="plugin">Name of the plugin.</param>
    /// <param name="function">Name of the function.</param>
    /// <param name="signature">The function with its parameters.</param>
    /// <param name="parameter">The parameter.</param>
    public static WeirException NotConstant(string plugin, string function, string signature, string parameter) => Make(NotConstantCode,
        $"the argument '{parameter}' of {signature} of the plugin '{plugin}' must be the same for all rows, and depends on the row here. {NotConstantCode.Remedy}",
        plugin, function);

    public static WeirException Failed(string plugin, string function, Exception cause) => Make(FailedCode,
        Caused.By($"the function '{function}' of the plugin '{plugin}' failed", cause), plugin, function, cause);

    public static WeirException ArgumentType(string plugin, string function, string signature, int index, string problem) => Make(ArgumentTypeCode,
        $"argument {index + 1} of {signature} of the plugin '{plugin}' {problem}", plugin, function);

    /// <param name="plugin">Name of the plugin; null for a table that a session registered.</param>
    /// <param name="table">The table function or the name under which the table is read.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="cause">What was thrown, if something was.</param>
    public static WeirException TableInvalid(string? plugin, string table, string problem, Exception? cause = null) => Make(TableInvalidCode,
        $"the table '{table}'{(plugin is null ? "" : $" of the plugin '{plugin}'")} {problem}. {TableInvalidCode.Remedy}", plugin, table, cause);

    public static WeirException TableFailed(string? plugin, string table, Exception cause) => Make(FailedCode,
        Caused.By($"reading the table '{table}'{(plugin is null ? "" : $" of the plugin '{plugin}'")} failed", cause), plugin, table, cause);

    private static WeirException Make(ErrorCode row, string message, string? plugin, string function, Exception? cause = null)
    {
        Dictionary<string, string> details = new(StringComparer.Ordinal) { ["function"] = function };
        if (plugin is not null)
            details["plugin"] = plugin;
        return new WeirException(row.Id, message, cause) { Details = details };
    }
}
