using System.Diagnostics;
using Weir.Diagnostics;

namespace Weir.Plugins.Guard;

/// <summary>
/// The span of a call into a plugin that a statement makes once. Calls on rows have none: they come from the engine's threads,
/// thousands a second.
/// </summary>
internal readonly ref struct PluginSpan
{
    private readonly Activity? _activity;

    /// <param name="name">What is asked.</param>
    /// <param name="plugin">Whom.</param>
    /// <param name="export">Of what the plugin offers.</param>
    public PluginSpan(string name, string plugin, string export) =>
        _activity = WeirTelemetry.Start(name)?.SetTag("plugin.name", plugin).SetTag("plugin.export", export);

    public T Run<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception failure)
        {
            WeirTelemetry.Fail(_activity, failure, "plugin");
            throw;
        }
    }

    public void Dispose() => _activity?.Dispose();
}
