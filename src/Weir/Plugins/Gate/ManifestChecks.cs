using System.Text.Json;

namespace Weir.Plugins.Gate;

/// <summary>Checks of what a manifest says. Pure.</summary>
internal static class ManifestChecks
{
    public static CheckResult AbiMajor(GateSubject subject) =>
        Of(subject, (manifest, host) => VersionFit.AbiMajor(manifest.Name, manifest.Abi, host), manifest => $"{manifest.Abi.Major}");

    public static CheckResult AbiMinor(GateSubject subject) => subject.File.Manifest is { } declared && declared.Abi.Major != subject.Host.Abi.Major
        ? new CheckResult.NotChecked("another major version has other minor versions")
        : Of(subject, (manifest, host) => VersionFit.AbiMinor(manifest.Name, manifest.Abi, host), manifest => VersionFit.Text(manifest.Abi));

    public static CheckResult EngineMajor(GateSubject subject) =>
        Of(subject, (manifest, host) => VersionFit.EngineMajor(manifest.Name, manifest.EngineMajor, host), manifest => $"{manifest.EngineMajor}");

    public static CheckResult ArrowMajor(GateSubject subject) =>
        Of(subject, (manifest, host) => VersionFit.ArrowMajor(manifest.Name, manifest.ArrowMajor, host), manifest => $"{manifest.ArrowMajor}");

    public static CheckResult Capabilities(GateSubject subject)
    {
        if (subject.File.Manifest is not { } manifest)
            return NoManifest;
        List<WeirException> faults = [];
        foreach (string name in manifest.Capabilities.Where(name => CapabilityName.All.All(row => row.Name != name)))
            faults.Add(PluginGateErrors.Reserved(manifest.Name, name, CapabilityName.All.Select(row => row.Name)));
        foreach (CapabilityName row in CapabilityName.All)
        {
            bool isNamed = manifest.Capabilities.Contains(row.Name);
            string? first = row.Exports(manifest).FirstOrDefault();
            if (isNamed && first is null)
                faults.Add(PluginGateErrors.WithoutExport(manifest.Name, row.Name));
            if (!isNamed && first is not null)
                faults.Add(PluginGateErrors.WithoutCapability(manifest.Name, first, row.Name));
        }
        return CheckResult.Of(faults, manifest.Capabilities.Count == 0 ? "none" : string.Join(", ", manifest.Capabilities));
    }

    public static CheckResult Declarations(GateSubject subject)
    {
        if (subject.File.Manifest is not { } manifest)
            return NoManifest;
        List<WeirException> faults =
        [
            .. Twice(manifest, "capabilities", manifest.Capabilities),
            .. Twice(manifest, "functions", manifest.Functions.SelectMany(function => function.Aliases.Prepend(function.Name))),
            .. Twice(manifest, "providers", manifest.Providers),
            .. Twice(manifest, "planners", manifest.Planners),
        ];
        return CheckResult.Of(faults, $"{manifest.Functions.Count} functions, {manifest.Providers.Count} providers, {manifest.Planners.Count} planners");
    }

    public static CheckResult Name(GateSubject subject)
    {
        if (subject.File.Manifest is not { } manifest)
            return NoManifest;
        if (subject.ExpectedName is not { } expected)
            return new CheckResult.NotChecked("a file was asked for, not a name");
        return CheckResult.Of(
            manifest.Name == expected ? null : PluginGateErrors.NameMismatch(subject.File.Path, manifest.Name, expected),
            manifest.Name);
    }

    public static CheckResult PackageManifest(GateSubject subject)
    {
        if (subject.Package.ManifestFault is { } fault)
            return new CheckResult.Failed([fault]);
        if (subject.Package is not { Manifest: { } outside, ManifestPath: { } path })
            return new CheckResult.NotChecked("there is no plugin.json beside the library that names it");
        if (subject.File.Manifest is not { } inside)
            return NoManifest;
        return CheckResult.Of(
            [.. Differences(outside, inside).Select(item => PluginGateErrors.Disagree(path, item.Member, item.Outside, subject.File.Path, item.Inside))],
            "it says the same as the manifest inside the library");
    }

    private static IEnumerable<(string Member, string Outside, string Inside)> Differences(PluginManifest outside, PluginManifest inside)
    {
        JsonElement other = ManifestHash.Members(inside);
        foreach (JsonProperty member in ManifestHash.Members(outside).EnumerateObject())
        {
            JsonElement there = other.GetProperty(member.Name);
            if (!JsonElement.DeepEquals(member.Value, there))
                yield return (member.Name, Short(member.Value), Short(there));
        }
    }

    private static string Short(JsonElement value) => System.Text.Encoding.UTF8.GetString(Hashing.CanonicalJson.Of(value).Span);

    private static IEnumerable<WeirException> Twice(PluginManifest manifest, string list, IEnumerable<string> names) => names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .Select(group => PluginGateErrors.Twice(manifest.Name, list, group.Key));

    private static CheckResult Of(
        GateSubject subject, Func<PluginManifest, PluginHostFacts, WeirException?> fault, Func<PluginManifest, string> found) =>
        subject.File.Manifest is { } manifest ? CheckResult.Of(fault(manifest, subject.Host), found(manifest)) : NoManifest;

    private static CheckResult.NotChecked NoManifest => new("there is no manifest to check");
}
