namespace Weir.Plugins.Guard;

/// <summary>One thing that a plugin exports, as breadcrumbs and errors name it.</summary>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Name">Its name; empty for the plugin itself.</param>
internal sealed record GuardedName(string Kind, string Name)
{
    /// <summary>The plugin itself: configuration, shutdown.</summary>
    public static GuardedName PluginItself { get; } = new("configuration", "");

    public override string ToString() => Name.Length == 0 ? Kind : $"{Kind} '{Name}'";

    /// <summary>All exports of a plugin; the first one is the plugin itself.</summary>
    public static GuardedName[] Of(Plugin plugin) =>
    [
        PluginItself,
        .. plugin.Scalars.Select(function => new GuardedName("scalar function", function.Name)),
        .. plugin.Aggregates.Select(function => new GuardedName("aggregate function", function.Name)),
        .. plugin.Windows.Select(function => new GuardedName("window function", function.Name)),
        .. plugin.TableFunctions.Select(function => new GuardedName("table function", function.Name)),
        .. plugin.TableProviders.Select(provider => new GuardedName("table provider", provider.Name)),
        .. plugin.RelationPlanners.Select(planner => new GuardedName("relation planner", planner.Name)),
    ];
}
