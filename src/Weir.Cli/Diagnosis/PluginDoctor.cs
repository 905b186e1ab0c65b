using System.Globalization;
using Weir.Cli.Display;
using Weir.Plugins;

namespace Weir.Cli.Diagnosis;

/// <summary>Loads plugins to see whether they can be used, and explains the processes that died in one.</summary>
/// <param name="options">How the runtime is opened that the plugins are loaded into.</param>
internal sealed class PluginDoctor(WeirOptions options)
{
    /// <summary>The plugins that come with Weir and those that are named, each searched, checked, loaded and configured.</summary>
    /// <param name="named">Beside those that come with Weir.</param>
    /// <param name="isolation">Where they run, at least.</param>
    /// <param name="cancellationToken">Ends the work between two plugins.</param>
    public IReadOnlyList<Finding> Load(IEnumerable<PluginReference> named, PluginIsolation isolation, CancellationToken cancellationToken)
    {
        try
        {
            using WeirRuntime runtime = WeirRuntime.Open(options);
            using Session session = runtime.NewSession();
            PluginReference[] plugins = [.. Bundled().Concat(named).DistinctBy(plugin => (plugin.Name, plugin.Path))];
            return plugins.Length > 0
                ? [.. plugins.Select(plugin => Load(session, plugin with { Isolation = isolation }, cancellationToken))]
                : [new("plugins", FindingState.Weak, "none came with this installation", AppContext.BaseDirectory, "reinstall Weir; its packages bring plugins in the folder 'plugins'")];
        }
        catch (WeirException error)
        {
            // A plugin of every runtime is missing or unfit, or what someone set for the search does not hold.
            return [Finding.Missing("plugins", $"{error.Code}: {error.Message}")];
        }
    }

    /// <summary>The processes that died, or were ended, while a call was inside a plugin of theirs.</summary>
    /// <param name="forget">Whether what is told here is told for the last time.</param>
    public IReadOnlyList<Finding> Crashes(bool forget)
    {
        IReadOnlyList<PluginBreadcrumbs> ended = PluginBreadcrumbs.OfEndedHosts(options.StateFolder);
        Finding[] findings = [.. ended.Select(Crash)];
        if (forget)
            foreach (PluginBreadcrumbs crumbs in ended)
                crumbs.Forget();
        return findings;
    }

    private IEnumerable<PluginReference> Bundled()
    {
        PluginLocator locator = new(options.PluginBaseDirectory ?? ".");
        return locator.Names().Select(name => new PluginReference(name)).Where(plugin => locator.Find(plugin).Source == PluginSource.Extension);
    }

    private static Finding Load(Session session, PluginReference plugin, CancellationToken cancellationToken)
    {
        string name = $"plugin {plugin.Name}";
        try
        {
            // What every runtime has is loaded already, as it is in every other one.
            if (plugin.Path is not null || session.Plugins.All(snapshot => snapshot.Name != plugin.Name))
                session.RegisterPlugin(plugin, cancellationToken);
            PluginSnapshot loaded = session.Plugins.Single(snapshot => snapshot.Name == plugin.Name);
            return Finding.Found(name,
                $"{loaded.Version}, {Words.Of(loaded.Kind)}, {Words.Of(loaded.Isolation)}, ABI {loaded.Abi.Major}.{loaded.Abi.Minor}: it passes every check and loads",
                loaded.Path);
        }
        catch (WeirException error)
        {
            return Finding.Missing(name, $"{error.Code}: {error.Message}", plugin.Path);
        }
    }

    private static Finding Crash(PluginBreadcrumbs crumbs)
    {
        string plugin = crumbs.Plugin;
        return new Finding($"process {crumbs.ProcessId}", FindingState.Weak,
            $"died inside the plugin '{plugin}' {crumbs.PluginVersion}: {string.Join("; ", crumbs.Calls.Where(call => call.IsInside).Select(Told))}",
            crumbs.Path,
            $"run the plugin in a child process, where a crash is an error of the statement: --plugin-isolation process, or Isolation = PluginIsolation.Process; " +
            $"then find the fault with 'weir plugins verify {plugin}', or report it to the plugin's author");
    }

    private static string Told(PluginBreadcrumb call) => string.Create(CultureInfo.InvariantCulture,
        $"{Words.Of(call.Operation)} of {(call.Name.Length == 0 ? $"its {call.Kind}" : $"the {call.Kind} '{call.Name}'")}" +
        $"{(call.Rows > 0 ? $" on {call.Rows} rows" : "")}, begun {call.StartedAt:yyyy-MM-dd HH:mm:ss}Z on thread {call.ThreadId}");
}
