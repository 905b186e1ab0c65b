using System.Globalization;

namespace Weir.Plugins.Gate;

/// <summary>Checks of the library itself. Pure.</summary>
internal static class LibraryChecks
{
    private const string Contract = "Weir.Contract";
    private const string CoreFramework = ".NETCoreApp,Version=v";

    public static CheckResult File(GateSubject subject) => new CheckResult.Passed(
        string.Create(CultureInfo.InvariantCulture, $"{subject.File.Bytes.Length} bytes, SHA-256 {subject.File.Sha256}"));

    public static CheckResult Format(GateSubject subject) => subject.File.Facts is { } facts
        ? new CheckResult.Passed(facts.Format)
        : new CheckResult.Failed([subject.File.FormatFault!]);

    public static CheckResult Platform(GateSubject subject)
    {
        if (subject.File.Facts is not { } facts)
            return Unread;
        bool fits = facts.Platform == PluginPlatform.Any
            || facts.Platform == subject.Host.Platform.Rid.Replace("linux-musl-", "linux-", StringComparison.Ordinal);
        if (!fits)
            return new CheckResult.Failed([PluginGateErrors.Platform(subject.File.Path, facts.Platform, subject.Host.Platform.Rid)]);
        return facts.Kind is null
            ? new CheckResult.Failed([PluginGateErrors.FormatUnknown(subject.File.Path, $"a {facts.Format}, whose tables this version of Weir cannot check")])
            : new CheckResult.Passed(facts.Platform);
    }

    public static CheckResult Manifest(GateSubject subject) => subject.File switch
    {
        { Facts: null } => Unread,
        { ManifestFault: { } fault } => new CheckResult.Failed([fault]),
        { Manifest: { } manifest } => new CheckResult.Passed($"plugin '{manifest.Name}' {manifest.Version}, build '{manifest.BuildId}'"),
        _ => Unread,
    };

    public static CheckResult Kind(GateSubject subject)
    {
        if (subject.File is not { Manifest: { } manifest, Facts.Kind: { } kind })
            return NoManifest;
        return CheckResult.Of(
            manifest.Kind == kind ? null : PluginGateErrors.Kind(subject.File.Path, Word(kind), Word(manifest.Kind)),
            Word(kind));
    }

    public static CheckResult EntryPoint(GateSubject subject)
    {
        if (subject.File.Facts is not { Kind: not null } facts)
            return Unread;
        if (facts.Assembly is not { } assembly)
        {
            return CheckResult.Of(
                facts.HasEntryPoint ? null : PluginGateErrors.NoEntryPoint(subject.File.Path, $"it does not export '{PluginAbi.EntryPoint}'"),
                PluginAbi.EntryPoint);
        }
        if (subject.File.Manifest is not { EntryType: { } type })
            return NoManifest;
        return CheckResult.Of(
            assembly.Types.Contains(type) ? null
                : PluginGateErrors.NoEntryPoint(subject.File.Path, $"it has no class '{type}' that can be made, which its manifest names as entry_type"),
            type);
    }

    public static CheckResult Runtime(GateSubject subject)
    {
        if (subject.File.Facts?.Assembly is not { } assembly)
            return NotManaged;
        if (assembly.TargetFramework is not { } framework || framework.StartsWith(".NETStandard", StringComparison.Ordinal))
            return new CheckResult.NotChecked("the assembly names no version of .NET");
        bool isCore = framework.StartsWith(CoreFramework, StringComparison.Ordinal);
        bool fits = isCore && Version.TryParse(framework[CoreFramework.Length..], out Version? version)
            && version <= new Version(subject.Host.Runtime.Major, subject.Host.Runtime.Minor);
        return CheckResult.Of(
            fits ? null : PluginGateErrors.Runtime(subject.File.Path, framework, $".NET {subject.Host.Runtime.ToString(2)}"),
            framework);
    }

    // Members are only added within a major version; before 1.0 a minor version may break.
    public static CheckResult ContractVersion(GateSubject subject)
    {
        if (subject.File.Facts?.Assembly is not { } assembly)
            return NotManaged;
        Version host = subject.Host.Contract;
        Version? built = assembly.References.Where(item => item.Name == Contract).Select(item => item.Version).FirstOrDefault();
        if (built is null)
            return new CheckResult.Failed([PluginGateErrors.Contract(subject.File.Path, "no Weir.Contract", host.ToString(3))]);
        bool fits = built <= host && built.Major == host.Major && (host.Major > 0 || built.Minor == host.Minor);
        return CheckResult.Of(
            fits ? null : PluginGateErrors.Contract(subject.File.Path, $"Weir.Contract {built.ToString(3)}", host.ToString(3)),
            $"Weir.Contract {built.ToString(3)}");
    }

    private static string Word(PluginKind kind) => kind == PluginKind.Managed ? "managed" : "native";

    private static CheckResult.NotChecked Unread => new("the tables of the library cannot be read");

    private static CheckResult.NotChecked NoManifest => new("there is no manifest to check");

    private static CheckResult.NotChecked NotManaged => new("only managed plugins have one");
}
