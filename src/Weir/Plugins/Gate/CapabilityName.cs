namespace Weir.Plugins.Gate;

/// <summary>A capability: its bit, its name in manifests, and what of a manifest belongs to it.</summary>
/// <param name="Bit">The bit in the ABI.</param>
/// <param name="Name">The name in manifests.</param>
/// <param name="Exports">What a manifest declares of that kind, in words for a message.</param>
internal sealed record CapabilityName(PluginCapabilities Bit, string Name, Func<PluginManifest, IEnumerable<string>> Exports)
{
    /// <summary>All capabilities that have a meaning in this version, in order of their bits.</summary>
    public static readonly CapabilityName[] All =
    [
        new(PluginCapabilities.TableProviders, "table_providers", manifest => manifest.Providers.Select(name => $"the provider '{name}'")),
        new(PluginCapabilities.ScalarFunctions, "scalar_functions", manifest => Functions(manifest, DeclaredFunctionKind.Scalar)),
        new(PluginCapabilities.AggregateFunctions, "aggregate_functions", manifest => Functions(manifest, DeclaredFunctionKind.Aggregate)),
        new(PluginCapabilities.WindowFunctions, "window_functions", manifest => Functions(manifest, DeclaredFunctionKind.Window)),
        new(PluginCapabilities.TableFunctions, "table_functions", manifest => Functions(manifest, DeclaredFunctionKind.Table)),
        new(PluginCapabilities.RelationPlanners, "relation_planners", manifest => manifest.Planners.Select(name => $"the relation planner '{name}'")),
    ];

    /// <summary>The bits of the names that are known.</summary>
    public static PluginCapabilities BitsOf(IEnumerable<string> names) =>
        names.Aggregate(PluginCapabilities.None, (bits, name) => bits | (All.FirstOrDefault(row => row.Name == name)?.Bit ?? 0));

    /// <summary>The names of bits, in order; a bit without meaning is named by its number.</summary>
    public static IReadOnlyList<string> NamesOf(PluginCapabilities bits) =>
    [
        .. Enumerable.Range(0, 64)
            .Where(bit => ((ulong)bits >> bit & 1) != 0)
            .Select(bit => All.FirstOrDefault(row => (ulong)row.Bit == 1UL << bit)?.Name ?? $"bit {bit}"),
    ];

    private static IEnumerable<string> Functions(PluginManifest manifest, DeclaredFunctionKind kind) =>
        manifest.Functions.Where(function => function.Kind == kind)
            .Select(function => $"the {kind.ToString().ToLowerInvariant()} function '{function.Name}'");
}
