namespace Weir.Plugins.Process;

/// <summary>All that a plugin shows of itself, as a worker tells its host once it has loaded it.</summary>
internal sealed record PluginSurface(
    PluginDescription Description,
    IReadOnlyList<FunctionSurface> Scalars,
    IReadOnlyList<FunctionSurface> Aggregates,
    IReadOnlyList<FunctionSurface> Windows,
    IReadOnlyList<FunctionSurface> TableFunctions,
    IReadOnlyList<HookSurface> Providers,
    IReadOnlyList<HookSurface> Planners)
{
    public static PluginSurface Of(Plugin plugin) => new(
        plugin.Description,
        [.. plugin.Scalars.Select(FunctionSurface.Of)],
        [.. plugin.Aggregates.Select(FunctionSurface.Of)],
        [.. plugin.Windows.Select(FunctionSurface.Of)],
        [.. plugin.TableFunctions.Select(FunctionSurface.Of)],
        [.. plugin.TableProviders.Select(provider => new HookSurface(provider.Name, provider.Summary, provider.OptionsSchemaJson))],
        [.. plugin.RelationPlanners.Select(planner => new HookSurface(planner.Name, planner.Summary, ""))]);

    public static PluginSurface Read(byte[] bytes)
    {
        WireReader reader = new(bytes);
        PluginDescription description = new(reader.Text(), reader.Text())
        {
            BuildId = reader.Text(),
            Features = reader.Items(reader.Text),
            ConfigurationSchemaJson = reader.OptionalText(),
        };
        FunctionSurface[] Functions() => reader.Items(() => FunctionSurface.Read(reader));
        HookSurface[] Hooks() => reader.Items(() => new HookSurface(reader.Text(), reader.Text(), reader.Text()));
        return new PluginSurface(description, Functions(), Functions(), Functions(), Functions(), Hooks(), Hooks());
    }

    public byte[] ToBytes()
    {
        using WireWriter writer = new();
        writer.Text(Description.Name).Text(Description.Version).Text(Description.BuildId)
            .Items(Description.Features, feature => writer.Text(feature)).Text(Description.ConfigurationSchemaJson);
        foreach (IReadOnlyList<FunctionSurface> functions in (IReadOnlyList<FunctionSurface>[])[Scalars, Aggregates, Windows, TableFunctions])
            writer.Items(functions, function => function.Write(writer));
        foreach (IReadOnlyList<HookSurface> hooks in (IReadOnlyList<HookSurface>[])[Providers, Planners])
            writer.Items(hooks, hook => writer.Text(hook.Name).Text(hook.Summary).Text(hook.OptionsSchemaJson));
        return writer.ToArray();
    }
}
