using System.Globalization;
using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir;

/// <summary>Whether a host is what a profile was made for. A runtime opens, and a session is built, only when it is.</summary>
/// <param name="Compatible">Whether it is.</param>
/// <param name="ExpectedPluginAbi">The ABI that the profile, or this library, was made for.</param>
/// <param name="ObservedPluginAbi">The ABI of the contract that this process has loaded.</param>
/// <param name="Snapshot">What the host can do.</param>
/// <param name="Error">What does not fit, and how to mend it; null when all does.</param>
public sealed record CapabilityReport(
    bool Compatible, PluginAbiVersion ExpectedPluginAbi, PluginAbiVersion ObservedPluginAbi, CapabilitiesSnapshot Snapshot, string? Error)
{
    internal const string Mend = "Install assemblies of one release, or rebuild what was built for the other version.";

    /// <summary>Compares a host with what is expected of it. Pure.</summary>
    /// <param name="snapshot">What the host can do.</param>
    /// <param name="expected">The ABI as <c>major.minor</c>; null for that of this library.</param>
    /// <returns>The outcome.</returns>
    public static CapabilityReport Of(CapabilitiesSnapshot snapshot, string? expected = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        PluginAbiVersion abi = expected is null ? new PluginAbiVersion(PluginAbi.Major, PluginAbi.Minor) : Parse(expected);
        CapabilityReport report = new(true, abi, snapshot.PluginAbi, snapshot, null);
        WeirException? fault = report.Faults().FirstOrDefault();
        return fault is null ? report : report with { Compatible = false, Error = fault.Message };
    }

    /// <summary>Nothing, when the host fits.</summary>
    /// <exception cref="WeirException">WEIR8084: it does not; the message has the expected and the actual version and how to mend it.</exception>
    public void Require()
    {
        if (Faults().FirstOrDefault() is { } fault)
            throw fault;
    }

    // The one rule of fit: the same major version, and no newer minor version than the host has.
    private IEnumerable<WeirException> Faults()
    {
        if (!Fits(ExpectedPluginAbi, ObservedPluginAbi))
            yield return ProfileErrors.CapabilityMismatch("The plugin ABI of this host", Text(ExpectedPluginAbi), Text(ObservedPluginAbi), Mend);
        if (Snapshot.EngineMajor != PluginAbi.EngineMajor || !Snapshot.EngineVersion.StartsWith(string.Create(CultureInfo.InvariantCulture, $"v{PluginAbi.EngineMajor}."), StringComparison.Ordinal))
            yield return ProfileErrors.CapabilityMismatch("The engine of this host", $"v{PluginAbi.EngineMajor}", Snapshot.EngineVersion, Mend);
        if (Snapshot.ArrowMajor != PluginAbi.ArrowMajor)
            yield return ProfileErrors.CapabilityMismatch("The Arrow interfaces of this host", $"{PluginAbi.ArrowMajor}", $"{Snapshot.ArrowMajor}", Mend);
        foreach (PluginSnapshot plugin in Snapshot.Plugins.Where(plugin => !Fits(plugin.Abi, ObservedPluginAbi)))
            yield return ProfileErrors.CapabilityMismatch($"The plugin '{plugin.Name}'", $"ABI {Text(ObservedPluginAbi)}", $"ABI {Text(plugin.Abi)}", Mend);
    }

    private static bool Fits(PluginAbiVersion wanted, PluginAbiVersion host) => wanted.Major == host.Major && wanted.Minor <= host.Minor;

    private static PluginAbiVersion Parse(string text)
    {
        Version version = Version.Parse(text);
        return new PluginAbiVersion((ushort)version.Major, (ushort)version.Minor);
    }

    private static string Text(PluginAbiVersion version) => string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}");
}
