using System.Reflection;

namespace Weir.Tests.Plugins;

/// <summary>Where the sample plugin lies in each packaging; the build of the tests makes both.</summary>
internal static class SamplePlugins
{
    /// <summary>The managed assembly, with <c>plugin.json</c> beside it.</summary>
    public static string Managed { get; } = Path.Combine(Folder("SamplePluginManagedFolder"), "SamplePlugin.dll");

    /// <summary>The native library of the same sources, with <c>plugin.json</c> beside it.</summary>
    public static string Native { get; } = Path.Combine(Folder("SamplePluginNativeFolder"), "SamplePlugin.so");

    private static string Folder(string key) => typeof(SamplePlugins).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key)
        .Value!;
}
