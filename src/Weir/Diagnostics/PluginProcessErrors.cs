using System.Globalization;

namespace Weir.Diagnostics;

/// <summary>Errors of plugins in child processes (WEIR318x).</summary>
internal static class PluginProcessErrors
{
    private static readonly ErrorCode DiedCode = new("WEIR3180", "PluginProcessDied",
        "The child process of a plugin ended in the middle of a call.",
        "Run the statement again, in a fresh child; when it ends again, report the message to the plugin's author.");

    private static readonly ErrorCode NotStartedCode = new("WEIR3181", "PluginProcessNotStarted",
        "The child process of a plugin could not be started.",
        "Read the reason in the message; the folder 'weir-worker' beside the program holds what is started.");

    private static readonly ErrorCode KilledCode = new("WEIR3182", "PluginProcessKilled",
        "A call in the child process of a plugin did not end after its deadline, and the child was killed.",
        "Raise DeadlineSeconds of the plugin's reference, or give the plugin less to do in one call.");

    private static readonly ErrorCode AnswerCode = new("WEIR3183", "PluginProcessAnswerInvalid",
        "The child process of a plugin gave an answer that does not hold together, and was killed.",
        "Run the statement again, in a fresh child; when it comes again, report the message to the plugin's author and to Weir's: either may be wrong.");

    private static readonly ErrorCode LostCode = new("WEIR3184", "PluginProcessStateLost",
        "What a statement kept in the child process of a plugin was lost when the child ended.",
        "Run the statement again.");

    private static readonly ErrorCode RestingCode = new("WEIR3185", "PluginProcessResting",
        "The child process of a plugin ended too often and is not started again for a while.",
        "Mend what ends it; the log has its last words. Calls are taken again after the time in the message.");

    private static readonly ErrorCode ChangedCode = new("WEIR3186", "PluginProcessChanged",
        "A fresh child process of a plugin does not show what the one before did.",
        "Restart the host, so that it takes the plugin as it is now.");

    private static readonly ErrorCode PlatformCode = new("WEIR3187", "PluginProcessUnavailable",
        "Plugins in child processes are not available on this system.",
        "Run the plugin in process, or the host on Linux.");

    public static readonly ErrorCode[] All =
        [DiedCode, NotStartedCode, KilledCode, AnswerCode, LostCode, RestingCode, ChangedCode, PlatformCode];

    public static WeirException Died(string plugin, string called, string how, string lastWords) => Make(DiedCode, plugin, called,
        $"The child process of the plugin '{plugin}' {how} during a call of its {called}{(lastWords.Length == 0 ? "" : $"; it said last: {lastWords}")}. {DiedCode.Remedy}");

    public static WeirException NotStarted(string plugin, string why, Exception? inner = null) => Make(NotStartedCode, plugin, "",
        $"The child process of the plugin '{plugin}' could not be started: {why.TrimEnd('.')}. {NotStartedCode.Remedy}", inner);

    /// <summary>Code of <see cref="Killed"/>.</summary>
    public static string KilledId => KilledCode.Id;

    public static WeirException NotLoaded(string plugin, TimeSpan deadline, Exception inner) => NotStarted(plugin, string.Create(
        CultureInfo.InvariantCulture, $"the plugin was not loaded within {deadline.TotalSeconds:0.###} s, so the child was killed; its library may wait for something while it is loaded"), inner);

    public static WeirException WorkerOfAnotherBuild(string plugin, Exception inner) => NotStarted(plugin,
        "the worker in the folder 'weir-worker' is of another build of Weir than this program; build or install both anew, together", inner);

    public static WeirException Killed(string plugin, string called, TimeSpan deadline) => Make(KilledCode, plugin, called,
        string.Create(CultureInfo.InvariantCulture, $"The {called} of the plugin '{plugin}' did not end after its deadline of {deadline.TotalSeconds:0.###} s, and its child process was killed. {KilledCode.Remedy}"));

    public static WeirException AnswerInvalid(string plugin, string called, string found, Exception? inner = null) => Make(AnswerCode, plugin, called,
        $"The child process of the plugin '{plugin}' answered a call of its {called} with what does not hold together: {found.TrimEnd('.')}. {AnswerCode.Remedy}", inner);

    public static WeirException StateLost(string plugin, string called, string what) => Make(LostCode, plugin, called,
        $"The {what} of the {called} of the plugin '{plugin}' was lost when its child process ended. {LostCode.Remedy}");

    public static WeirException Resting(string plugin, int deaths, TimeSpan wait) => Make(RestingCode, plugin, "",
        string.Create(CultureInfo.InvariantCulture, $"The child process of the plugin '{plugin}' ended {deaths} times in short order; it is started again in {wait.TotalSeconds:0.#} s at the earliest. {RestingCode.Remedy}"));

    public static WeirException Changed(string plugin, string what) => Make(ChangedCode, plugin, "",
        $"The fresh child process of the plugin '{plugin}' shows another {what} than the one before. {ChangedCode.Remedy}");

    public static WeirException Unavailable(string plugin) => Make(PlatformCode, plugin, "",
        $"The plugin '{plugin}' cannot run in a child process on this system. {PlatformCode.Remedy}");

    /// <summary>The bare name in what was called with its kind: <c>add</c> in <c>scalar function 'add'</c>.</summary>
    public static string NameIn(string called) =>
        called.Split('\'') is [_, var name, _] ? name : called;

    private static WeirException Make(ErrorCode code, string plugin, string called, string message, Exception? inner = null)
    {
        Dictionary<string, string> details = new() { ["plugin"] = plugin };
        if (called.Length > 0)
            details["function"] = NameIn(called);
        return new WeirException(code.Id, message, inner) { Details = details };
    }
}
