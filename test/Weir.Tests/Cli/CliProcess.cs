using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Weir.Tests.Cli;

/// <summary>The command as a process of its own: signals, pipes and exit codes as a shell sees them.</summary>
internal sealed class CliProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private CliProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>How a shell starts the command that this build made.</summary>
    public static string CommandLine => $"dotnet '{Path.Combine(AppContext.BaseDirectory, "Weir.Cli.dll")}'";

    public static CliProcess Start(string folder, params string[] arguments) =>
        new(Start("dotnet", folder, [Path.Combine(AppContext.BaseDirectory, "Weir.Cli.dll"), .. arguments]));

    /// <summary>Runs a shell line in which <c>weir</c> is the command.</summary>
    public static CliProcess Shell(string folder, string line) =>
        new(Start("bash", folder, ["-o", "pipefail", "-c", $"weir() {{ {CommandLine} \"$@\"; }}; {line}"]));

    public void Signal(int number)
    {
        if (kill(_process.Id, number) is not 0)
            throw new InvalidOperationException($"kill failed with errno {Marshal.GetLastPInvokeError()}");
    }

    public async Task<(int Exit, string Output, string Error)> EndAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(3));
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await _output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static Process Start(string program, string folder, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Remove("WEIR_DEBUG");
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
}
