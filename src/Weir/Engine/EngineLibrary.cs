using System.Reflection;
using System.Runtime.InteropServices;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// Finds and loads the engine's native library: beside the binaries, then under
/// <c>runtimes/&lt;rid&gt;/native</c>, then where the host keeps the native files of packages, and
/// nowhere else, so that a library of the system can never take its place. What is loaded must be of the version line that the imports are written for.
/// </summary>
internal static class EngineLibrary
{
    /// <summary>The version line of the C header that the imports follow.</summary>
    public const string VersionLine = "v1.5.";

    // Loading is once a process: the runtime keeps one resolver an assembly.
    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>Loads the library if that has not happened yet.</summary>
    /// <returns>The library's version, for example <c>v1.5.6</c>.</returns>
    /// <exception cref="WeirException">WEIR4001: not found. WEIR4002: another version.</exception>
    public static string EnsureLoaded() => Loaded.Value;

    /// <summary>The file's name on this operating system.</summary>
    public static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    /// <summary>Where the library may stand, first choice first.</summary>
    /// <param name="folders">Folders that hold the program's binaries.</param>
    public static IEnumerable<string> Candidates(IEnumerable<string> folders)
    {
        foreach (string folder in folders.Distinct(StringComparer.Ordinal))
        {
            yield return Path.Combine(folder, FileName);
            yield return Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", FileName);
            yield return Path.Combine(folder, "runtimes", PortableRuntime, "native", FileName);
        }
    }

    /// <summary>Loads the first candidate that is there.</summary>
    /// <exception cref="WeirException">WEIR4001: none is there, or the system cannot load it.</exception>
    public static nint LoadFrom(IEnumerable<string> candidates)
    {
        List<string> tried = [];
        foreach (string path in candidates.Distinct(StringComparer.Ordinal))
        {
            tried.Add(path);
            if (!File.Exists(path))
                continue;
            try
            {
                return NativeLibrary.Load(path);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                throw EngineErrors.LibraryNotLoadable(path, RuntimeInformation.RuntimeIdentifier, e);
            }
        }
        throw EngineErrors.LibraryMissing(tried, RuntimeInformation.RuntimeIdentifier);
    }

    /// <summary>Refuses a library that another header describes.</summary>
    /// <exception cref="WeirException">WEIR4002.</exception>
    public static void RequireVersion(string version)
    {
        if (!version.StartsWith(VersionLine, StringComparison.Ordinal))
            throw EngineErrors.LibraryVersion(version, VersionLine);
    }

    // Where the host found the native files of packages, when the program was not published.
    private static string[] PackageFolders =>
        (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static string PortableRuntime
    {
        get
        {
            string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    private static unsafe string Load()
    {
        nint library = LoadFrom(Candidates([AppContext.BaseDirectory, .. PackageFolders]));
        NativeLibrary.SetDllImportResolver(
            typeof(EngineLibrary).Assembly,
            (string name, Assembly _, DllImportSearchPath? _) => name == DuckNative.Library ? library : 0);
        string version = EngineText.Read(DuckApiDatabase.LibraryVersion()) ?? "unknown";
        RequireVersion(version);
        return version;
    }
}
