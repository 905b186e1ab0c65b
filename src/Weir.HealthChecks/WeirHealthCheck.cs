using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Weir;

/// <summary>
/// Healthy when the runtime of the container can do its work: its engine answers, its plugins are ready, the logs of the named
/// tables can be read, its spill folder can be written. Safe for use by many threads.
/// </summary>
/// <param name="runtime">The runtime; opened by the container when it was not before.</param>
/// <param name="options">What else to look at.</param>
public sealed class WeirHealthCheck(WeirRuntime runtime, WeirHealthOptions options) : IHealthCheck
{
    /// <summary>Looks at the runtime.</summary>
    /// <param name="context">Says which status stands for what is wrong.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Each finding is an entry of the data; what is wrong is in the description too.</returns>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        RuntimeHealth health = await runtime.CheckHealthAsync([.. options.Tables], cancellationToken).ConfigureAwait(false);
        Dictionary<string, object> data = health.Findings.GroupBy(finding => finding.Name).ToDictionary(found => found.Key, found => (object)found.First().Text);
        string[] wrong = [.. health.Findings.Where(finding => !finding.IsHealthy).Select(finding => $"{finding.Name}: {finding.Text}")];
        return wrong.Length == 0
            ? HealthCheckResult.Healthy(health.Findings[0].Text, data)
            : new HealthCheckResult(context.Registration.FailureStatus, string.Join("; ", wrong), exception: null, data);
    }
}
