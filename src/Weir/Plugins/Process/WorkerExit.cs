namespace Weir.Plugins.Process;

/// <summary>How a worker ended.</summary>
/// <param name="Signal">The signal that killed it; 0 when it ended by itself.</param>
/// <param name="Code">Its exit code, when it ended by itself.</param>
internal readonly record struct WorkerExit(int Signal, int Code)
{
    /// <summary>From what <c>waitpid</c> says.</summary>
    public static WorkerExit FromStatus(int status) => new(status & 0x7F, (status >> 8) & 0xFF);

    public override string ToString() => Signal == 0
        ? $"exited with code {Code}"
        : $"was killed by {SignalName(Signal)}";

    private static string SignalName(int signal) => signal switch
    {
        3 => "SIGQUIT",
        4 => "SIGILL (an instruction that this processor does not know)",
        6 => "SIGABRT (it aborted itself)",
        7 => "SIGBUS (a bad memory access)",
        8 => "SIGFPE (a bad calculation)",
        9 => "SIGKILL",
        11 => "SIGSEGV (a bad memory access)",
        15 => "SIGTERM",
        _ => $"signal {signal}",
    };
}
