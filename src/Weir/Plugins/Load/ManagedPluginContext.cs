using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;

namespace Weir.Plugins.Load;

/// <summary>
/// The load context of one managed plugin: its own assembly and its own versions of what it needs, from the bytes
/// that were checked. Weir.Contract is the host's, so both sides mean the same types; what is not in the plugin's
/// folder comes from the framework.
/// </summary>
/// <param name="plugin">What was verified.</param>
/// <param name="files">Where its own dependencies are read.</param>
/// <param name="isCollectible">False for a context that stays until the process ends.</param>
internal sealed class ManagedPluginContext(VerifiedPlugin plugin, IPluginFiles files, bool isCollectible)
    : AssemblyLoadContext($"weir plugin {plugin.Manifest.Name} {plugin.Sha256[..12]}", isCollectible)
{
    private static readonly string Shared = typeof(Plugin).Assembly.GetName().Name!;

    /// <summary>Loads the plugin's own assembly, once. A context that keeps it itself would never be collected.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Plugins are whole assemblies that trimming never sees.")]
    public Assembly LoadAssembly()
    {
        try
        {
            return LoadFromStream(Stream(plugin.File.Bytes));
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            throw PluginOpenErrors.EntryType(plugin.Path, plugin.Manifest.EntryType!, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>Makes an entry object of the plugin. Safe for use by many threads.</summary>
    /// <param name="assembly">The plugin's own.</param>
    /// <exception cref="WeirException">WEIR3137: the class cannot be made.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Plugins are whole assemblies that trimming never sees.")]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "Plugins are whole assemblies that trimming never sees.")]
    public Plugin MakeEntry(Assembly assembly)
    {
        string type = plugin.Manifest.EntryType!;
        try
        {
            return Activator.CreateInstance(assembly.GetType(type, throwOnError: true)!, nonPublic: true) as Plugin
                ?? throw PluginOpenErrors.EntryType(plugin.Path, type, "it is not derived from Weir.Plugins.Plugin");
        }
        catch (TargetInvocationException e)
        {
            throw PluginOpenErrors.EntryType(plugin.Path, type, $"its constructor failed: {e.InnerException?.Message.TrimEnd('.')}", e.InnerException);
        }
        catch (Exception e) when (e is TypeLoadException or MissingMethodException or IOException or BadImageFormatException)
        {
            throw PluginOpenErrors.EntryType(plugin.Path, type, e.Message.TrimEnd('.'), e);
        }
    }

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Plugins are whole assemblies that trimming never sees.")]
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Shared || !string.IsNullOrEmpty(assemblyName.CultureName))
            return null;
        DependencyFile? file = plugin.Dependencies.FirstOrDefault(item => item.File.Equals(assemblyName.Name + ".dll", StringComparison.OrdinalIgnoreCase));
        return file is null ? null : LoadFromStream(Stream(Bytes(file)));
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string[] names = [unmanagedDllName, $"lib{unmanagedDllName}.so", $"{unmanagedDllName}.so", $"lib{unmanagedDllName}.dylib", $"{unmanagedDllName}.dll"];
        DependencyFile? file = plugin.Dependencies.FirstOrDefault(item => names.Contains(Path.GetFileName(item.File), StringComparer.Ordinal));
        return file is null ? 0 : NativeImage.Load(file.FullPath, file.Sha256, Bytes(file));
    }

    private byte[] Bytes(DependencyFile file)
    {
        PluginFile now = PluginFile.Read(files, file.FullPath);
        return now.Sha256 == file.Sha256
            ? now.Bytes.ToArray()
            : throw PluginGateErrors.DependencyChanged(file.FullPath, now.Sha256, file.Sha256);
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes) => new(bytes.ToArray(), writable: false);
}
