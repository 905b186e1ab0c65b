namespace Weir.Plugins.Gate;

/// <summary>The gate of a host's start: what its snapshot shows must fit together, or the host does not start.</summary>
internal static class CapabilityGate
{
    /// <summary>Refuses a snapshot with a plugin that does not fit the host.</summary>
    /// <exception cref="WeirException">WEIR3115 to WEIR3118, the first that does not fit with all others in its message. WEIR3121: a capability without meaning.</exception>
    public static void Require(CapabilitiesSnapshot snapshot)
    {
        PluginHostFacts host = PluginHostFacts.Current with
        {
            Abi = snapshot.PluginAbi,
            EngineMajor = snapshot.EngineMajor,
            ArrowMajor = snapshot.ArrowMajor,
        };
        List<WeirException> faults = [];
        foreach (PluginSnapshot plugin in snapshot.Plugins)
        {
            faults.AddRange(VersionFit.Faults(plugin.Name, plugin.Abi, plugin.EngineMajor, plugin.ArrowMajor, host));
            faults.AddRange(plugin.Capabilities.Where(name => CapabilityName.All.All(row => row.Name != name))
                .Select(name => PluginGateErrors.Reserved(plugin.Name, name, CapabilityName.All.Select(row => row.Name))));
        }
        if (faults.Count > 0)
            throw PluginGateErrors.Together(faults);
    }
}
