using System.Reflection;
using System.Runtime.Loader;
using Weir.Plugins;
using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;
using Weir.Plugins.Load;
using Weir.Plugins.Native;
using Weir.Plugins.Process;

namespace Weir.Worker;

/// <summary>Loads the plugin of a worker, from a file that its host has judged and that must still be the same.</summary>
internal static class WorkerLoading
{
    /// <summary>Loads what a host asks for.</summary>
    /// <exception cref="WeirException">WEIR31xx: as for a plugin in process.</exception>
    public static Plugin Load(WorkerLoad load, Action<PluginLogLevel, string> log) =>
        load.TypeName is null ? LoadVerified(load, log) : LoadClass(load.Path, load.TypeName);

    // The host has read the lock file and named the hash; what lies beside the library is judged here as it was there.
    private static Plugin LoadVerified(WorkerLoad load, Action<PluginLogLevel, string> log)
    {
        PluginInspector inspector = new(Path.GetDirectoryName(load.Path)!, new PluginTrust { LockMode = PluginLockMode.Ignored });
        VerifiedPlugin verified = inspector.Require(load.Path, load.Sha256 ?? "");
        PluginLoader loader = new(new DiskPluginFiles(), (library, name, context) => NativePlugin.Open(library, name, context.Log));
        return loader.OpenInProcess(verified, PluginContext.Empty with { Log = log }).Plugin;
    }

    private static Plugin LoadClass(string path, string typeName)
    {
        Type type = new ByPathContext(path).LoadFromAssemblyPath(path).GetType(typeName, throwOnError: true)!;
        return (Plugin)Activator.CreateInstance(type, nonPublic: true)!;
    }

    // What the worker itself runs on is shared, the contract above all; the rest comes from beside the assembly.
    private sealed class ByPathContext(string path) : AssemblyLoadContext("plugin")
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            Default.Assemblies.Any(assembly => assembly.GetName().Name == assemblyName.Name)
                ? null
                : _resolver.ResolveAssemblyToPath(assemblyName) is string file ? LoadFromAssemblyPath(file) : null;
    }
}
