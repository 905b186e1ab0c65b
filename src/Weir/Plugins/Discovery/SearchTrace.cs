using Weir.Plugins.Gate;

namespace Weir.Plugins.Discovery;

/// <summary>One search as it goes: judges the places of each level and writes down what became of them.</summary>
/// <remarks>One search, one thread.</remarks>
internal sealed class SearchTrace(string plugin, PluginSearch search)
{
    private readonly List<PluginSearchLevel> _levels = [];
    private PluginSource _source = PluginSource.Unresolved;
    private WeirException? _fault;

    /// <summary>The library; null while nothing was found.</summary>
    public PluginFile? Found { get; private set; }

    /// <summary>The package of <see cref="Found"/>.</summary>
    public PluginPackage? Package { get; private set; }

    /// <summary>True when the plugin was found, or the search ended with an error.</summary>
    public bool IsOver => Found is not null || _fault is not null;

    /// <summary>Why nothing was found; null when something was.</summary>
    public WeirException? Fault => Found is not null ? null : _fault ?? PluginGateErrors.NotFound(plugin, _levels.Select(Told));

    public PluginDiscoveryReport Report => new()
    {
        Name = plugin,
        PluginPath = Found?.Path,
        Source = _source,
        Manifest = Found?.Manifest,
        ManifestHash = Found?.ManifestHash,
        Sha256 = Found?.Sha256,
        StubEnabled = false,
        Levels = _levels,
        Fault = Fault is { } fault ? new PluginFault(fault.Code, fault.Message) : null,
    };

    /// <summary>Looks at the places of the next level.</summary>
    public void Ask(SearchLevel level)
    {
        bool wasOver = IsOver;
        List<PluginCandidate> candidates = [];
        foreach (string place in level.Places)
            candidates.Add(Judge(place, level.Source));
        if (!IsOver && level.Fault is not null)
            _fault = level.Fault;
        _levels.Add(new PluginSearchLevel(level.Source, VerdictOf(level, candidates, wasOver), level.Fault?.Message ?? level.Origin, candidates));
    }

    private static PluginSearchVerdict VerdictOf(SearchLevel level, List<PluginCandidate> candidates, bool wasOver)
    {
        if (candidates.Find(candidate => candidate.Verdict is PluginSearchVerdict.Taken or PluginSearchVerdict.Refused) is { } decided)
            return decided.Verdict;
        if (level.Fault is not null && !wasOver)
            return PluginSearchVerdict.Refused;
        return candidates.Exists(candidate => candidate.Verdict == PluginSearchVerdict.Shadowed)
            ? PluginSearchVerdict.Shadowed
            : PluginSearchVerdict.PassedOver;
    }

    private PluginCandidate Judge(string place, PluginSource source)
    {
        try
        {
            if (!search.Files.HasFile(place) && !search.Files.HasFolder(place))
                return new PluginCandidate(place, PluginSearchVerdict.PassedOver, "it does not exist");
            PluginPackage package = PluginPackage.At(search.Files, place, search.Platform);
            if (package.Manifest is { } outside && outside.Name != plugin && source != PluginSource.Explicit)
                return new PluginCandidate(package.LibraryPath, PluginSearchVerdict.PassedOver, $"it holds the plugin '{outside.Name}'");
            return Judge(package, PluginFile.Read(search.Files, package.LibraryPath), source);
        }
        catch (WeirException fault)
        {
            return Refuse(place, source, fault);
        }
    }

    private PluginCandidate Judge(PluginPackage package, PluginFile file, PluginSource source)
    {
        // Asked for by its path, any file is taken: the gate tells all that is wrong with it at once.
        if (source != PluginSource.Explicit)
        {
            if ((file.FormatFault ?? file.ManifestFault) is { } fault)
                return new PluginCandidate(file.Path, PluginSearchVerdict.PassedOver, fault.Message);
            if (file.Manifest is null)
                return new PluginCandidate(file.Path, PluginSearchVerdict.PassedOver, $"its tables cannot be read: {file.Facts!.Format}");
            if (file.Manifest.Name != plugin)
                return new PluginCandidate(file.Path, PluginSearchVerdict.PassedOver, $"it holds the plugin '{file.Manifest.Name}'");
        }
        if (IsOver)
            return new PluginCandidate(file.Path, PluginSearchVerdict.Shadowed, "an earlier one was taken");
        (Found, Package, _source) = (file, package, source);
        return new PluginCandidate(file.Path, PluginSearchVerdict.Taken, "it is the first that holds the plugin");
    }

    private PluginCandidate Refuse(string place, PluginSource source, WeirException fault)
    {
        if (source != PluginSource.Explicit || IsOver)
            return new PluginCandidate(place, PluginSearchVerdict.PassedOver, fault.Message);
        _fault = fault;
        return new PluginCandidate(place, PluginSearchVerdict.Refused, fault.Message);
    }

    private static string Told(PluginSearchLevel level) => level.Candidates.Count == 0
        ? $"{PluginSourceName.Of(level.Source)}: {level.Reason}"
        : $"{PluginSourceName.Of(level.Source)}: " + string.Join(", ", level.Candidates.Select(candidate => $"'{candidate.Path}' ({candidate.Reason})"));
}
