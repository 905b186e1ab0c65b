using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Weir.Cli;

/// <summary>The terminal of this process.</summary>
internal static class SystemTerminal
{
    public static Terminal Open() => new()
    {
        Output = new PipeStream(OpenOutput()),
        Error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" },
        Input = Console.OpenStandardInput,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        InputIsTerminal = !Console.IsInputRedirected,
        Width = ReadWidth(),
        Variable = Environment.GetEnvironmentVariable,
    };

    // The console's own stream hides a closed pipe (EPIPE reads as success), so a query into `head`
    // would run to its end. A file stream tells; but on a file it would write at its own offset and
    // overwrite what a neighbour in the same redirection wrote, so files keep the console's stream.
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        FileStream raw = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return raw.CanSeek ? Console.OpenStandardOutput() : raw;
    }

    private static int ReadWidth()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns > 0)
            return columns;
        if (Console.IsOutputRedirected && Console.IsErrorRedirected)
            return 120;
        return Console.WindowWidth is > 0 and int width ? width : 120;
    }
}
