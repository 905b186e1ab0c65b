using Weir.Plugins.Gate;

namespace Weir.Plugins.Discovery;

/// <summary>A library and the <c>plugin.json</c> that belongs to it.</summary>
/// <param name="LibraryPath">Full path.</param>
/// <param name="ManifestPath">Full path; null when there is none.</param>
/// <param name="Manifest">What <paramref name="ManifestPath"/> says; null when there is none or it was not understood.</param>
/// <param name="ManifestFault">Why the manifest was not understood.</param>
internal sealed record PluginPackage(string LibraryPath, string? ManifestPath, PluginManifest? Manifest, WeirException? ManifestFault)
{
    /// <summary>The name of the manifest in a package.</summary>
    public const string FileName = "plugin.json";

    /// <summary>
    /// The package at a path: a folder with a <c>plugin.json</c>, that file, or a library. A library's
    /// <c>plugin.json</c> is the one beside it, when that names it.
    /// </summary>
    /// <exception cref="WeirException">There is nothing, or no library for the platform.</exception>
    public static PluginPackage At(IPluginFiles files, string path, PluginPlatform platform)
    {
        if (files.HasFolder(path))
            return OfManifest(files, Path.Combine(path, FileName), platform);
        if (Path.GetExtension(path) == ".json")
            return OfManifest(files, path, platform);
        string beside = Path.Combine(Path.GetDirectoryName(path) ?? "", FileName);
        if (!files.HasFile(beside))
            return new PluginPackage(path, null, null, null);
        (PluginManifest? manifest, WeirException? fault) = ReadBeside(files, beside);
        bool isIts = manifest?.Files is not { } named || named.Values.Any(file => IsAt(beside, file, path));
        return isIts ? new PluginPackage(path, beside, manifest, fault) : new PluginPackage(path, null, null, null);
    }

    /// <summary>The library that a <c>plugin.json</c> names for a platform.</summary>
    /// <exception cref="WeirException">The file is not there, not a manifest, or names none.</exception>
    public static PluginPackage OfManifest(IPluginFiles files, string manifestPath, PluginPlatform platform)
    {
        PluginManifest manifest = Read(files, manifestPath);
        IReadOnlyDictionary<string, string> named = manifest.Files ?? new Dictionary<string, string>();
        string? file = platform.Fitting.Select(named.GetValueOrDefault).FirstOrDefault(item => item is not null);
        return file is null
            ? throw PluginGateErrors.NoPlatformFile(manifestPath, platform.Rid, named.Keys.Order(StringComparer.Ordinal))
            : new PluginPackage(Full(manifestPath, file), manifestPath, manifest, null);
    }

    /// <summary>Reads a <c>plugin.json</c>.</summary>
    /// <exception cref="WeirException">The file cannot be read or is not a manifest.</exception>
    public static PluginManifest Read(IPluginFiles files, string manifestPath)
    {
        try
        {
            return ManifestReader.Read(files.Read(manifestPath, ManifestReader.BytesMax), $"'{manifestPath}'");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PluginGateErrors.Unreadable(manifestPath, files.HasFile(manifestPath) ? e.Message : "there is no such file", e);
        }
    }

    /// <summary>Full path of a file that a manifest names.</summary>
    public static string Full(string manifestPath, string file) =>
        Path.GetFullPath(file, Path.GetDirectoryName(Path.GetFullPath(manifestPath))!);

    private static (PluginManifest?, WeirException?) ReadBeside(IPluginFiles files, string manifestPath)
    {
        try
        {
            return (Read(files, manifestPath), null);
        }
        catch (WeirException fault)
        {
            return (null, fault);
        }
    }

    private static bool IsAt(string manifestPath, string file, string path) =>
        string.Equals(Full(manifestPath, file), Path.GetFullPath(path), StringComparison.Ordinal);
}
