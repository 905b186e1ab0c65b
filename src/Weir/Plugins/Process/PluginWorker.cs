using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Weir.Plugins.Process;

/// <summary>
/// The child process that runs one plugin for a host. It answers on shared memory, whatever the plugin does with
/// the standard streams, and ends with its host.
/// </summary>
internal static unsafe class PluginWorker
{
    private const int CloseOnExecFlag = 1;

    /// <summary>Runs until the host is gone.</summary>
    /// <param name="arguments">Version of the protocol, number of channels, and the host's process.</param>
    /// <param name="load">Loads the plugin.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, LoadPlugin load)
    {
        if (arguments is not [string version, ..] || version != WorkerProtocol.Version.ToString(CultureInfo.InvariantCulture))
            return WorkerProtocol.WrongVersionExitCode;
        if (!OperatingSystem.IsLinux()
            || arguments is not [_, string count, string host]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int channels)
            || !int.TryParse(host, NumberStyles.None, CultureInfo.InvariantCulture, out int parent))
            return WorkerProtocol.WrongUseExitCode;
        // The kernel ends this process with the thread that started it, which lives as long as the host wants;
        // a host that was gone before the call is found by its changed number.
        _ = PosixProcess.ProcessControl(PosixProcess.ParentDeathSignal, PosixProcess.KillSignal, 0, 0, 0);
        if (PosixProcess.ParentId() != parent)
            return WorkerProtocol.WrongUseExitCode;
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        return Serve(channels, load);
    }

    private static int Serve(int channels, LoadPlugin load)
    {
        for (int descriptor = WorkerProtocol.LifelineDescriptor; descriptor < WorkerProtocol.ChannelDescriptors + (2 * channels); descriptor++)
            if (PosixProcess.Control(descriptor, PosixProcess.SetDescriptorFlags, CloseOnExecFlag) < 0)
                return WorkerProtocol.WrongUseExitCode;
        WorkerCancellation cancellation = new(TimeProvider.System);
        WorkerServer server = new(load, Log, cancellation);
        for (int i = 0; i < channels; i++)
        {
            int connection = WorkerProtocol.ChannelDescriptors + (2 * i);
            SharedChannel channel = new(new SafeFileHandle(connection + 1, ownsHandle: true), new SafeFileHandle(connection, ownsHandle: true));
            new Thread(() => server.Serve(channel)) { IsBackground = true, Name = $"weir channel {i}" }.Start();
        }
        byte signal;
        while (PosixProcess.Read(WorkerProtocol.LifelineDescriptor, &signal, 1) < 0 && Marshal.GetLastPInvokeError() == PosixProcess.Interrupted)
        {
        }
        // A call may be stuck in the plugin: nothing is waited for and nothing torn down.
        PosixProcess.ExitAtOnce(0);
        return 0;
    }

    // A line is one write, below what a pipe takes at once, so that lines of several threads do not mix.
    private static void Log(PluginLogLevel level, string message)
    {
        const int LineLengthMax = 1_000;
        string line = message.Length <= LineLengthMax ? message : message[..LineLengthMax];
        byte[] bytes = Encoding.UTF8.GetBytes($"{(int)level}{line.ReplaceLineEndings(" ")}\n");
        fixed (byte* first = bytes)
            _ = PosixProcess.Write(WorkerProtocol.LogDescriptor, first, (nuint)bytes.Length);
    }
}
