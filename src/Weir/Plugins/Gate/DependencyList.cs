using Weir.Plugins.Discovery;

namespace Weir.Plugins.Gate;

/// <summary>A file that a plugin may load, as it was when it was checked.</summary>
/// <param name="File">Relative to the plugin's folder, with <c>/</c>.</param>
/// <param name="FullPath">Full path.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
internal sealed record DependencyFile(string File, string FullPath, string Sha256);

/// <summary>
/// The files in a managed plugin's folder that it can load: the assemblies that it refers to, directly or through
/// others, and, in a package, the native libraries beside it and under <c>runtimes/&lt;rid&gt;/native</c>. What is
/// not in this list is not loaded from the folder. Weir.Contract is the host's and never in it.
/// </summary>
internal sealed record DependencyList(IReadOnlyList<DependencyFile> Files, WeirException? Fault)
{
    private const string Shared = "Weir.Contract";

    public static DependencyList None { get; } = new([], null);

    public static DependencyList Of(IPluginFiles files, PluginPackage package, PluginFile plugin, PluginPlatform platform)
    {
        if (plugin.Facts?.Assembly is null)
            return None;
        string folder = Path.GetDirectoryName(plugin.Path)!;
        List<DependencyFile> found = [];
        try
        {
            AddAssemblies(files, folder, plugin, found);
            if (package.ManifestPath is not null)
                AddNative(files, folder, platform, found);
            return new DependencyList([.. found.OrderBy(file => file.File, StringComparer.Ordinal)], null);
        }
        catch (WeirException fault)
        {
            return new DependencyList(found, fault);
        }
    }

    private static void AddAssemblies(IPluginFiles files, string folder, PluginFile plugin, List<DependencyFile> found)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase) { Shared, plugin.Facts!.Assembly!.Name };
        Queue<AssemblyFacts> open = new([plugin.Facts.Assembly]);
        while (open.TryDequeue(out AssemblyFacts? assembly))
        {
            foreach ((string name, _) in assembly.References)
            {
                string path = Path.Combine(folder, name + ".dll");
                if (!IsFileName(name) || !seen.Add(name) || !files.HasFile(path))
                    continue;
                PluginFile file = PluginFile.Read(files, path);
                found.Add(new DependencyFile(name + ".dll", path, file.Sha256));
                open.Enqueue(file.Facts?.Assembly ?? throw file.FormatFault
                    ?? PluginGateErrors.FormatUnknown(path, $"{file.Facts!.Format}, but '{plugin.Path}' refers to a .NET assembly of that name"));
            }
        }
    }

    private static void AddNative(IPluginFiles files, string folder, PluginPlatform platform, List<DependencyFile> found)
    {
        string runtime = Path.Combine(folder, "runtimes", platform.Rid, "native");
        foreach (string path in files.FilesOf(folder).Concat(files.FilesOf(runtime)))
        {
            bool isManagedPlace = Path.GetExtension(path) == ".dll" && Path.GetDirectoryName(path) == folder;
            if (!PluginPlatform.IsLibraryName(path) || isManagedPlace)
                continue;
            string relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
            found.Add(new DependencyFile(relative, path, PluginFile.Read(files, path).Sha256));
        }
    }

    // A reference's name comes from a file that nobody trusts yet.
    private static bool IsFileName(string name) => name.Length is > 0 and <= 255 && name.IndexOfAny(['/', '\\', '\0', ':']) < 0;
}
