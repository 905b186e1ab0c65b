using Weir.Plugins;

namespace Weir.Engine;

/// <summary>What a provider is asked for, with values of its columns' types. Dispose it when the reading has ended.</summary>
/// <param name="Filters">As <see cref="PluginScanRequest.Filters"/>; empty when none of the conditions is one for the table.</param>
/// <param name="LimitRows">As <see cref="PluginScanRequest.LimitRows"/>, provided that the table answers all filters exactly.</param>
internal sealed record BoundScan(IReadOnlyList<PluginFilter> Filters, long? LimitRows) : IDisposable
{
    public void Dispose()
    {
        foreach (PluginFilter filter in Filters)
            filter.Values?.Dispose();
    }
}
