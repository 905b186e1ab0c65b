using Weir.Plugins.Gate;

namespace Weir.Plugins.Load;

/// <summary>Makes a plugin that runs in a child process.</summary>
internal delegate Plugin StartPluginProcess(VerifiedPlugin verified, PluginReference reference);

/// <summary>Puts the watch around a plugin, which the result owns from then on.</summary>
internal delegate Plugin GuardPlugin(Plugin plugin, PluginReference reference);

/// <summary>How a registry makes plugins of verified libraries; the composition root says it.</summary>
/// <param name="OpenNative">For native libraries in this process.</param>
/// <param name="StartProcess">For child processes.</param>
/// <param name="Guard">Around every plugin.</param>
internal sealed record PluginAdapters(OpenNativePlugin OpenNative, StartPluginProcess StartProcess, GuardPlugin Guard);
