using System.Collections.Immutable;
using Weir.Diagnostics;
using Weir.Engine.Syntax;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>The plugins of a session, and what they bring to SQL. Immutable: a query sees one set from beginning to end.</summary>
internal sealed class SessionPlugins
{
    private readonly ImmutableDictionary<string, HostedPlugin> _byName;

    private SessionPlugins(ImmutableList<HostedPlugin> plugins)
    {
        List = plugins;
        _byName = plugins.ToImmutableDictionary(plugin => plugin.Name, StringComparer.OrdinalIgnoreCase);
        Catalog = PluginCatalog.Of(plugins.Select(plugin => plugin.Plugin));
    }

    /// <summary>No plugins.</summary>
    public static SessionPlugins None { get; } = new([]);

    /// <summary>The plugins in the order in which they came.</summary>
    public ImmutableList<HostedPlugin> List { get; }

    /// <summary>Their functions and planners.</summary>
    public PluginCatalog Catalog { get; }

    /// <summary>The functions that Weir itself and these plugins add to the engine.</summary>
    public IEnumerable<FunctionRoutine> Routines => HostFunctions.All.Concat(List.SelectMany(RoutineReading.Of));

    /// <summary>What they are, in order of name; for reports.</summary>
    public IReadOnlyList<PluginSnapshot> Snapshots => [.. List.Select(plugin => plugin.Snapshot).OrderBy(plugin => plugin.Name, StringComparer.Ordinal)];

    /// <summary>Name, version and hash of each, sorted; for hashes.</summary>
    public IReadOnlyList<string> Identities => [.. List.Select(plugin => plugin.Identity).Order(StringComparer.Ordinal)];

    /// <summary>Each function of theirs as people write it, sorted; for hashes.</summary>
    public IReadOnlyList<string> Signatures =>
        [.. Catalog.Functions.Values.Distinct().Select(entry => $"{entry.Plugin}.{entry.Signature}").Order(StringComparer.Ordinal)];

    /// <summary>Names of aggregate functions that one argument is enough for, aliases included, in lower case.</summary>
    public IReadOnlySet<string> Aggregates => Names(entry => entry.Kind == PluginFunctionKind.Aggregate
        && entry.Function.Parameters.Count(parameter => parameter.DefaultJson is null) <= 1
        && (entry.Function.Parameters.Count > 0 || entry.Function.FurtherArguments is not null));

    /// <summary>Names of functions whose result changes between calls with equal arguments, aliases included, in lower case.</summary>
    public IReadOnlySet<string> VolatileFunctions => Names(entry => entry.Function.IsVolatile);

    /// <summary>These plugins and another.</summary>
    /// <exception cref="WeirException">WEIR3225: one of these has its name. WEIR3210: one of its functions has the name of another plugin's. WEIR3200: one has a name of Weir itself.</exception>
    public SessionPlugins With(HostedPlugin plugin)
    {
        if (Find(plugin.Name) is { } known)
            throw PluginTableErrors.PluginTaken(plugin.Name, known.Identity, plugin.Identity);
        SessionPlugins more = new(List.Add(plugin));
        return more.Catalog.Functions.Keys.FirstOrDefault(HostFunctions.Has) is { } kept
            ? throw PluginEngineErrors.NameTaken(kept, plugin.Name, owner: null)
            : more;
    }

    /// <summary>A plugin by name; null when there is none.</summary>
    public HostedPlugin? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>What a table of a plugin stands for, with its options as the plugin gets them.</summary>
    /// <exception cref="WeirException">WEIR3220: there is no such plugin; WEIR3221: no such provider; WEIR3222: the options do not fit.</exception>
    public TableSource Require(PluginTableSource source)
    {
        HostedPlugin plugin = Find(source.Plugin) ?? throw PluginTableErrors.PluginUnknown(source.Plugin, List.Select(known => known.Name));
        if (plugin.Provider(source.Provider) is { } provider)
            return new TableSource.Provider(source with { OptionsJson = plugin.OptionsOf(provider).Complete(source.OptionsJson) }, provider);
        if (plugin.TableFunction(source.Provider) is { } function)
            return new TableSource.View(TableFunctionCall.Sql(plugin.Name, function, source.OptionsJson));
        throw PluginTableErrors.ProviderUnknown(
            plugin.Name, source.Provider,
            plugin.Plugin.TableProviders.Select(known => known.Name).Concat(plugin.Plugin.TableFunctions.Select(known => known.Name)));
    }

    /// <summary>Whether a plugin, or any when its name is empty, has a provider of a name.</summary>
    public bool HasProvider(string plugin, string name) => ProvidersOf(plugin, name).Any();

    /// <summary>What a call of a provider in SQL stands for.</summary>
    /// <exception cref="WeirException">WEIR3222: the options do not fit. WEIR3228: several plugins have such a provider.</exception>
    public TableSource.Provider Require(ProviderCall call)
    {
        HostedPlugin[] plugins = [.. ProvidersOf(call.Plugin, call.Provider)];
        if (plugins is not [HostedPlugin plugin])
            throw PluginTableErrors.CallInvalid(call.Provider, $"a provider that {string.Join(" and ", plugins.Select(one => $"'{one.Name}'"))} have; name the plugin, for example {plugins[0].Name}.{call.Provider}(...)", "");
        PluginTableProvider provider = plugin.Provider(call.Provider)!;
        PluginTableSource source = new(plugin.Name, provider.Name, plugin.OptionsOf(provider).Complete(call.OptionsJson));
        return new TableSource.Provider(source, provider);
    }

    private IEnumerable<HostedPlugin> ProvidersOf(string plugin, string name) => List.Where(
        one => (plugin.Length == 0 || string.Equals(plugin, one.Name, StringComparison.OrdinalIgnoreCase)) && one.Provider(name) is not null);

    private HashSet<string> Names(Func<PluginCatalogEntry, bool> choose) =>
        [.. Catalog.Functions.Where(item => choose(item.Value)).Select(item => item.Key.ToLowerInvariant())];
}
