using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;

namespace Weir.Plugins;

/// <summary>Writes libraries into a lock, after every check but the lock's own.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public sealed class PluginLocker
{
    private readonly IPluginFiles _files;
    private readonly PluginHostFacts _host;
    private readonly string _baseFolder;

    /// <summary>A locker for this process.</summary>
    /// <param name="baseFolder">Where relative paths start.</param>
    public PluginLocker(string baseFolder) : this(new DiskPluginFiles(), PluginHostFacts.Current, Path.GetFullPath(baseFolder))
    {
    }

    internal PluginLocker(IPluginFiles files, PluginHostFacts host, string baseFolder) =>
        (_files, _host, _baseFolder) = (files, host, baseFolder);

    /// <summary>
    /// Adds a plugin to a lock, with the libraries of all platforms that its <c>plugin.json</c> names. Of what the lock
    /// said before, platforms of the same version whose library is not here are kept.
    /// </summary>
    /// <param name="pluginLock">The lock so far.</param>
    /// <param name="path">A library, its <c>plugin.json</c>, or a folder with one.</param>
    /// <returns>The new lock.</returns>
    /// <exception cref="WeirException">WEIR3101 to WEIR3135: a library does not pass a check or is not there; the lock stays as it is.</exception>
    public PluginLock Add(PluginLock pluginLock, string path)
    {
        ArgumentNullException.ThrowIfNull(pluginLock);
        ArgumentException.ThrowIfNullOrEmpty(path);
        PluginPackage[] packages = [.. Packages(Path.GetFullPath(path, _baseFolder))];
        Entry[] here = [.. packages.Where(package => _files.HasFile(package.LibraryPath)).Select(Locked)];
        if (here.Length == 0)
            throw PluginGateErrors.Unreadable(packages is [{ } first, ..] ? first.LibraryPath : path, "there is no such library");
        (string name, string version) = (here[0].Manifest.Name, here[0].Manifest.Version);
        SortedDictionary<string, LockedFile> files = new(StringComparer.Ordinal);
        foreach ((string rid, LockedFile file) in Known(pluginLock, name, version))
            files[rid] = file;
        foreach (Entry entry in here)
            files[entry.Rid] = entry.File;
        foreach (PluginPackage missing in packages.Where(package => !_files.HasFile(package.LibraryPath) && !files.ContainsKey(RidOf(package)!)))
            throw PluginGateErrors.Unreadable(missing.LibraryPath, $"there is no such file, and '{missing.ManifestPath}' names it for {RidOf(missing)}");
        return LockOrder.Of(pluginLock with
        {
            Plugins =
            [
                .. pluginLock.Plugins.Where(item => item.Name != name),
                new LockedPlugin { Name = name, Version = version, Files = files },
            ],
        });
    }

    private sealed record Entry(PluginManifest Manifest, string Rid, LockedFile File);

    private static IReadOnlyDictionary<string, LockedFile> Known(PluginLock pluginLock, string name, string version) =>
        pluginLock.Plugins.FirstOrDefault(item => item.Name == name && item.Version == version)?.Files ?? new Dictionary<string, LockedFile>();

    // The platform for which a plugin.json names the library; null when none does.
    private static string? RidOf(PluginPackage package) => package.Manifest?.Files?
        .FirstOrDefault(item => PluginPackage.Full(package.ManifestPath!, item.Value) == package.LibraryPath).Key;

    private IEnumerable<PluginPackage> Packages(string path)
    {
        string manifestPath = _files.HasFolder(path) ? Path.Combine(path, PluginPackage.FileName) : path;
        if (Path.GetExtension(manifestPath) != ".json")
            return [PluginPackage.At(_files, path, _host.Platform)];
        PluginManifest manifest = PluginPackage.Read(_files, manifestPath);
        return (manifest.Files ?? new Dictionary<string, string>()).OrderBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => new PluginPackage(PluginPackage.Full(manifestPath, item.Value), manifestPath, manifest, null));
    }

    private Entry Locked(PluginPackage package)
    {
        string? rid = RidOf(package);
        PluginFile file = PluginFile.Read(_files, package.LibraryPath);
        PluginPlatform platform = rid is null or PluginPlatform.Any ? _host.Platform : PluginPlatform.Parse(rid);
        PluginInspector inspector = new(_files, _host with { Platform = platform }, _baseFolder, new PluginTrust { LockMode = PluginLockMode.Ignored });
        Examination examination = inspector.Examine(package, file, null);
        if (examination.Faults.Count > 0)
            throw PluginGateErrors.Together(examination.Faults);
        SortedDictionary<string, string> dependencies = new(StringComparer.Ordinal);
        foreach (DependencyFile dependency in examination.Dependencies.Files)
            dependencies.Add(dependency.File, dependency.Sha256);
        return new Entry(file.Manifest!, file.Facts!.Platform == PluginPlatform.Any ? PluginPlatform.Any : platform.Rid, new LockedFile
        {
            File = Path.GetFileName(package.LibraryPath),
            SizeBytes = file.Bytes.Length,
            Sha256 = file.Sha256,
            ManifestHash = file.ManifestHash!,
            Dependencies = dependencies,
        });
    }
}
