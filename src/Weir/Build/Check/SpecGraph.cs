using Weir.Diagnostics;

namespace Weir.Build.Check;

/// <summary>The views of a spec as a graph: which come first, and whether there is an order at all.</summary>
internal static class SpecGraph
{
    /// <summary>
    /// Every view after the views it depends on. Kahn's algorithm; among views that are ready, the
    /// first by ordinal name. A dependency is what <c>view_dependencies</c> names or the transform reads.
    /// </summary>
    public static IReadOnlyList<CheckedView> Order(BuildSpec spec)
    {
        Dictionary<string, CheckedView> views = Views(spec);
        Dictionary<string, HashSet<string>> waitsFor = views.Values.ToDictionary(view => view.Name, view => Dependencies(view, views));
        List<CheckedView> order = [];
        SortedSet<string> ready = new(waitsFor.Where(w => w.Value.Count == 0).Select(w => w.Key), StringComparer.Ordinal);
        while (ready.Min is { } next)
        {
            ready.Remove(next);
            order.Add(views[next]);
            foreach ((string view, HashSet<string> left) in waitsFor)
                if (left.Remove(next) && left.Count == 0)
                    ready.Add(view);
        }
        return order.Count == views.Count ? order : throw Circle(waitsFor, views);
    }

    private static Dictionary<string, CheckedView> Views(BuildSpec spec)
    {
        HashSet<string> inputs = [.. spec.InputRelations.Select(input => input.LogicalName)];
        HashSet<string> names = [.. spec.ViewDefinitions.Select(view => view.Name)];
        Dictionary<string, CheckedView> views = [];
        for (int i = 0; i < spec.ViewDefinitions.Count; i++)
        {
            ViewDefinition view = spec.ViewDefinitions[i];
            string path = $"$.view_definitions[{i}]";
            for (int d = 0; d < view.ViewDependencies.Count; d++)
                if (!names.Contains(view.ViewDependencies[d]))
                    throw SpecErrors.UnknownDependency($"{path}.view_dependencies[{d}]", view.Name, view.ViewDependencies[d]);
            IReadOnlyList<(string Name, string Path)> sources = TransformSources.Of(view.Transform, $"{path}.transform");
            foreach ((string name, string sourcePath) in sources)
                if (!names.Contains(name) && !inputs.Contains(name))
                    throw SpecErrors.UnknownSource(sourcePath, view.Name, name);
            views.Add(view.Name, new CheckedView(view, path, [.. sources.Select(source => source.Name).Distinct()]));
        }
        return views;
    }

    private static HashSet<string> Dependencies(CheckedView view, Dictionary<string, CheckedView> views)
    {
        IEnumerable<string> before = view.Definition.ViewDependencies.Concat(view.Sources);
        // Nodes may fall back on the repository's files, which only their columns can tell.
        if (view.Definition.Transform is CpgEmitTransform { OutputKind: CpgOutputKind.Nodes } && view.Name != TransformSources.RepoFiles)
            before = before.Append(TransformSources.RepoFiles);
        return [.. before.Where(views.ContainsKey)];
    }

    // Whoever waits still waits for someone who waits: following the waiting leads into a circle.
    private static WeirException Circle(Dictionary<string, HashSet<string>> waitsFor, Dictionary<string, CheckedView> views)
    {
        List<string> walk = [];
        string at = waitsFor.Where(w => w.Value.Count > 0).Select(w => w.Key).Min(StringComparer.Ordinal)!;
        while (!walk.Contains(at))
        {
            walk.Add(at);
            at = waitsFor[at].Min(StringComparer.Ordinal)!;
        }
        List<string> circle = walk[walk.IndexOf(at)..];
        int first = circle.IndexOf(circle.Min(StringComparer.Ordinal)!);
        return SpecErrors.Cycle(views[circle[first]].Path, [.. circle[first..], .. circle[..first]]);
    }
}
