using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Weir;

/// <summary>Registers the health check of Weir.</summary>
public static class WeirHealthChecksExtensions
{
    /// <summary>Adds a check of the container's <see cref="WeirRuntime"/>, which <c>AddWeir</c> registers.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Says what else to look at; null for nothing.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">The status that stands for what is wrong; null: unhealthy.</param>
    /// <param name="tags">Tags by which endpoints choose checks; null for none.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthChecksBuilder AddWeir(
        this IHealthChecksBuilder builder, Action<WeirHealthOptions>? configure = null, string name = "weir",
        HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        WeirHealthOptions options = new();
        configure?.Invoke(options);
        return builder.Add(new HealthCheckRegistration(
            name, services => new WeirHealthCheck(services.GetRequiredService<WeirRuntime>(), options), failureStatus, tags));
    }
}
