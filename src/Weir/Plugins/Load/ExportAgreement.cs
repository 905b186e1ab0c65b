using Weir.Plugins.Gate;

namespace Weir.Plugins.Load;

/// <summary>
/// Compares what a loaded plugin offers with what its manifest declares. Both ways: nothing is missing, and nothing
/// is there that nobody was told of.
/// </summary>
internal static class ExportAgreement
{
    /// <summary>Refuses a plugin that is not what its manifest says.</summary>
    /// <exception cref="WeirException">WEIR3132, with every difference.</exception>
    public static void Require(PluginManifest manifest, Plugin plugin)
    {
        string[] differences = [.. Differences(manifest, plugin)];
        if (differences.Length > 0)
            throw PluginGateErrors.ExportsDisagree(manifest.Name, differences);
    }

    private static IEnumerable<string> Differences(PluginManifest manifest, Plugin plugin)
    {
        if (plugin.Description.Name != manifest.Name)
            yield return $"it calls itself '{plugin.Description.Name}'";
        if (plugin.Description.Version != manifest.Version)
            yield return $"it says its version is {plugin.Description.Version}, the manifest says {manifest.Version}";
        PluginCapabilities declared = CapabilityName.BitsOf(manifest.Capabilities);
        if (plugin.Capabilities != declared)
            yield return $"it offers {Words(plugin.Capabilities)}, the manifest says {Words(declared)}";
        IEnumerable<string> names =
        [
            .. OfKind("scalar function", manifest, DeclaredFunctionKind.Scalar, plugin.Scalars),
            .. OfKind("aggregate function", manifest, DeclaredFunctionKind.Aggregate, plugin.Aggregates),
            .. OfKind("window function", manifest, DeclaredFunctionKind.Window, plugin.Windows),
            .. OfKind("table function", manifest, DeclaredFunctionKind.Table, plugin.TableFunctions),
            .. OfNames("table provider", manifest.Providers, plugin.TableProviders.Select(provider => provider.Name)),
            .. OfNames("relation planner", manifest.Planners, plugin.RelationPlanners.Select(planner => planner.Name)),
        ];
        foreach (string difference in names)
            yield return difference;
    }

    private static IEnumerable<string> OfKind(
        string what, PluginManifest manifest, DeclaredFunctionKind kind, IEnumerable<PluginFunction> functions) => OfNames(
            what,
            manifest.Functions.Where(function => function.Kind == kind).SelectMany(function => Names(function.Name, function.Aliases)),
            functions.SelectMany(function => Names(function.Name, function.Aliases)));

    // An alias belongs to its function: the same alias at another function is a difference.
    private static IEnumerable<string> Names(string name, IEnumerable<string> aliases) => aliases.Select(alias => $"{alias} (alias of {name})").Prepend(name);

    private static IEnumerable<string> OfNames(string what, IEnumerable<string> declared, IEnumerable<string> exported)
    {
        string[] there = [.. exported];
        string[] said = [.. declared];
        foreach (string name in said.Except(there, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            yield return $"the {what} '{name}' is declared but not exported";
        foreach (string name in there.Except(said, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            yield return $"the {what} '{name}' is exported but not declared";
        foreach (string name in there.GroupBy(item => item, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
            yield return $"the {what} '{name}' is exported twice";
    }

    private static string Words(PluginCapabilities capabilities) =>
        capabilities == PluginCapabilities.None ? "nothing" : string.Join(", ", CapabilityName.NamesOf(capabilities));
}
