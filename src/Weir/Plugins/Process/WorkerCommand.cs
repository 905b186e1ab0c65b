using System.Globalization;
using System.Runtime.InteropServices;
using Weir.Diagnostics;

namespace Weir.Plugins.Process;

/// <summary>Finds what a worker is started with: the worker's assembly, and the host of the runtime that runs us.</summary>
internal static class WorkerCommand
{
    private const string Assembly = "Weir.Worker.dll";
    private const string Folder = "weir-worker";

    /// <returns>The executable, and arguments that begin with its name.</returns>
    /// <exception cref="WeirException">WEIR3181: one of them is missing.</exception>
    public static (string Program, IReadOnlyList<string> Arguments) Find(ProcessPluginRequest request, int channels)
    {
        string worker = request.WorkerPath ?? Path.Combine(AppContext.BaseDirectory, Folder, Assembly);
        if (!File.Exists(worker))
            throw PluginProcessErrors.NotStarted(request.Name, $"the worker '{worker}' does not exist");
        // The version comes first, so that a worker of another build refuses before it looks at shared memory.
        string[] own = [.. new[] { WorkerProtocol.Version, channels, Environment.ProcessId }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        if (!worker.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            return (worker, [worker, .. own]);
        // shared/Microsoft.NETCore.App/<version>/ of the runtime that this process runs on.
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        if (!File.Exists(host))
            host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
                ?? throw PluginProcessErrors.NotStarted(request.Name, $"there is no '{host}', and DOTNET_HOST_PATH is not set");
        return (host, [host, worker, .. own]);
    }
}
