using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>Makes the functions of plugins known to one database, each name once. One thread at a time.</summary>
/// <param name="faults">Keeps exceptions while their text goes through the engine.</param>
/// <param name="flags">Which statements are cancelled.</param>
internal sealed class PluginRegistrar(CallbackFaults faults, CallFlags flags)
{
    private readonly Dictionary<string, Plugin> _owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Plugin> _registered = [];

    /// <summary>Registers all functions of a plugin, further names included.</summary>
    /// <param name="plugin">Outlives the database.</param>
    /// <param name="connection">A connection of the database.</param>
    /// <param name="engineNames">Those of some names that the engine has functions of already.</param>
    /// <returns>False when this very plugin was registered before.</returns>
    /// <exception cref="WeirException">WEIR3200: a name is taken; nothing was registered. WEIR3201, WEIR3206: a function cannot be registered.</exception>
    public bool Register(Plugin plugin, DuckConnectionHandle connection, Func<IReadOnlyList<string>, IReadOnlyList<string>> engineNames)
    {
        if (_registered.Contains(plugin))
            return false;
        string name = plugin.Description.Name;
        List<Action> registrations = [];
        foreach (PluginScalar function in plugin.Scalars)
        {
            IReadOnlyList<PluginOverload> overloads = PluginOverload.Of(function, function.ResultOf);
            PluginCallable callable = new(name, function, faults, flags);
            foreach (string known in NamesOf(function))
                registrations.Add(() => PluginScalarBridge.Register(connection, known, callable, overloads));
        }
        RequireFree(plugin, engineNames);
        registrations.ForEach(register => register());
        foreach (string known in NamesOf(plugin))
            _owners[known] = plugin;
        _registered.Add(plugin);
        return true;
    }

    private void RequireFree(Plugin plugin, Func<IReadOnlyList<string>, IReadOnlyList<string>> engineNames)
    {
        HashSet<string> own = new(StringComparer.OrdinalIgnoreCase);
        foreach (string known in NamesOf(plugin))
        {
            if (_owners.TryGetValue(known, out Plugin? owner) || !own.Add(known))
                throw PluginEngineErrors.NameTaken(known, plugin.Description.Name, (owner ?? plugin).Description.Name);
        }
        if (engineNames([.. own]) is [string taken, ..])
            throw PluginEngineErrors.NameTaken(taken, plugin.Description.Name, owner: null);
    }

    private static IEnumerable<string> NamesOf(Plugin plugin) =>
        plugin.Scalars.Concat<PluginFunction>(plugin.Aggregates).Concat(plugin.Windows).Concat(plugin.TableFunctions).SelectMany(NamesOf);

    private static IEnumerable<string> NamesOf(PluginFunction function) => function.Aliases.Prepend(function.Name);
}
