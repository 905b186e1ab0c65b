using System.Reflection;
using System.Text.Json;
using Weir.Plugins;
using Weir.Plugins.Gate;
using Weir.Plugins.Options;

namespace Weir.Sessions;

/// <summary>A plugin that a runtime has: loaded from a file through the gate, or made by the program. Immutable; safe for use by many threads.</summary>
internal sealed class HostedPlugin
{
    private readonly Dictionary<string, OptionsSchema> _options;

    private readonly Dictionary<string, FunctionDocumentation> _documentation;

    private HostedPlugin(Plugin plugin, object origin, PluginSnapshot snapshot, PluginManifest? manifest)
    {
        Plugin = plugin;
        Origin = origin;
        Snapshot = snapshot;
        Counts = new PluginFunctionCounts(
            plugin.Scalars.Count, plugin.Aggregates.Count, plugin.Windows.Count, plugin.TableFunctions.Count,
            plugin.TableProviders.Count, plugin.RelationPlanners.Count);
        _options = plugin.TableProviders.ToDictionary(
            provider => provider.Name, provider => OptionsSchema.Parse($"{Name}.{provider.Name}", provider.OptionsSchemaJson), StringComparer.OrdinalIgnoreCase);
        _documentation = (manifest?.Functions ?? []).Where(function => function.Documentation is not null)
            .ToDictionary(function => function.Name, function => function.Documentation!, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A plugin that passed the gate.</summary>
    /// <exception cref="WeirException">WEIR3223: the options of a provider cannot be checked.</exception>
    public static HostedPlugin Of(LoadedPlugin loaded)
    {
        (PluginManifest manifest, PluginResolution file) = (loaded.Manifest, loaded.Resolution);
        return new HostedPlugin(loaded.Plugin, loaded, new PluginSnapshot(
            manifest.Name, manifest.Version, manifest.BuildId, manifest.Kind, loaded.Isolation, manifest.Abi, manifest.EngineMajor, manifest.ArrowMajor,
            manifest.Capabilities, file.Source, file.Path, file.ManifestHash, file.Sha256), manifest);
    }

    /// <summary>A plugin that the program made.</summary>
    /// <param name="made">What the program gave.</param>
    /// <param name="guarded">The same behind its guard.</param>
    /// <exception cref="WeirException">WEIR3223: the options of a provider cannot be checked.</exception>
    public static HostedPlugin Of(Plugin made, Plugin guarded)
    {
        PluginDescription description = made.Description;
        return new HostedPlugin(guarded, made, new PluginSnapshot(
            description.Name, description.Version, description.BuildId, PluginKind.Managed, PluginIsolation.InProcess,
            new PluginAbiVersion(PluginAbi.Major, PluginAbi.Minor), PluginAbi.EngineMajor, PluginAbi.ArrowMajor,
            CapabilityName.NamesOf(made.Capabilities), PluginSource.InMemory, Path: null, ManifestHash: null, Sha256: null), ManifestOf(made));
    }

    /// <summary>What people are told about a function of this plugin; null when nothing is.</summary>
    public FunctionDocumentation? DocumentationOf(PluginFunction function) => _documentation.GetValueOrDefault(function.Name);

    // A plugin that was made by the generator has its manifest in its assembly, wherever it comes from.
    private static PluginManifest? ManifestOf(Plugin made) =>
        made.GetType().Assembly.GetCustomAttribute<PluginManifestAttribute>() is { } attribute
        && PluginJson.ReadManifest(attribute.Json) is { } manifest && manifest.EntryType == made.GetType().FullName
            ? manifest
            : null;

    public string Name => Snapshot.Name;

    /// <summary>The port, guarded.</summary>
    public Plugin Plugin { get; }

    /// <summary>What it came from: the gate's answer or the program's object. The same origin is the same plugin.</summary>
    public object Origin { get; }

    /// <summary>What it is, for reports.</summary>
    public PluginSnapshot Snapshot { get; }

    public PluginFunctionCounts Counts { get; }

    public bool IsStub => Snapshot.Source == PluginSource.Stub;

    /// <summary><c>ready</c>, or <c>fenced_off</c> after a call that did not come back.</summary>
    public string State => Plugin is GuardedPlugin { IsFencedOff: true } ? "fenced_off" : "ready";

    /// <summary>Names this very plugin in messages, hashes and reports.</summary>
    public string Identity => $"{Name} {Snapshot.Version} {Snapshot.Sha256 ?? "in_memory"}";

    /// <summary>The declared options of a provider of this plugin.</summary>
    public OptionsSchema OptionsOf(PluginTableProvider provider) => _options[provider.Name];

    /// <summary>A provider by name, whatever its case; null when there is none.</summary>
    public PluginTableProvider? Provider(string name) =>
        Plugin.TableProviders.FirstOrDefault(provider => string.Equals(provider.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A table function by name or alias, whatever its case; null when there is none.</summary>
    public PluginTableFunction? TableFunction(string name) => Plugin.TableFunctions.FirstOrDefault(function =>
        function.Aliases.Prepend(function.Name).Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>A name of one of the reports' words, in their spelling.</summary>
    public static string Word(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
