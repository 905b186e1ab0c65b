using System.Collections.Frozen;
using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Engine.Syntax;

/// <summary>
/// What plugins bring to SQL: functions by name and alias, whatever their case, and relation planners in
/// the order in which they are asked. Immutable, so a query sees one catalog from beginning to end.
/// </summary>
internal sealed class PluginCatalog
{
    private readonly FrozenDictionary<string, PluginCatalogEntry> _functions;

    // By plugin, the names of functions that its planners replace.
    private readonly Dictionary<string, string[]> _planned;

    private PluginCatalog(FrozenDictionary<string, PluginCatalogEntry> functions, IReadOnlyList<(string, PluginRelationPlanner)> planners)
    {
        _functions = functions;
        Planners = planners;
        _planned = functions.Where(item => item.Value.IsPlanned).GroupBy(item => item.Value.Plugin, item => item.Key)
            .ToDictionary(names => names.Key, names => names.ToArray());
    }

    /// <summary>No plugins.</summary>
    public static PluginCatalog Empty { get; } = new(FrozenDictionary<string, PluginCatalogEntry>.Empty, []);

    /// <summary>All functions, each under each of its names, in no order.</summary>
    public IReadOnlyDictionary<string, PluginCatalogEntry> Functions => _functions;

    /// <summary>The planners with the names of their plugins, in the order in which they are asked: as the plugins were given, each plugin's in its own order.</summary>
    public IReadOnlyList<(string Plugin, PluginRelationPlanner Planner)> Planners { get; }

    /// <summary>
    /// Whether a plugin's planners are asked about a text: those of a plugin that declares functions for them to replace
    /// only where one of the names stands, be it in a comment, all others always.
    /// </summary>
    public bool AsksPlanners(string plugin, string sql) =>
        !_planned.TryGetValue(plugin, out string[]? names) || Array.Exists(names, name => sql.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a plugin declares functions that its planners replace.</summary>
    public bool HasPlanned(string plugin) => _planned.ContainsKey(plugin);

    /// <summary>True when no statement can be of interest.</summary>
    public bool IsEmpty => _functions.Count == 0 && Planners.Count == 0;

    /// <summary>The catalog of some plugins.</summary>
    /// <param name="plugins">In the order in which their planners are asked.</param>
    /// <exception cref="WeirException">WEIR3210: two functions have one name.</exception>
    public static PluginCatalog Of(IEnumerable<Plugin> plugins)
    {
        Dictionary<string, PluginCatalogEntry> functions = new(StringComparer.OrdinalIgnoreCase);
        List<(string, PluginRelationPlanner)> planners = [];
        foreach (Plugin plugin in plugins)
        {
            string name = plugin.Description.Name;
            foreach (PluginCatalogEntry entry in Entries(name, plugin))
                Add(functions, entry);
            planners.AddRange(plugin.RelationPlanners.Select(planner => (name, planner)));
        }
        return new PluginCatalog(functions.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), planners);
    }

    /// <summary>The function of a name; null when no plugin has it. Whether a call means it, <see cref="FunctionResolver"/> says.</summary>
    public PluginCatalogEntry? Find(string name) => _functions.GetValueOrDefault(name);

    private static IEnumerable<PluginCatalogEntry> Entries(string name, Plugin plugin) =>
    [
        .. plugin.Scalars.Select(function => new PluginCatalogEntry(name, function, PluginFunctionKind.Scalar)),
        .. plugin.Aggregates.Select(function => new PluginCatalogEntry(name, function, PluginFunctionKind.Aggregate)),
        .. plugin.Windows.Select(function => new PluginCatalogEntry(name, function, PluginFunctionKind.Window)),
        .. plugin.TableFunctions.Select(function => new PluginCatalogEntry(name, function, PluginFunctionKind.Table)),
    ];

    private static void Add(Dictionary<string, PluginCatalogEntry> functions, PluginCatalogEntry entry)
    {
        foreach (string name in entry.Function.Aliases.Prepend(entry.Function.Name))
        {
            if (!functions.TryAdd(name, entry))
                throw PluginSqlErrors.NameTaken(name, entry.Plugin, functions[name].Plugin);
        }
    }
}
