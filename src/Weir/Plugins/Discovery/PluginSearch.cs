using Weir.Plugins.Gate;

namespace Weir.Plugins.Discovery;

/// <summary>Where and how plugins are searched for. All that a search depends on is in here, so it can be told again.</summary>
internal sealed record PluginSearch
{
    /// <summary>Paths to plugins, separated as <c>PATH</c> is.</summary>
    public const string PathVariable = "WEIR_PLUGIN_PATH";

    /// <summary>The file that says where a plugin is.</summary>
    public const string PointerVariable = "WEIR_PLUGIN_MANIFEST_PATH";

    /// <summary><c>1</c>: stubs stand in, in tests.</summary>
    public const string StubVariable = "WEIR_PLUGIN_STUB";

    /// <summary>The pointer file when <see cref="PointerVariable"/> is not set.</summary>
    public const string PointerDefault = "build/weir_plugin_manifest.json";

    /// <summary>Where relative paths start; full.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>Where the program's binaries are; full.</summary>
    public required string ProgramFolder { get; init; }

    /// <summary>Environment variables by name; null and empty are not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required IPluginFiles Files { get; init; }

    public required PluginPlatform Platform { get; init; }

    /// <summary>Whether stubs stand in.</summary>
    public bool StubEnabled => Variable(StubVariable) == "1";

    /// <summary>The search of this process.</summary>
    public static PluginSearch OfProcess(string baseFolder) => new()
    {
        BaseFolder = Path.GetFullPath(baseFolder),
        ProgramFolder = AppContext.BaseDirectory,
        Variable = Environment.GetEnvironmentVariable,
        Files = new DiskPluginFiles(),
        Platform = PluginPlatform.Current,
    };

    /// <summary>A path that someone wrote, made full.</summary>
    public string Full(string path) => Path.GetFullPath(path, BaseFolder);
}
