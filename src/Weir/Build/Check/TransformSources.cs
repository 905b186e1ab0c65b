using Weir.Diagnostics;

namespace Weir.Build.Check;

/// <summary>What each transform reads, with the place where it says so.</summary>
internal static class TransformSources
{
    /// <summary>The relation that code graph nodes are made of when their sources have no spans.</summary>
    public const string RepoFiles = "repo_files_v1";

    public static IReadOnlyList<(string Name, string Path)> Of(ViewTransform transform, string path) => transform switch
    {
        NormalizeTransform t => [(t.Source, $"{path}.source")],
        RelateTransform t => [(t.Left, $"{path}.left"), (t.Right, $"{path}.right")],
        UnionTransform t => Listed(t.Sources, path),
        ProjectTransform t => [(t.Source, $"{path}.source")],
        FilterTransform t => [(t.Source, $"{path}.source")],
        AggregateTransform t => [(t.Source, $"{path}.source")],
        IncrementalCdfTransform t => [(t.Source, $"{path}.source")],
        MetadataTransform t => [(t.Source, $"{path}.source")],
        FileManifestTransform t => [(t.Source, $"{path}.source")],
        CpgEmitTransform t => Listed(t.Sources, path),
        _ => throw Invariant.Unreachable(transform),
    };

    private static (string, string)[] Listed(IReadOnlyList<string> sources, string path) =>
        [.. sources.Select((name, index) => (name, $"{path}.sources[{index}]"))];
}
