namespace Weir.Plugins.Gate;

/// <summary>What a plugin must fit: the versions and the platform of a host.</summary>
internal sealed record PluginHostFacts
{
    public required PluginAbiVersion Abi { get; init; }

    public required uint EngineMajor { get; init; }

    public required uint ArrowMajor { get; init; }

    /// <summary>The version of the host's Weir.Contract assembly.</summary>
    public required Version Contract { get; init; }

    /// <summary>The .NET that the process runs on.</summary>
    public required Version Runtime { get; init; }

    public required PluginPlatform Platform { get; init; }

    /// <summary>This process.</summary>
    public static PluginHostFacts Current { get; } = new()
    {
        Abi = new PluginAbiVersion(PluginAbi.Major, PluginAbi.Minor),
        EngineMajor = PluginAbi.EngineMajor,
        ArrowMajor = PluginAbi.ArrowMajor,
        Contract = typeof(Plugin).Assembly.GetName().Version ?? new Version(0, 0),
        Runtime = Environment.Version,
        Platform = PluginPlatform.Current,
    };
}
