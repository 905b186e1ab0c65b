using Weir.Plugins.Abi;

namespace Weir.Plugins;

/// <summary>
/// Shows a plugin through the C ABI of include/weir_plugin.h: the body of a native library's entry point. Every
/// callback behind what it returns catches all exceptions and turns them into a status and a text.
/// </summary>
public static unsafe class PluginExport
{
    /// <summary>
    /// What <c>weir_plugin_entry_v1</c> gives back. Each call makes a plugin of its own, which is disposed when the host
    /// calls shutdown.
    /// </summary>
    /// <param name="make">Makes the plugin; a failure becomes the entry point's error.</param>
    /// <param name="host">The host's <c>const weir_host*</c>.</param>
    /// <param name="error">The host's <c>weir_error*</c>.</param>
    /// <returns>A <c>const weir_plugin*</c>, or null with the error filled. Never throws.</returns>
    public static void* Enter(Func<Plugin> make, void* host, void* error)
    {
        try
        {
            ArgumentNullException.ThrowIfNull(make);
            AbiHost known = Checked((AbiHost*)host);
            return ExportedPlugin.Export(make(), known);
        }
        catch (Exception fault)
        {
            ExportFault.Report(fault, (AbiError*)error);
            return null;
        }
    }

    // A host that is too old for this plugin refuses it itself, by the minor version; these are what it cannot see.
    private static AbiHost Checked(AbiHost* host)
    {
        if (host == null || host->StructSize < sizeof(AbiHost))
            throw new ArgumentException(host == null
                ? "The host gave a null pointer instead of itself."
                : $"The host's structure has {host->StructSize} bytes, at least {sizeof(AbiHost)} are needed. Load the plugin with a host of ABI {PluginAbi.Major}.", nameof(host));
        return host->AbiMajor == PluginAbi.Major
            ? *host
            : throw new ArgumentException($"The host speaks ABI {host->AbiMajor}.{host->AbiMinor}, the plugin {PluginAbi.Major}.{PluginAbi.Minor}. Rebuild the plugin for the host's ABI.", nameof(host));
    }
}
