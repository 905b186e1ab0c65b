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

    // By reserved name, functions that few statements need and that have hundreds of signatures.
    private readonly Dictionary<string, Action> _later = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Registers all functions of a plugin, further names included.</summary>
    /// <param name="plugin">Outlives the database.</param>
    /// <param name="connection">A connection of the database.</param>
    /// <param name="engine">The functions that the engine had before plugins came: one of a name of theirs gets a name of its own.</param>
    /// <returns>False when this very plugin was registered before.</returns>
    /// <exception cref="WeirException">WEIR3200: a name is taken or reserved; nothing was registered. WEIR3201, WEIR3206: a function cannot be registered.</exception>
    public bool Register(Plugin plugin, DuckConnectionHandle connection, EngineFunctions engine)
    {
        if (_registered.Contains(plugin))
            return false;
        string name = plugin.Description.Name;
        List<Action> registrations = [];
        List<(string, Action)> later = [];
        // Those that are only declared never reach the engine.
        foreach (PluginScalar function in plugin.Scalars.Where(function => !function.IsPlanned))
        {
            IReadOnlyList<PluginOverload> overloads = PluginOverload.Of(function, function.ResultOf);
            PluginCallable callable = new(name, function, faults, flags);
            foreach (string known in EngineNamesOf(function, engine))
                registrations.Add(() => PluginScalarBridge.Register(connection, known, callable, overloads));
        }
        foreach (PluginAggregate function in plugin.Aggregates)
            Add(registrations, later, connection, new PluginCallable(name, function, faults, flags), function, engine);
        foreach (PluginWindow function in plugin.Windows.Where(function => WindowGrammar.Of(function) is null))
            Add(later, connection, new PluginCallable(name, function, faults, flags), function);
        foreach (PluginTableFunction function in plugin.TableFunctions)
            foreach (string known in EngineNamesOf(function, engine))
                registrations.Add(() => tables.Register(connection, known, name, function));
        RequireFree(plugin);
        registrations.ForEach(register => register());
        foreach ((string known, Action register) in later)
            _later[known] = register;
        foreach (string known in NamesOf(plugin))
            _owners[known] = plugin;
        _registered.Add(plugin);
        return true;
    }

    /// <summary>Registers the functions over lists that a rewritten statement calls.</summary>
    /// <param name="sql">The statement.</param>
    /// <exception cref="WeirException">WEIR3201, WEIR3206: a function cannot be registered.</exception>
    public void MakeKnown(string sql)
    {
        foreach (string name in _later.Keys.Where(name => sql.Contains(name, StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            _later[name]();
            _later.Remove(name);
        }
    }

    /// <summary>Destroys states of aggregates that the engine has forgotten. No statement runs.</summary>
    public void Sweep()
    {
        foreach (PluginStates states in _states)
            if (states.Live > 0)
                states.Sweep();
    }

    private void Add(
        List<Action> registrations, List<(string, Action)> later, DuckConnectionHandle connection, PluginCallable callable, PluginAggregate function,
        EngineFunctions engine)
    {
        IReadOnlyList<PluginOverload> overloads = PluginOverload.OfAggregate(function, function.ResultOf);
        PluginStates states = new(function, fault => callable.Fault(fault));
        _states.Add(states);
        IReadOnlyList<PluginOverload> direct = PluginOverload.WithEveryType(overloads, function);
        foreach (string known in EngineNamesOf(function, engine))
            registrations.Add(() => PluginAggregateBridge.Register(connection, known, callable, direct, states));
        PluginCallable ofList = callable with { Kernel = new PluginListAggregate(function) };
        IEnumerable<PluginOverload> lists = overloads.Where(HasParameters).Select(overload => overload with { Parameters = [PluginListAggregate.ListOf(overload.Parameters)] });
        later.Add((ofList.Kernel.Name, () => PluginScalarBridge.Register(connection, ofList.Kernel.Name, ofList, [.. lists])));
    }

    private static void Add(List<(string, Action)> later, DuckConnectionHandle connection, PluginCallable callable, PluginWindow function)
    {
        PluginCallable ofList = callable with { Kernel = new PluginListWindow(function) };
        IEnumerable<PluginOverload> lists = PluginOverload.OfAggregate(function, function.ResultOf).Where(HasParameters).Select(overload => overload with
        {
            Parameters = [PluginListAggregate.ListOf(overload.Parameters)],
            Result = new ListType(new Field("item", overload.Result)),
        });
        later.Add((ofList.Kernel.Name, () => PluginScalarBridge.Register(connection, ofList.Kernel.Name, ofList, [.. lists])));
    }

    // SQL has no struct without fields.
    private static bool HasParameters(PluginOverload overload) => overload.Parameters.Count > 0;

    private void RequireFree(Plugin plugin)
    {
        HashSet<string> own = new(StringComparer.OrdinalIgnoreCase);
        foreach (string known in NamesOf(plugin))
        {
            if (_owners.TryGetValue(known, out Plugin? owner) || !own.Add(known))
                throw PluginEngineErrors.NameTaken(known, plugin.Description.Name, (owner ?? plugin).Description.Name);
            if (PluginNames.IsReserved(known))
                throw PluginEngineErrors.NameTaken(known, plugin.Description.Name, owner: null);
        }
    }

    // The engine's own function stays what it is for every statement that does not ask for the plugin's.
    private static IEnumerable<string> EngineNamesOf(PluginFunction function, EngineFunctions engine) =>
        NamesOf(function).Select(known => engine.Has(known) ? PluginNames.OfFunction(known) : known);

    private static IEnumerable<string> NamesOf(Plugin plugin) =>
        plugin.Scalars.Concat<PluginFunction>(plugin.Aggregates).Concat(plugin.Windows).Concat(plugin.TableFunctions).SelectMany(NamesOf);

    private static IEnumerable<string> NamesOf(PluginFunction function) => function.Aliases.Prepend(function.Name);
}
