using System.Text.Json.Serialization;
using Weir.Diagnostics;
using Weir.Plugins;

namespace Weir.Profiles;

/// <summary>A profile as it is told to sinks.</summary>
/// <param name="ProfileName">Its name.</param>
/// <param name="ProfileFingerprint">Its fingerprint.</param>
/// <param name="SettingsHash">The hash of the engine's settings.</param>
/// <param name="Knobs">The knobs that are set, each with what becomes of it.</param>
internal sealed record ProfileSnapshot(string ProfileName, string ProfileFingerprint, string SettingsHash, IReadOnlyList<KnobCoverage> Knobs)
{
    public static ProfileSnapshot Of(RuntimeProfile profile) =>
        new(profile.Name, profile.Fingerprint, profile.SettingsHash, [.. profile.Coverage().Where(knob => knob.IsSet)]);
}

/// <summary>What this part tells to sinks.</summary>
internal static class ProfileKinds
{
    public static readonly DiagnosticsKind<ProfileSnapshot> Profile =
        new("weir_runtime_profile", 1, "The profile that a runtime or a build opened with.", ProfileSnapshotJson.Default.ProfileSnapshot) { IsArtifact = true };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(SnakeCaseEnum<KnobStatus>)])]
[JsonSerializable(typeof(ProfileSnapshot))]
internal sealed partial class ProfileSnapshotJson : JsonSerializerContext;
