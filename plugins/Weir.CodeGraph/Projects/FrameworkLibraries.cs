using System.Runtime.InteropServices;

namespace Weir.CodeGraph.Projects;

/// <summary>Where the assemblies of a target framework are: in the reference packs of the installed SDK, else those that run this process.</summary>
internal static class FrameworkLibraries
{
    private const string Base = "Microsoft.NETCore.App";

    /// <summary>Full paths of the assemblies of a framework.</summary>
    /// <param name="framework"><c>net10.0</c>.</param>
    /// <param name="more">Shared frameworks beside the base one.</param>
    /// <param name="isExact">False when the running framework's stand for them.</param>
    public static IEnumerable<string> Of(string framework, IEnumerable<string> more, out bool isExact)
    {
        string running = RuntimeEnvironment.GetRuntimeDirectory();
        string root = Path.GetFullPath(Path.Combine(running, "..", "..", ".."));
        string[]? pack = Pack(root, Base, framework);
        isExact = pack is not null;
        return
        [
            .. pack ?? Running(running),
            .. more.Where(name => name != Base).SelectMany(name => Pack(root, name, framework) ?? Shared(root, name)),
        ];
    }

    private static string[]? Pack(string root, string name, string framework)
    {
        string pack = Path.Combine(root, "packs", $"{name}.Ref");
        return Directory.Exists(pack)
            ? Newest(Directory.GetDirectories(pack).Select(version => Path.Combine(version, "ref", framework)).Where(Directory.Exists)) is { } folder
                ? Directory.GetFiles(folder, "*.dll")
                : null
            : null;
    }

    private static string? Newest(IEnumerable<string> folders) =>
        folders.MaxBy(folder => Version.TryParse(Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(folder))), out Version? version) ? version : new Version());

    private static string[] Shared(string root, string name)
    {
        string shared = Path.Combine(root, "shared", name);
        return Directory.Exists(shared)
            ? Directory.GetDirectories(shared).MaxBy(folder => Version.TryParse(Path.GetFileName(folder), out Version? version) ? version : new Version()) is { } folder
                ? Running(folder)
                : []
            : [];
    }

    // The folder of a runtime holds native libraries too.
    private static string[] Running(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.dll").Where(file =>
            Path.GetFileName(file) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll")
            && !name.Contains(".Native.", StringComparison.Ordinal) && !name.Contains("DiaSymReader", StringComparison.Ordinal)),
    ];
}
