namespace Weir.Plugins.Gate;

/// <summary>A check that every plugin passes before any of its code is loaded.</summary>
/// <param name="Name">Stable, in snake_case.</param>
/// <param name="Judge">Pure.</param>
internal sealed record GateCheck(string Name, Func<GateSubject, CheckResult> Judge)
{
    /// <summary>All checks in the order in which they are shown; all are made, whatever the ones before said.</summary>
    public static readonly GateCheck[] All =
    [
        new("file", LibraryChecks.File),
        new("format", LibraryChecks.Format),
        new("platform", LibraryChecks.Platform),
        new("manifest", LibraryChecks.Manifest),
        new("kind", LibraryChecks.Kind),
        new("entry_point", LibraryChecks.EntryPoint),
        new("abi_major", ManifestChecks.AbiMajor),
        new("abi_minor", ManifestChecks.AbiMinor),
        new("engine_major", ManifestChecks.EngineMajor),
        new("arrow_major", ManifestChecks.ArrowMajor),
        new("runtime", LibraryChecks.Runtime),
        new("contract", LibraryChecks.ContractVersion),
        new("capabilities", ManifestChecks.Capabilities),
        new("declarations", ManifestChecks.Declarations),
        new("name", ManifestChecks.Name),
        new("package_manifest", ManifestChecks.PackageManifest),
        new("allowed", TrustChecks.Allowed),
        new("dependencies", TrustChecks.Dependencies),
        new("lock", TrustChecks.Lock),
    ];
}
