using System.Text.Json;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>Takes the snapshot of the functions that Weir and plugins add to the engine.</summary>
internal static class RegistryReading
{
    public static FunctionRegistrySnapshot Of(SessionPlugins plugins)
    {
        FunctionRoutine[] all = [.. plugins.Routines.OrderBy(routine => routine.Name, StringComparer.Ordinal)];
        return new FunctionRegistrySnapshot
        {
            Version = FunctionRegistrySnapshot.CurrentVersion,
            Scalar = Names(all, FunctionKind.Scalar),
            Aggregate = Names(all, FunctionKind.Aggregate),
            Window = Names(all, FunctionKind.Window),
            Table = Names(all, FunctionKind.Table),
            Aliases = Map(all.Where(routine => routine.Aliases.Count > 0), routine => routine.Aliases),
            ParameterNames = Map<IReadOnlyList<string>>(all, routine => [.. routine.Parameters.Select(parameter => parameter.Name)]),
            Volatility = Map(all.Where(routine => routine.Volatility is not null), routine => HostedPlugin.Word(routine.Volatility!.Value)),
            RewriteTags = Map(all.Where(routine => routine.Tags.Count > 0), routine => routine.Tags),
            Simplify = Map(all, routine => FunctionHooks.Of(routine).Simplify),
            CoerceTypes = Map(all, routine => FunctionHooks.Of(routine).CoerceTypes),
            ShortCircuits = Map(all, routine => FunctionHooks.Of(routine).ShortCircuits),
            SignatureInputs = Map<IReadOnlyList<IReadOnlyList<string>>>(all, routine => [[.. routine.Parameters.Select(Input)]]),
            ReturnTypes = Map(all, routine => routine.ReturnType),
            ConfigDefaults = Defaults(plugins),
            CustomUdfs = [.. all.Where(routine => routine.Tier == FunctionTier.Plugin).Select(routine => routine.Name)],
        };
    }

    private static string[] Names(FunctionRoutine[] all, FunctionKind kind) => [.. all.Where(routine => routine.Kind == kind).Select(routine => routine.Name)];

    private static string Input(FunctionParameter parameter) => parameter.IsFurther ? $"{parameter.Type}..." : parameter.Type;

    private static SortedDictionary<string, T> Map<T>(IEnumerable<FunctionRoutine> routines, Func<FunctionRoutine, T> value)
    {
        SortedDictionary<string, T> map = new(StringComparer.Ordinal);
        foreach (FunctionRoutine routine in routines)
            map[routine.Name] = value(routine);
        return map;
    }

    private static SortedDictionary<string, JsonElement> Defaults(SessionPlugins plugins)
    {
        SortedDictionary<string, JsonElement> defaults = new(StringComparer.Ordinal);
        foreach (HostedPlugin plugin in plugins.List)
        {
            if (plugin.Plugin.Description.ConfigurationSchemaJson is not { } json)
                continue;
            using JsonDocument schema = JsonDocument.Parse(json);
            if (!schema.RootElement.TryGetProperty("properties", out JsonElement properties))
                continue;
            foreach (JsonProperty option in properties.EnumerateObject())
                if (option.Value.TryGetProperty("default", out JsonElement value))
                    defaults[$"{plugin.Name}.{option.Name}"] = value.Clone();
        }
        return defaults;
    }
}
