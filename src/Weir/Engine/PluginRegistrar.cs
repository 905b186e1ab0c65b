using Weir.Arrow;
using Weir.Diagnostics;
using Weir.Engine.Syntax;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>Makes the functions of plugins known to one database, each name once. One thread at a time.</summary>
/// <param name="faults">Keeps exceptions while their text goes through the engine.</param>
/// <param name="flags">Which statements are cancelled.</param>
/// <param name="tables">The tables of the database.</param>
internal sealed class PluginRegistrar(CallbackFaults faults, CallFlags flags, PluginTables tables)
{
    private readonly Dictionary<string, Plugin> _owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Plugin> _registered = [];
    private readonly List<PluginStates> _states = [];

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
        // Those that are only declared never reach the engine.
        foreach (PluginScalar function in plugin.Scalars.Where(function => !function.IsPlanned))
        {
            IReadOnlyList<PluginOverload> overloads = PluginOverload.Of(function, function.ResultOf);
            PluginCallable callable = new(name, function, faults, flags);
            foreach (string known in NamesOf(function))
                registrations.Add(() => PluginScalarBridge.Register(connection, InEngine(known), callable, overloads));
        }
        foreach (PluginAggregate function in plugin.Aggregates)
            Add(registrations, connection, new PluginCallable(name, function, faults, flags), function);
        foreach (PluginWindow function in plugin.Windows.Where(function => EngineWindows.Of(function) is null))
            Add(registrations, connection, new PluginCallable(name, function, faults, flags), function);
        foreach (PluginTableFunction function in plugin.TableFunctions)
            foreach (string known in NamesOf(function))
                registrations.Add(() => tables.Register(connection, InEngine(known), name, function));
        RequireFree(plugin, engineNames);
        registrations.ForEach(register => register());
        foreach (string known in NamesOf(plugin))
            _owners[known] = plugin;
        _registered.Add(plugin);
        return true;
    }

    /// <summary>Destroys states of aggregates that the engine has forgotten. No statement runs.</summary>
    public void Sweep()
    {
        foreach (PluginStates states in _states)
            if (states.Live > 0)
                states.Sweep();
    }

    private void Add(List<Action> registrations, DuckConnectionHandle connection, PluginCallable callable, PluginAggregate function)
    {
        IReadOnlyList<PluginOverload> overloads = PluginOverload.OfAggregate(function, function.ResultOf);
        PluginStates states = new(function, fault => callable.Fault(fault));
        _states.Add(states);
        IReadOnlyList<PluginOverload> direct = PluginOverload.WithEveryType(overloads, function);
        foreach (string known in NamesOf(function))
            registrations.Add(() => PluginAggregateBridge.Register(connection, InEngine(known), callable, direct, states));
        PluginCallable ofList = callable with { Kernel = new PluginListAggregate(function) };
        PluginOverload[] lists = [.. overloads.Where(HasParameters).Select(overload => overload with { Parameters = [PluginListAggregate.ListOf(overload.Parameters)] })];
        registrations.Add(() => PluginScalarBridge.Register(connection, ofList.Kernel.Name, ofList, lists));
    }

    private static void Add(List<Action> registrations, DuckConnectionHandle connection, PluginCallable callable, PluginWindow function)
    {
        PluginCallable ofList = callable with { Kernel = new PluginListWindow(function) };
        PluginOverload[] lists =
        [
            .. PluginOverload.OfAggregate(function, function.ResultOf).Where(HasParameters).Select(overload => overload with
            {
                Parameters = [PluginListAggregate.ListOf(overload.Parameters)],
                Result = new ListType(new Field("item", overload.Result)),
            }),
        ];
        registrations.Add(() => PluginScalarBridge.Register(connection, ofList.Kernel.Name, ofList, lists));
    }

    // SQL has no struct without fields.
    private static bool HasParameters(PluginOverload overload) => overload.Parameters.Count > 0;

    private void RequireFree(Plugin plugin, Func<IReadOnlyList<string>, IReadOnlyList<string>> engineNames)
    {
        HashSet<string> own = new(StringComparer.OrdinalIgnoreCase);
        foreach (string known in NamesOf(plugin))
        {
            if (_owners.TryGetValue(known, out Plugin? owner) || !own.Add(known))
                throw PluginEngineErrors.NameTaken(known, plugin.Description.Name, (owner ?? plugin).Description.Name);
        }
        if (engineNames([.. own.Select(InEngine)]) is [string taken, ..])
            throw PluginEngineErrors.NameTaken(taken, plugin.Description.Name, owner: null);
    }

    private static string InEngine(string name) => EngineFunctionNames.Has(name) ? PluginNames.OfShadowed(name) : name;

    private static IEnumerable<string> NamesOf(Plugin plugin) =>
        plugin.Scalars.Concat<PluginFunction>(plugin.Aggregates).Concat(plugin.Windows).Concat(plugin.TableFunctions).SelectMany(NamesOf);

    private static IEnumerable<string> NamesOf(PluginFunction function) => function.Aliases.Prepend(function.Name);
}
