using System.Globalization;

namespace Weir.Plugins.Gate;

/// <summary>The one rule of fit of COMPATIBILITY.md, as far as a manifest shows it; sizes are judged when the library answers.</summary>
internal static class VersionFit
{
    /// <summary>Null when the ABI major fits.</summary>
    public static WeirException? AbiMajor(string plugin, PluginAbiVersion abi, PluginHostFacts host) =>
        abi.Major == host.Abi.Major ? null : PluginGateErrors.AbiMajor(plugin, abi.Major, host.Abi.Major);

    /// <summary>Null when the ABI minor fits.</summary>
    public static WeirException? AbiMinor(string plugin, PluginAbiVersion abi, PluginHostFacts host) =>
        abi.Minor <= host.Abi.Minor ? null : PluginGateErrors.AbiMinor(plugin, Text(abi), Text(host.Abi));

    /// <summary>Null when the engine major fits.</summary>
    public static WeirException? EngineMajor(string plugin, uint engineMajor, PluginHostFacts host) =>
        engineMajor == host.EngineMajor ? null : PluginGateErrors.EngineMajor(plugin, engineMajor, host.EngineMajor);

    /// <summary>Null when the Arrow major fits.</summary>
    public static WeirException? ArrowMajor(string plugin, uint arrowMajor, PluginHostFacts host) =>
        arrowMajor == host.ArrowMajor ? null : PluginGateErrors.ArrowMajor(plugin, arrowMajor, host.ArrowMajor);

    /// <summary>Every line of the rule that does not hold, in its order.</summary>
    public static IReadOnlyList<WeirException> Faults(string plugin, PluginAbiVersion abi, uint engineMajor, uint arrowMajor, PluginHostFacts host) =>
    [
        .. new[]
        {
            AbiMajor(plugin, abi, host),
            abi.Major == host.Abi.Major ? AbiMinor(plugin, abi, host) : null,
            EngineMajor(plugin, engineMajor, host),
            ArrowMajor(plugin, arrowMajor, host),
        }.OfType<WeirException>(),
    ];

    /// <summary>A version as <c>major.minor</c>.</summary>
    public static string Text(PluginAbiVersion abi) => string.Create(CultureInfo.InvariantCulture, $"{abi.Major}.{abi.Minor}");
}
