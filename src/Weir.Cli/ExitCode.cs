namespace Weir.Cli;

/// <summary>What the command answers to the shell. The numbers never change their meaning.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Refused = 3;
    public const int Conflict = 4;

    /// <summary>The rows of help and docs; signals answer 128 and their number.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Done, "done"),
        (Failed, "the work failed"),
        (Usage, "the command line was wrong"),
        (Refused, "refused by a policy or a gate (WEIR5xxx, WEIR3xxx)"),
        (Conflict, "another writer won the race for a table"),
        (130, "stopped by Ctrl-C; 143 by SIGTERM, 129 by SIGHUP"),
    ];

    /// <summary>Errors that say: another writer was first. To run the command again is the remedy.</summary>
    public static IReadOnlySet<string> Conflicts { get; } = 
        new HashSet<string>(StringComparer.Ordinal) { "WEIR2021", "WEIR2022" };

    /// <summary>
    /// The code of an error and of the errors behind it: a build that failed because its table was lost to
    /// another writer is a conflict.
    /// </summary>
    public static int Of(WeirException error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is WeirException { Code: string code } && OfCode(code) is int exit and not Failed)
                return exit;
        }
        return Failed;
    }

    // Calls that failed, calls that were written wrongly, and options of tables.
    private static readonly string[] FailedCalls = ["WEIR316", "WEIR318", "WEIR321", "WEIR322"];

    private static int OfCode(string code) => code switch
    {
        _ when Conflicts.Contains(code) => Conflict,
        // A call of a plugin that fails is work that failed; what is refused never ran.
        _ when FailedCalls.Any(prefix => code.StartsWith(prefix, StringComparison.Ordinal)) => Failed,
        _ when code.StartsWith("WEIR3", StringComparison.Ordinal) => Refused,
        _ when code.StartsWith("WEIR5", StringComparison.Ordinal) => Refused,
        _ => Failed,
    };
}
