using Weir.Policies;

namespace Weir;

/// <summary>The data that a session knows by name. Immutable.</summary>
public sealed record DataSourcesProfile
{
    /// <summary>Locations with placeholders (<c>lake/{name}</c>), by name: the templates of every session.</summary>
    public IReadOnlyDictionary<string, string> DatasetTemplates { get; init => field = ValueMap<string>.Of(value); } = ValueMap<string>.Empty;

    /// <summary>What extraction wrote.</summary>
    public ExtractOutput ExtractOutput { get; init; } = new();

    /// <summary>What was derived from it.</summary>
    public SemanticOutput SemanticOutput { get; init; } = new();

    /// <summary>The folder that keeps how far readers of change feeds are.</summary>
    public string? CdfCursorStore { get; init; }
}

/// <summary>Where what extraction wrote lies. Immutable.</summary>
public sealed record ExtractOutput
{
    /// <summary>Locations by name (<c>PATH</c>, <c>PATH@VERSION</c> or <c>PATH@TIMESTAMP</c>); each is a table of every session.</summary>
    public IReadOnlyDictionary<string, string> DatasetLocations { get; init => field = ValueMap<string>.Of(value); } = ValueMap<string>.Empty;

    /// <summary>As <see cref="DatasetLocations"/>, for symbol indexes.</summary>
    public IReadOnlyDictionary<string, string> ScipDatasetLocations { get; init => field = ValueMap<string>.Of(value); } = ValueMap<string>.Empty;

    /// <summary>The catalog of these tables, made when it is not there. Null: the current one.</summary>
    public string? OutputCatalogName { get; init; }

    /// <summary>The folder that they are written to.</summary>
    public string? OutputRoot { get; init; }
}

/// <summary>Where derived tables lie. Immutable.</summary>
public sealed record SemanticOutput
{
    /// <summary>As <see cref="ExtractOutput.DatasetLocations"/>.</summary>
    public IReadOnlyDictionary<string, string> Locations { get; init => field = ValueMap<string>.Of(value); } = ValueMap<string>.Empty;

    /// <summary>The catalog of these tables, made when it is not there. Null: the current one.</summary>
    public string? OutputCatalogName { get; init; }

    /// <summary>The folder that they are written to.</summary>
    public string? OutputRoot { get; init; }

    /// <summary>The folder that normalised inputs are written to.</summary>
    public string? NormalizeOutputRoot { get; init; }

    /// <summary>How single views are cached, by name.</summary>
    public IReadOnlyDictionary<string, string> CacheOverrides { get; init => field = ValueMap<string>.Of(value); } = ValueMap<string>.Empty;
}
