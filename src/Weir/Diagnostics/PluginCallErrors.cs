using System.Globalization;

namespace Weir.Diagnostics;

/// <summary>Errors of calls into plugins (WEIR316x). Every one names the plugin and what of it was called.</summary>
internal static class PluginCallErrors
{
    private static readonly ErrorCode FailedCode = new("WEIR3160", "PluginCallFailed",
        "A call into a plugin failed.",
        "Read the plugin's own words in the message; mend the arguments, or report it to the plugin's author.");

    private static readonly ErrorCode DeadlineCode = new("WEIR3161", "PluginDeadlinePassed",
        "A call into a plugin took longer than its deadline.",
        "Raise DeadlineSeconds of the plugin's reference, or give the plugin less to do in one call.");

    private static readonly ErrorCode FencedCode = new("WEIR3162", "PluginFenced",
        "A plugin is fenced off, because a call into it did not return after its deadline.",
        "Restart the host; run the plugin with the isolation 'process', where a stuck call ends with the child.");

    private static readonly ErrorCode ResultCode = new("WEIR3163", "PluginResultWrong",
        "A plugin gave back something else than it had declared.",
        "Report it to the plugin's author; 'weir plugins verify' shows the fault.");

    private static readonly ErrorCode TooManyCode = new("WEIR3164", "PluginCallsTooMany",
        "More calls are inside one plugin at once than are watched.",
        "Run fewer statements at once.");

    private static readonly ErrorCode BreadcrumbsCode = new("WEIR3165", "PluginBreadcrumbsInvalid",
        "A file is not a breadcrumb file of plugin calls, or cannot be read.",
        "Name a file that a host of this version wrote; 'weir plugins doctor' finds those of hosts that died.");

    public static readonly ErrorCode[] All = [FailedCode, DeadlineCode, FencedCode, ResultCode, TooManyCode, BreadcrumbsCode];

    // What was called comes with its kind: scalar function 'add'.
    public static WeirException Failed(string plugin, string function, string called, string? row, Exception cause) => Make(FailedCode, plugin, function,
        $"The {called} of the plugin '{plugin}' failed{(row is null ? "" : $" at row {row}")}: {cause.Message.TrimEnd('.', ' ')}. {FailedCode.Remedy}",
        row, cause);

    public static WeirException DeadlinePassed(string plugin, string function, string called, TimeSpan deadline, Exception? inner = null) => Make(DeadlineCode, plugin, function,
        $"The {called} of the plugin '{plugin}' did not return within its deadline of {Seconds(deadline)}. {DeadlineCode.Remedy}", null, inner);

    public static WeirException Fenced(string plugin, string function, string called, string stuck) => Make(FencedCode, plugin, function,
        $"The {called} of the plugin '{plugin}' was not called: the plugin is fenced off since its {stuck} did not return. {FencedCode.Remedy}");

    public static WeirException ResultWrong(string plugin, string function, string called, string found) => Make(ResultCode, plugin, function,
        $"The {called} of the plugin '{plugin}' gave a wrong result: {found}. {ResultCode.Remedy}");

    public static WeirException TooMany(string plugin, string function, string called, int calls) => Make(TooManyCode, plugin, function,
        $"The {called} of the plugin '{plugin}' was not called: {calls} calls are inside the plugin already. {TooManyCode.Remedy}");

    public static WeirException BreadcrumbsInvalid(string path, string found, Exception? inner = null) =>
        new(BreadcrumbsCode.Id, $"The breadcrumb file '{path}' cannot be used: {found}. {BreadcrumbsCode.Remedy}", inner)
        {
            Details = new Dictionary<string, string> { ["path"] = path },
        };

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    private static WeirException Make(ErrorCode code, string plugin, string function, string message, string? row = null, Exception? inner = null)
    {
        Dictionary<string, string> details = new() { ["plugin"] = plugin, ["function"] = function };
        if (row is not null)
            details["row"] = row;
        return new WeirException(code.Id, message, inner) { Details = details };
    }
}
