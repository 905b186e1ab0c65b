
namespace Weir.Build.Check;

/// <summary>
/// A spec that makes sense as far as its text can tell: every name is known and unique, no view
/// depends on itself, nothing that has a value is ignored. Only <see cref="SpecCheck"/> makes one.
/// </summary>
internal sealed record CheckedSpec
{
    internal CheckedSpec(BuildSpec spec, IReadOnlyList<CheckedView> views)
    {
        Spec = spec;
        Views = views;
    }

    public BuildSpec Spec { get; }

    /// <summary>Every view after the views it reads; alphabetical where the order is free.</summary>
    public IReadOnlyList<CheckedView> Views { get; }
}

/// <summary>A view, the place where it is written, and what comes before it.</summary>
/// <param name="Definition">The view as written.</param>
/// <param name="Path">Its JSON path.</param>
/// <param name="Sources">The names that its transform reads, each once, in the order written.</param>
internal sealed record CheckedView(ViewDefinition Definition, string Path, IReadOnlyList<string> Sources)
{
    public string Name => Definition.Name;

    public string TransformPath => $"{Path}.transform";
}
