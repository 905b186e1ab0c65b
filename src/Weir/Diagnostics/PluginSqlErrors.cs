namespace Weir.Diagnostics;

/// <summary>Errors where plugins and SQL meet (WEIR32xx).</summary>
internal static class PluginSqlErrors
{
    private static readonly ErrorCode NameTakenCode = new(
        "WEIR3210", "PluginFunctionNameTaken",
        "Two functions of plugins have the same name or alias.",
        "Leave one of the plugins out, or rename the function in it.");

    private static readonly ErrorCode ArgumentsCode = new(
        "WEIR3211", "PluginArguments",
        "A call of a plugin's function has an argument that the function does not take, or lacks one.",
        "Give the arguments that the signature in the error shows: required ones in order or as name := value, optional ones last.");

    private static readonly ErrorCode FormCode = new(
        "WEIR3212", "PluginCallForm",
        "A plugin's function is called in a form that functions of its kind do not have.",
        "Write the call in the form that the error shows.");

    private static readonly ErrorCode FrameCode = new(
        "WEIR3213", "PluginWindowFrame",
        "A plugin's window function is called over a part of its partition.",
        "Leave the frame out: the function sees the whole partition, in the order of the window.");

    private static readonly ErrorCode DefaultCode = new(
        "WEIR3214", "PluginDefaultInvalid",
        "The default of a plugin's parameter is no JSON scalar.",
        "The plugin's author must mend the default; give the argument in the call until then.");

    private static readonly ErrorCode PlannerCode = new(
        "WEIR3215", "PluginPlannerFailed",
        "A relation planner of a plugin failed, or its answer is no query that may run.",
        "The plugin's author must mend the planner; leave the plugin out until then.");

    private static readonly ErrorCode RewriteCode = new(
        "WEIR3216", "StatementNotRewritten",
        "A statement that calls a plugin's function cannot be brought into the form that the engine runs.",
        "Write the call in a subquery or WITH clause of its own, as the error says.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
        [NameTakenCode, ArgumentsCode, FormCode, FrameCode, DefaultCode, PlannerCode, RewriteCode];

    public static WeirException NameTaken(string function, string plugin, string other) =>
        Make(NameTakenCode,
            plugin == other
                ? $"the plugin '{plugin}' has two functions of the name '{function}'. {NameTakenCode.Remedy}"
                : $"the plugins '{other}' and '{plugin}' both have a function of the name '{function}'. {NameTakenCode.Remedy}",
            null, ("function", function), ("plugin", plugin));

    /// <param name="plugin">Name of the plugin.</param>
    /// <param name="signature">The function with its parameters.</param>
    /// <param name="problem">What is wrong with the call.</param>
    /// <param name="place">Where the call stands; empty when that is not known.</param>
    public static WeirException Arguments(string plugin, string signature, string problem, string place) =>
        Make(ArgumentsCode, $"{problem}, in a call of {signature} of the plugin '{plugin}'{place}",
            null, ("plugin", plugin), ("signature", signature));

    /// <inheritdoc cref="Arguments"/>
    public static WeirException Form(string plugin, string signature, string problem, string place) =>
        Make(FormCode, $"{problem}, in a call of {signature} of the plugin '{plugin}'{place}",
            null, ("plugin", plugin), ("signature", signature));

    /// <inheritdoc cref="Arguments"/>
    public static WeirException Frame(string plugin, string signature, string place) =>
        Make(FrameCode, $"the window has a frame that is not the whole partition, in a call of {signature} of the plugin '{plugin}'. {FrameCode.Remedy}{place}",
            null, ("plugin", plugin), ("signature", signature));

    public static WeirException DefaultInvalid(string parameter, string json, Exception? cause = null) =>
        Make(DefaultCode, $"the default of the parameter '{parameter}' is '{json}', which is no JSON scalar. {DefaultCode.Remedy}", cause, ("parameter", parameter));

    public static WeirException Planner(string plugin, string planner, string problem, Exception? cause = null) =>
        Make(PlannerCode, $"the relation planner '{planner}' of the plugin '{plugin}' {problem}. {PlannerCode.Remedy}",
            cause, ("plugin", plugin), ("planner", planner));

    public static WeirException NotRewritten(string problem, string place) => Make(RewriteCode, $"{problem}{place}");

    private static WeirException Make(ErrorCode code, string message, Exception? cause = null, params (string Name, string Value)[] details) =>
        new(code.Id, message, cause) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value, StringComparer.Ordinal) };
}
