using System.Text.Json.Serialization;
using Weir.Plugins;

namespace Weir;

/// <summary>What a session can do. Immutable.</summary>
public sealed record FeatureProfile
{
    /// <summary>How names are read.</summary>
    public IdentifierNormalization IdentifierNormalizationMode { get; init; }

    /// <summary>Whether a path in place of a table is read.</summary>
    public bool EnableUrlTable { get; init; }

    /// <summary>Whether anything is kept of Delta tables between queries; false is as if all limits of <see cref="CacheConfig"/> were 0.</summary>
    public bool CacheEnabled { get; init; } = true;

    /// <summary>Whether the caches are one part of the runtime.</summary>
    public bool EnableCacheManager { get; init; } = true;

    /// <summary>Whether <c>CREATE FUNCTION</c> makes functions.</summary>
    public bool EnableFunctionFactory { get; init; } = true;

    /// <summary>Whether schemas that are known are kept apart from tables.</summary>
    public bool EnableSchemaRegistry { get; init; } = true;

    /// <summary>Whether plugins may plan.</summary>
    public bool EnableExprPlanners { get; init; } = true;

    /// <summary>Whether files with an older schema are read as the newer one says.</summary>
    public bool EnableSchemaEvolutionAdapter { get; init; } = true;

    /// <summary>Whether functions of plugins are there.</summary>
    public bool EnableUdfs { get; init; } = true;

    /// <summary>Whether functions may wait without a thread.</summary>
    public bool EnableAsyncUdfs { get; init; }

    /// <summary>Whether change feeds of Delta tables are read.</summary>
    public bool EnableDeltaCdf { get; init; } = true;

    /// <summary>Whether sessions take defaults from the Delta library.</summary>
    public bool EnableDeltaSessionDefaults { get; init; }

    /// <summary>Whether the Delta library plans queries.</summary>
    public bool EnableDeltaQuerybuilder { get; init; }

    /// <summary>Whether plans over Delta tables can be sent elsewhere.</summary>
    public bool EnableDeltaPlanCodecs { get; init; }

    /// <summary>Whether Delta tables are only read by the native provider.</summary>
    public bool EnforceDeltaFfiProvider { get; init; } = true;

    /// <summary>Whether figures are counted.</summary>
    public bool EnableMetrics { get; init; } = true;

    /// <summary>Whether spans are made.</summary>
    public bool EnableTracing { get; init; } = true;

    /// <summary>Whether a statement is judged before it runs.</summary>
    public bool EnforcePreflight { get; init; } = true;
}

/// <summary>How names are read.</summary>
[JsonConverter(typeof(SnakeCaseEnum<IdentifierNormalization>))]
public enum IdentifierNormalization
{
    /// <summary>As they are written; case does not count.</summary>
    Raw,

    /// <summary>In lower case.</summary>
    Lower,
}
