using System.Text.Json;
using Weir.Plugins.Gate;

namespace Weir.Plugins.Discovery;

/// <summary>The places that one level of a search offers, in order. They need not exist.</summary>
/// <param name="Source">Which level.</param>
/// <param name="Origin">Where the places come from, in one clause.</param>
/// <param name="Places">Full paths of libraries, <c>plugin.json</c> files or folders with one.</param>
/// <param name="Fault">What someone set for this level that does not hold; ends the search.</param>
internal sealed record SearchLevel(PluginSource Source, string Origin, IReadOnlyList<string> Places, WeirException? Fault = null);

/// <summary>The levels of the search for a plugin, in their one order. The order inside a level is ordinal, never the file system's.</summary>
internal static class SearchLevels
{
    private const int WorkspaceDepth = 2, OutputDepth = 4;

    private static readonly string[] OutputFirst = ["Release", "Debug"];
    private static readonly string[] NoProjects = ["bin", "obj", "node_modules"];

    public static IEnumerable<SearchLevel> Of(PluginReference reference, PluginSearch search)
    {
        yield return Given(reference, search);
        yield return Environment(reference.Name, search);
        yield return Packaged(reference.Name, search);
        yield return Pointer(reference.Name, search);
        yield return Workspace(search);
    }

    /// <summary>The level of packages alone.</summary>
    public static SearchLevel Packaged(string plugin, PluginSearch search)
    {
        string folder = Path.Combine(search.ProgramFolder, "plugins");
        string native = Path.Combine(search.ProgramFolder, "runtimes", search.Platform.Rid, "native");
        return new SearchLevel(PluginSource.Extension, $"packages put plugins under '{search.ProgramFolder}'",
        [
            Path.Combine(folder, plugin),
            .. search.Files.FoldersOf(folder).Where(item => Path.GetFileName(item) != plugin),
            .. search.Platform.LibraryNames(plugin).Select(name => Path.Combine(native, name)),
            .. search.Platform.LibraryNames(plugin).Select(name => Path.Combine(search.ProgramFolder, name)),
        ]);
    }

    private static SearchLevel Given(PluginReference reference, PluginSearch search)
    {
        if (reference.Path is not { } path)
            return new SearchLevel(PluginSource.Explicit, "no path was given", []);
        string full = search.Full(path);
        return IsThere(search, full)
            ? new SearchLevel(PluginSource.Explicit, "the path that was given", [full])
            : new SearchLevel(PluginSource.Explicit, "the path that was given", [],
                PluginGateErrors.GivenPathMissing(reference.Name, full));
    }

    private static SearchLevel Environment(string plugin, PluginSearch search)
    {
        string? value = search.Variable(PluginSearch.PathVariable);
        if (string.IsNullOrEmpty(value))
            return new SearchLevel(PluginSource.Env, $"{PluginSearch.PathVariable} is not set", []);
        List<string> places = [];
        foreach (string entry in value.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string full = search.Full(entry);
            if (!IsThere(search, full))
                return new SearchLevel(PluginSource.Env, $"{PluginSearch.PathVariable} is '{value}'", [], PluginGateErrors.PathMissing(PluginSearch.PathVariable, full));
            places.AddRange(Inside(full, plugin, search));
        }
        return new SearchLevel(PluginSource.Env, $"{PluginSearch.PathVariable} is '{value}'", places);
    }

    private static SearchLevel Pointer(string plugin, PluginSearch search)
    {
        string? set = search.Variable(PluginSearch.PointerVariable);
        string file = search.Full(string.IsNullOrEmpty(set) ? PluginSearch.PointerDefault : set);
        if (!search.Files.HasFile(file))
        {
            return string.IsNullOrEmpty(set)
                ? new SearchLevel(PluginSource.Manifest, $"{PluginSearch.PointerVariable} is not set, and there is no '{file}'", [])
                : new SearchLevel(PluginSource.Manifest, PluginSearch.PointerVariable, [], PluginGateErrors.PathMissing(PluginSearch.PointerVariable, file));
        }
        try
        {
            string target = Path.GetFullPath(PointerTarget(search.Files, file), Path.GetDirectoryName(file)!);
            return IsThere(search, target)
                ? new SearchLevel(PluginSource.Manifest, $"'{file}' points there", Inside(target, plugin, search))
                : throw PluginGateErrors.PathMissing($"'{file}'", target);
        }
        catch (WeirException fault)
        {
            return string.IsNullOrEmpty(set)
                ? new SearchLevel(PluginSource.Manifest, fault.Message, [])
                : new SearchLevel(PluginSource.Manifest, $"{PluginSearch.PointerVariable} is '{set}'", [], fault);
        }
    }

    private static string PointerTarget(IPluginFiles files, string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(files.Read(file, ManifestReader.BytesMax), new JsonDocumentOptions { AllowDuplicateProperties = false });
            JsonElement root = document.RootElement;
            bool hasPath = root.ValueKind == JsonValueKind.Object
                && (root.TryGetProperty("plugin_path", out JsonElement path) || root.TryGetProperty("path", out path))
                && path.ValueKind == JsonValueKind.String && path.GetString() is { Length: > 0 };
            if (!hasPath)
                throw PluginGateErrors.PointerInvalid(file, "it has no such member");
            return root.TryGetProperty("plugin_path", out JsonElement target) ? target.GetString()! : root.GetProperty("path").GetString()!;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw PluginGateErrors.PointerInvalid(file, e.Message.TrimEnd('.'));
        }
    }

    private static SearchLevel Workspace(PluginSearch search) => new(PluginSource.Workspace, $"build output of projects under '{search.BaseFolder}'",
    [
        .. Projects(search.BaseFolder, WorkspaceDepth, search)
            .SelectMany(project => Outputs(Path.Combine(project, "bin"), OutputDepth, search)),
    ]);

    private static IEnumerable<string> Projects(string folder, int depth, PluginSearch search)
    {
        yield return folder;
        if (depth == 0)
            yield break;
        foreach (string child in search.Files.FoldersOf(folder))
            if (!Path.GetFileName(child).StartsWith('.') && !NoProjects.Contains(Path.GetFileName(child)))
                foreach (string project in Projects(child, depth - 1, search))
                    yield return project;
    }

    // Release before Debug, and a folder before the folders in it.
    private static IEnumerable<string> Outputs(string folder, int depth, PluginSearch search)
    {
        string manifest = Path.Combine(folder, PluginPackage.FileName);
        if (search.Files.HasFile(manifest))
            yield return manifest;
        if (depth == 0)
            yield break;
        foreach (string child in search.Files.FoldersOf(folder).OrderBy(Rank))
            foreach (string output in Outputs(child, depth - 1, search))
                yield return output;
    }

    private static int Rank(string folder) => Array.IndexOf(OutputFirst, Path.GetFileName(folder)) is var rank and >= 0 ? rank : OutputFirst.Length;

    // A file is a place of its own; a folder is one when it has a plugin.json, else it is a folder of such folders.
    private static IReadOnlyList<string> Inside(string place, string plugin, PluginSearch search)
    {
        if (!search.Files.HasFolder(place) || search.Files.HasFile(Path.Combine(place, PluginPackage.FileName)))
            return [place];
        return
        [
            Path.Combine(place, plugin),
            .. search.Files.FoldersOf(place)
                .Where(folder => Path.GetFileName(folder) != plugin && search.Files.HasFile(Path.Combine(folder, PluginPackage.FileName))),
            .. search.Platform.LibraryNames(plugin).Append($"{plugin}.dll").Distinct()
                .Select(name => Path.Combine(place, name)).Where(search.Files.HasFile),
        ];
    }

    private static bool IsThere(PluginSearch search, string path) => search.Files.HasFile(path) || search.Files.HasFolder(path);
}
