using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;

namespace Weir.Plugins;

/// <summary>
/// The one resolver of plugins for library, command and build. It asks its levels in one order: the path that was
/// given, <c>WEIR_PLUGIN_PATH</c>, the place of packages beside the program, the file that
/// <c>WEIR_PLUGIN_MANIFEST_PATH</c> names, the workspace's build output. It reads files; it runs nothing.
/// </summary>
/// <remarks>
/// Safe for use by many threads; nothing is kept between calls. What someone set and does not hold ends the search
/// with an error; what merely lies in a searched place and cannot be used is passed over and recorded.
/// </remarks>
public sealed class PluginLocator
{
    private readonly PluginSearch _search;

    /// <summary>A resolver of this process.</summary>
    /// <param name="baseFolder">Where relative paths start and workspaces are searched; usually the current folder.</param>
    public PluginLocator(string baseFolder) : this(PluginSearch.OfProcess(baseFolder))
    {
    }

    internal PluginLocator(PluginSearch search) => _search = search;

    /// <summary>Searches, and tells how it went; asks every level, also behind the one that gave the plugin.</summary>
    /// <param name="reference">The plugin.</param>
    /// <returns>The report; its fault says why nothing was found.</returns>
    /// <exception cref="WeirException">WEIR3135: the name cannot be a plugin's.</exception>
    public PluginDiscoveryReport Find(PluginReference reference)
    {
        RequireName(reference);
        return _search.StubEnabled ? OfStub(reference) : Search(reference, asksAll: true).Report;
    }

    /// <summary>Searches for the file of a plugin.</summary>
    /// <param name="reference">The plugin.</param>
    /// <returns>The file.</returns>
    /// <exception cref="WeirException">
    /// WEIR3100: it was not found; the message names every place. WEIR3101 to WEIR3135: what was asked for by path or
    /// setting cannot be used. WEIR3102: stubs stand in.
    /// </exception>
    public PluginResolution Resolve(PluginReference reference) => Open(reference).Resolution;

    /// <summary>Searches, and is content when there is a plugin, or a stub that stands in for it.</summary>
    /// <param name="reference">The plugin.</param>
    /// <exception cref="WeirException">As for <see cref="Resolve"/>, but a stub is enough.</exception>
    public void EnsureAvailable(PluginReference reference)
    {
        RequireName(reference);
        if (!_search.StubEnabled)
            Open(reference);
    }

    /// <summary>Where the packages of this program put a plugin's library. No other level is asked.</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <returns>The library's full path.</returns>
    /// <exception cref="WeirException">WEIR3100: no package brought it. WEIR3102: stubs stand in.</exception>
    public string PluginLibraryPath(string plugin)
    {
        RequireName(new PluginReference(plugin));
        if (_search.StubEnabled)
            throw PluginGateErrors.StubEnabled(plugin);
        SearchTrace trace = new(plugin, _search);
        trace.Ask(SearchLevels.Packaged(plugin, _search));
        return trace.Found?.Path ?? throw trace.Fault!;
    }

    /// <summary>Names of the plugins that lie in the places of the search, whether they can be used or not.</summary>
    /// <returns>In ordinal order; none while stubs stand in.</returns>
    /// <exception cref="WeirException">What someone set for a level does not hold.</exception>
    public IReadOnlyList<string> Names()
    {
        if (_search.StubEnabled)
            return [];
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (SearchLevel level in SearchLevels.Of(new PluginReference(""), _search))
        {
            if (level.Fault is { } fault)
                throw fault;
            names.UnionWith(level.Places.Select(NameAt).OfType<string>());
        }
        return [.. names];
    }

    /// <summary>Whether stubs stand in for plugins.</summary>
    internal bool StubEnabled => _search.StubEnabled;

    /// <summary>The file of a plugin and what it was resolved to; levels behind the one that gave it are not asked.</summary>
    internal LocatedPlugin Open(PluginReference reference)
    {
        RequireName(reference);
        if (_search.StubEnabled)
            throw PluginGateErrors.StubEnabled(reference.Name);
        SearchTrace trace = Search(reference, asksAll: false);
        return trace.Found is { } file ? new LocatedPlugin(trace.Package!, file, trace.Report) : throw trace.Fault!;
    }

    private SearchTrace Search(PluginReference reference, bool asksAll)
    {
        SearchTrace trace = new(reference.Name, _search);
        foreach (SearchLevel level in SearchLevels.Of(reference, _search))
        {
            trace.Ask(level);
            if (trace.IsOver && !asksAll)
                break;
        }
        return trace;
    }

    // Null where nothing is that says it is a plugin.
    private string? NameAt(string place)
    {
        try
        {
            if (!_search.Files.HasFile(place) && !_search.Files.HasFile(Path.Combine(place, PluginPackage.FileName)))
                return null;
            PluginPackage package = PluginPackage.At(_search.Files, place, _search.Platform);
            return package.Manifest?.Name ?? PluginFile.Read(_search.Files, package.LibraryPath).Manifest?.Name;
        }
        catch (WeirException)
        {
            // Without a platform's library or a readable manifest it has no name to be asked for by.
            return null;
        }
    }

    // A name becomes part of paths.
    private static void RequireName(PluginReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (string.IsNullOrWhiteSpace(reference.Name) || reference.Name is "." or ".." || reference.Name.IndexOfAny(['/', '\\', ':', '\0']) >= 0)
            throw PluginGateErrors.ReferenceInvalid(reference.Name, "its name is empty or would lead to another folder");
    }

    private static PluginDiscoveryReport OfStub(PluginReference reference) => new()
    {
        Name = reference.Name,
        PluginPath = null,
        Source = PluginSource.Stub,
        StubEnabled = true,
        Levels = [],
    };
}
