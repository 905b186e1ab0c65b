using Weir.Build.Plan;
using Weir.Diagnostics;
using Weir.Sessions;

namespace Weir.Build.Run;

/// <summary>Asks a session's engine what a plan may depend on.</summary>
internal static class EnvironmentReading
{
    // Settings that can change a plan or its result. Limits on memory and threads are the profile's.
    private static readonly string[] PlanningSettings =
    [
        "Calendar", "TimeZone", "default_null_order", "default_order", "disabled_optimizers", "ieee_floating_point_ops",
        "integer_division", "old_implicit_casting", "preserve_identifier_case", "preserve_insertion_order", "search_path", "threads",
    ];

    /// <param name="session">A session of the build's engine.</param>
    /// <param name="profile">The resources that the engine was opened with.</param>
    /// <param name="cancellation">Interrupts the engine.</param>
    public static BuildEnvironment Of(Session session, EngineProfile profile, CancellationToken cancellation)
    {
        Dictionary<string, string> settings = SessionRows
            .Read(session, SettingsQuery.Of(PlanningSettings), cancellation)
            .ToDictionary(row => row[0], row => row[1]);
        // Only where it is not the default, so that hashes of other builds stay what they were.
        if (session.Host.TierPolicy != FunctionTierPolicy.BuiltinFirst)
            settings["function_tier_policy"] = session.Host.TierPolicy.ToString();
        string engine = SessionRows.Read(session, "SELECT version()", cancellation)[0][0];
        SessionPlugins plugins = session.PluginSet;
        return new BuildEnvironment(
            engine, WeirTelemetry.Version, profile, settings, [.. plugins.Signatures, .. session.Macros.Definitions],
            new BuildPlugins(
                plugins.Identities, plugins.Aggregates,
                plugins.VolatileFunctions.Concat(session.Macros.Depending(MacroVolatility.Volatile)).ToHashSet(StringComparer.Ordinal), session.Capabilities)
            {
                StableFunctions = session.Macros.Depending(MacroVolatility.Stable),
            });
    }
}
