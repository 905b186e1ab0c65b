using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Weir;

/// <summary>Has OpenTelemetry collect what Weir tells of itself.</summary>
public static class WeirInstrumentationExtensions
{
    /// <summary>The name of Weir's activity source and of its meter.</summary>
    public const string SourceName = "Weir";

    /// <summary>Collects the spans of queries, writes, builds, Delta logs, storage and plugins.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static TracerProviderBuilder AddWeirInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(SourceName);
    }

    /// <summary>Collects the figures; the buckets of its histograms come with them.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static MeterProviderBuilder AddWeirInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(SourceName);
    }
}
