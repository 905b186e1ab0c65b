namespace Weir.Plugins.Process;

/// <summary>What a plugin threw in a child process, with its own words only; the guard around the plugin says whose it was.</summary>
internal sealed class PluginFaultException(string message) : Exception(message);
