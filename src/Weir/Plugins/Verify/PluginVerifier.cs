namespace Weir.Plugins;

/// <summary>
/// The conformance kit for authors of plugins: calls every export with sample values and compares what must be
/// equal. It finds what a plugin does, not what it should do: the functions' own results are the author's tests.
/// Runs the plugin's code, so a plugin that may crash belongs into a child process.
/// </summary>
public static class PluginVerifier
{
    /// <summary>Verifies a plugin.</summary>
    /// <param name="plugin">The plugin; it is configured anew. Not disposed.</param>
    /// <param name="options">Seed, options, limits; null for the defaults.</param>
    /// <param name="progress">Told of each check when it is done, on any thread; null for nobody.</param>
    /// <param name="cancellationToken">Ends the verification between two checks.</param>
    /// <returns>Every check. That a check fails is an answer, not an exception.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<PluginVerifyReport> VerifyAsync(
        Plugin plugin, PluginVerifyOptions? options = null, IProgress<ConformanceCheck>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        options ??= new PluginVerifyOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TableRowsMax, 1);
        Verify.CheckRunner runner = new(options, progress, cancellationToken);
        Verify.SampleNumbers numbers = new((ulong)options.Seed);
        await new Verify.DescriptionChecks(plugin).RunAsync(runner).ConfigureAwait(false);
        await new Verify.HookChecks(plugin).RunAsync(runner).ConfigureAwait(false);
        foreach (PluginScalar scalar in plugin.Scalars)
            await new Verify.ScalarChecks(scalar, numbers).RunAsync(runner).ConfigureAwait(false);
        foreach (PluginAggregate aggregate in plugin.Aggregates)
            await new Verify.AggregateChecks(aggregate, numbers).RunAsync(runner).ConfigureAwait(false);
        foreach (PluginWindow window in plugin.Windows)
            await new Verify.WindowChecks(window, numbers).RunAsync(runner).ConfigureAwait(false);
        foreach (PluginTableFunction function in plugin.TableFunctions)
            await new Verify.TableFunctionChecks(function, numbers).RunAsync(runner).ConfigureAwait(false);
        foreach (PluginTableProvider provider in plugin.TableProviders)
            await new Verify.ProviderChecks(provider).RunAsync(runner).ConfigureAwait(false);
        return new PluginVerifyReport(plugin.Description, runner.Checks);
    }
}
