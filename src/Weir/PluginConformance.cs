using Weir.Plugins;
using Weir.Plugins.Load;

namespace Weir;

/// <summary>
/// Runs the conformance kit (<see cref="PluginVerifier"/>) on a plugin that is found, checked and loaded as a runtime does
/// it: a managed assembly or a native library, in this process or in a child. <c>weir plugins verify</c> is this on
/// the command line.
/// </summary>
public static class PluginConformance
{
    /// <summary>Loads a plugin through every check, verifies it and lets it go.</summary>
    /// <param name="plugin">
    /// The plugin, its path and the isolation. With <see cref="PluginIsolation.Process"/> a crash or a call that does not
    /// return ends a child process and is a failed check; in process it ends this one.
    /// </param>
    /// <param name="host">Where plugins are searched and which are trusted; null for the defaults. Its own plugins are not loaded.</param>
    /// <param name="options">Seed, configuration, options of providers, limits; null for the defaults.</param>
    /// <param name="progress">Told of each check when it is done, on any thread; null for nobody.</param>
    /// <param name="cancellationToken">Ends the verification between two checks.</param>
    /// <returns>Every check. That a check fails is an answer, not an exception.</returns>
    /// <exception cref="WeirException">WEIR3010, WEIR3011: the configuration. WEIR31xx: the plugin was not found, was refused or does not load.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<PluginVerifyReport> VerifyAsync(
        PluginReference plugin, WeirOptions? host = null, PluginVerifyOptions? options = null,
        IProgress<ConformanceCheck>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        host ??= new WeirOptions();
        options ??= new PluginVerifyOptions();
        // Each check may end a child, and none shall wait for a call that another left behind.
        using PluginRegistry registry = PluginComposition.NewRegistry(host, request => request with
        {
            FreeDeaths = int.MaxValue,
            Deadline = request.Deadline ?? options.CheckTimeout / 2,
            Grace = options.CheckTimeout / 6,
        });
        LoadedPlugin loaded = registry.Load(
            plugin with { ConfigurationJson = options.ConfigurationJson }, PluginComposition.ContextOf(host), cancellationToken);
        return await PluginVerifier.VerifyAsync(loaded.Plugin, options, progress, cancellationToken).ConfigureAwait(false);
    }
}
