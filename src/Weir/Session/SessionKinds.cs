using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Sessions;

/// <summary>The kinds of records whose payloads are public types of their own.</summary>
internal static class SessionKinds
{
    public static readonly DiagnosticsKind<CapabilitiesSnapshot> Capabilities =
        new("weir_runtime_capabilities", 1, "What a runtime or session can do.", PluginJsonTypes.Default.CapabilitiesSnapshot) { IsArtifact = true };

    public static readonly DiagnosticsKind<FunctionRegistrySnapshot> UdfRegistry =
        new("weir_udf_registry", 1, "The functions that Weir and plugins add to the engine.", PluginJsonTypes.Default.FunctionRegistrySnapshot) { IsArtifact = true };
}
