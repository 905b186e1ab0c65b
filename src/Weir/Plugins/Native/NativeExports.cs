using Weir.Plugins.Abi;
using Weir.Plugins.Gate;

namespace Weir.Plugins.Native;

/// <summary>All exports of a native plugin, read from its table and checked against its capability bits.</summary>
internal sealed unsafe class NativeExports
{
    private const uint ExportsMax = 10_000;

    public NativeExports(in AbiPlugin table, NativeReader reader)
    {
        reader.CheckArray("functions", table.FunctionCount, ExportsMax, table.Functions, table.FunctionStride, sizeof(AbiFunction));
        reader.CheckArray("providers", table.ProviderCount, ExportsMax, table.Providers, table.ProviderStride, sizeof(AbiProvider));
        reader.CheckArray("planners", table.PlannerCount, ExportsMax, table.Planners, table.PlannerStride, sizeof(AbiPlanner));
        for (uint i = 0; i < table.FunctionCount; i++)
            Add(new NativeSignature(NativeReader.Item<AbiFunction>(table.Functions, table.FunctionStride, i), $"functions[{i}]", reader), reader.Plugin);
        for (uint i = 0; i < table.ProviderCount; i++)
            Providers.Add(new NativeProvider(NativeReader.Item<AbiProvider>(table.Providers, table.ProviderStride, i), $"providers[{i}]", reader));
        for (uint i = 0; i < table.PlannerCount; i++)
            Planners.Add(new NativePlanner(NativeReader.Item<AbiPlanner>(table.Planners, table.PlannerStride, i), $"planners[{i}]", reader));
        CheckNames(reader);
        CheckCapabilities(table.Capabilities, reader.Plugin);
    }

    public List<PluginScalar> Scalars { get; } = [];

    public List<PluginAggregate> Aggregates { get; } = [];

    public List<PluginWindow> Windows { get; } = [];

    public List<PluginTableFunction> TableFunctions { get; } = [];

    public List<PluginTableProvider> Providers { get; } = [];

    public List<PluginRelationPlanner> Planners { get; } = [];

    private IEnumerable<PluginFunction> Functions => [.. Scalars, .. Aggregates, .. Windows, .. TableFunctions];

    private void Add(NativeSignature signature, string plugin)
    {
        switch (signature.Entry.Kind)
        {
            case AbiFlags.Scalar:
                Scalars.Add(new NativeScalar(signature, plugin));
                break;
            case AbiFlags.Aggregate:
                Aggregates.Add(new NativeAggregate(signature, plugin));
                break;
            case AbiFlags.Window:
                Windows.Add(new NativeWindow(signature, plugin));
                break;
            default:
                TableFunctions.Add(new NativeTableFunction(signature, plugin));
                break;
        }
    }

    private void CheckNames(NativeReader reader)
    {
        CheckUnique("functions", Functions.SelectMany(function => function.Aliases.Prepend(function.Name)), reader);
        CheckUnique("providers", Providers.Select(provider => provider.Name), reader);
        CheckUnique("planners", Planners.Select(planner => planner.Name), reader);
    }

    private static void CheckUnique(string where, IEnumerable<string> names, NativeReader reader)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        if (names.FirstOrDefault(name => !seen.Add(name)) is string twice)
            throw reader.Fault(where, $"the name '{twice}' stands there twice");
    }

    private void CheckCapabilities(ulong bits, string plugin)
    {
        (PluginCapabilities Bit, string? Export)[] kinds =
        [
            (PluginCapabilities.TableProviders, Providers.FirstOrDefault()?.Name),
            (PluginCapabilities.ScalarFunctions, Scalars.FirstOrDefault()?.Name),
            (PluginCapabilities.AggregateFunctions, Aggregates.FirstOrDefault()?.Name),
            (PluginCapabilities.WindowFunctions, Windows.FirstOrDefault()?.Name),
            (PluginCapabilities.TableFunctions, TableFunctions.FirstOrDefault()?.Name),
            (PluginCapabilities.RelationPlanners, Planners.FirstOrDefault()?.Name),
        ];
        PluginCapabilities known = kinds.Aggregate(PluginCapabilities.None, (all, kind) => all | kind.Bit);
        if ((bits & ~(ulong)known) != 0)
            throw PluginGateErrors.Reserved(plugin, Words((PluginCapabilities)bits & ~known), CapabilityName.NamesOf(known));
        foreach ((PluginCapabilities bit, string? export) in kinds)
        {
            bool isDeclared = (bits & (ulong)bit) != 0;
            if (isDeclared && export is null)
                throw PluginGateErrors.WithoutExport(plugin, Words(bit));
            if (!isDeclared && export is not null)
                throw PluginGateErrors.WithoutCapability(plugin, $"'{export}'", Words(bit));
        }
    }

    private static string Words(PluginCapabilities bits) => string.Join(", ", CapabilityName.NamesOf(bits));
}
