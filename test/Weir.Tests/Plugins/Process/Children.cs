using Weir.Plugins;
using Weir.Plugins.Process;

namespace Weir.Tests.Plugins.Process;

/// <summary>Starts plugins of this very assembly in child processes.</summary>
internal static class Children
{
    public static ProcessPluginRequest Request<T>() where T : Plugin =>
        new(typeof(T).Name, new WorkerLoad(typeof(T).Name, typeof(T).Assembly.Location, Sha256: null, typeof(T).FullName)) { CallsAtOnce = 4 };

    public static ProcessPlugin Start<T>() where T : Plugin => ProcessPlugin.Start(Request<T>());

    public static PluginScalar Scalar(Plugin plugin, string name) => plugin.Scalars.Single(function => function.Name == name);
}
