using System.Globalization;

namespace Weir.Plugins.Gate;

/// <summary>
/// Errors of finding and judging plugins (WEIR3100 to WEIR3135): each refusal has a code of its own and says how
/// to mend it. Nothing of the plugin has run when one of these is thrown.
/// </summary>
internal static class PluginGateErrors
{
    private static readonly ErrorCode NotFoundCode = new("WEIR3100", "PluginNotFound",
        "A plugin was searched for at every level and found at none.",
        "Install the package that brings it, set WEIR_PLUGIN_PATH to its folder, or build it with 'dotnet build' in its project.");

    private static readonly ErrorCode PathMissingCode = new("WEIR3101", "PluginPathMissing",
        "A path that was set for plugins does not exist.",
        "Correct the path; or take away what sets it, so that the search goes on.");

    private static readonly ErrorCode StubEnabledCode = new("WEIR3102", "PluginStubEnabled",
        "A real plugin was asked for while WEIR_PLUGIN_STUB=1 lets stubs stand in.",
        "Unset WEIR_PLUGIN_STUB; it is for tests only.");

    private static readonly ErrorCode NameMismatchCode = new("WEIR3103", "PluginNameMismatch",
        "A file holds another plugin than the one that was asked for.",
        "Ask for the plugin by the name in its manifest, or give the path of the right file.");

    private static readonly ErrorCode PointerInvalidCode = new("WEIR3104", "PluginPointerInvalid",
        "The file that says where plugins are is not of the expected form.",
        "Make it a JSON object with the text member 'plugin_path' (or 'path'), relative to the file.");

    private static readonly ErrorCode UnreadableCode = new("WEIR3105", "PluginFileUnreadable",
        "A plugin's file cannot be read.",
        "Check that the file exists, that this process may read it, and that it is a library of at most 1 GiB.");

    private static readonly ErrorCode EmptyCode = new("WEIR3106", "PluginFileEmpty",
        "A plugin's file has no bytes.",
        "Copy or build the library again; the last copy did not finish.");

    private static readonly ErrorCode TextCode = new("WEIR3107", "PluginFileIsText",
        "A plugin's file is a text, not a library.",
        "Give the path of the library itself; a pointer of Git LFS is fetched with 'git lfs pull'.");

    private static readonly ErrorCode TruncatedCode = new("WEIR3108", "PluginFileTruncated",
        "A library ends before the parts that its headers name.",
        "Copy or build the library again, and compare its size with the original.");

    private static readonly ErrorCode FormatCode = new("WEIR3109", "PluginFormatUnknown",
        "A file is no library that this host can judge.",
        "Build the plugin as a .NET assembly, or as a shared library for this platform.");

    private static readonly ErrorCode ManifestInvalidCode = new("WEIR3110", "PluginManifestInvalid",
        "A plugin's manifest does not have the published form.",
        "Mend the place that the message names; docs/plugin.schema.json describes the form.");

    private static readonly ErrorCode ManifestVersionCode = new("WEIR3111", "PluginManifestVersion",
        "A plugin's manifest is of a version that this host does not read.",
        "Use the plugin with the Weir version that it was made for, or rebuild it with this one's contract package.");

    private static readonly ErrorCode PlatformCode = new("WEIR3112", "PluginPlatformMismatch",
        "A plugin's library was built for another platform.",
        "Install the plugin's build for this platform, or rebuild it for this platform.");

    private static readonly ErrorCode NoManifestCode = new("WEIR3113", "PluginWithoutManifest",
        "A library holds no manifest, so it is no plugin.",
        "Put the manifest into the library: WEIR_PLUGIN_MANIFEST in C, [assembly: PluginManifest] in C#; the templates of 'dotnet new' do so.");

    private static readonly ErrorCode NoEntryPointCode = new("WEIR3114", "PluginWithoutEntryPoint",
        "A library has a manifest but nothing to start the plugin with.",
        "Export weir_plugin_entry_v1 from a native library; name a class derived from Plugin as entry_type of a managed one.");

    private static readonly ErrorCode AbiMajorCode = new("WEIR3115", "PluginAbiMajor",
        "A plugin was built for another major version of the plugin ABI.",
        "Rebuild the plugin against the Weir.Contract package or weir_plugin.h of this host's version.");

    private static readonly ErrorCode AbiMinorCode = new("WEIR3116", "PluginAbiMinor",
        "A plugin was built for a newer minor version of the plugin ABI than this host has.",
        "Update Weir, or rebuild the plugin against the Weir.Contract package or weir_plugin.h of this host's version.");

    private static readonly ErrorCode EngineMajorCode = new("WEIR3117", "PluginEngineMajor",
        "A plugin was built for another major version of the engine.",
        "Rebuild the plugin against the Weir.Contract package or weir_plugin.h of this host's version.");

    private static readonly ErrorCode ArrowMajorCode = new("WEIR3118", "PluginArrowMajor",
        "A plugin was built for another major version of the Arrow C interfaces.",
        "Rebuild the plugin against the Weir.Contract package or weir_plugin.h of this host's version.");

    private static readonly ErrorCode ContractCode = new("WEIR3119", "PluginContractMismatch",
        "A managed plugin was compiled against a Weir.Contract that does not fit the host's.",
        "Rebuild the plugin against the host's version of the Weir.Contract package, or update Weir.");

    private static readonly ErrorCode RuntimeCode = new("WEIR3120", "PluginRuntimeMismatch",
        "A managed plugin was compiled for a .NET that this process does not run on.",
        "Build the plugin for the host's target framework or an older one, or run the host on the newer .NET.");

    private static readonly ErrorCode ReservedCode = new("WEIR3121", "PluginCapabilityReserved",
        "A plugin names a capability that has no meaning in this host's version.",
        "Correct the name, or update Weir when the capability is a newer one.");

    private static readonly ErrorCode WithoutExportCode = new("WEIR3122", "PluginCapabilityWithoutExport",
        "A plugin names a capability but declares nothing that uses it.",
        "Declare the functions, providers or planners in the manifest, or take the capability out.");

    private static readonly ErrorCode WithoutCapabilityCode = new("WEIR3123", "PluginExportWithoutCapability",
        "A plugin declares something whose capability it does not name.",
        "Add the capability to the manifest, or take the declaration out.");

    private static readonly ErrorCode TwiceCode = new("WEIR3124", "PluginDeclaredTwice",
        "A plugin's manifest says the same name twice.",
        "Take one of the two out; names and aliases share one space, and case does not matter.");

    private static readonly ErrorCode DisagreeCode = new("WEIR3125", "PluginManifestsDisagree",
        "The plugin.json beside a library says something else than the manifest inside it.",
        "Reinstall the plugin; its author lets the build write both from one text.");

    private static readonly ErrorCode NoPlatformFileCode = new("WEIR3126", "PluginPlatformMissing",
        "A plugin's package has no library for this platform.",
        "Install a build of the plugin for this platform, or ask its author for one.");

    private static readonly ErrorCode TooBigCode = new("WEIR3127", "PluginManifestTooBig",
        "A plugin's manifest is larger than a host reads.",
        "Shorten it; a manifest holds names, not data.");

    private static readonly ErrorCode NotLockedCode = new("WEIR3128", "PluginNotLocked",
        "A library's hash is not the one in the lock file.",
        "If the change is wanted, run 'weir plugins lock' and review the difference; if not, restore the library.");

    private static readonly ErrorCode LockInvalidCode = new("WEIR3129", "PluginLockInvalid",
        "A lock file does not have the published form.",
        "Restore the file from version control; or delete it, and write it anew with 'weir plugins lock'.");

    private static readonly ErrorCode LockMissingCode = new("WEIR3130", "PluginLockMissing",
        "A lock file is required and not there.",
        "Write it with 'weir plugins lock' and commit it.");

    private static readonly ErrorCode NotAllowedCode = new("WEIR3131", "PluginNotAllowed",
        "A plugin's name is not on the host's list of allowed plugins.",
        "Add the name to AllowedNames if this host may load the plugin.");

    private static readonly ErrorCode ExportsDisagreeCode = new("WEIR3132", "PluginExportsDisagree",
        "A loaded plugin does not export what its manifest declares.",
        "Rebuild the plugin so that manifest and exports come from the same sources; 'weir plugins verify' shows both.");

    private static readonly ErrorCode KindCode = new("WEIR3133", "PluginKindMismatch",
        "A library is of another kind than its manifest says.",
        "Set 'kind' in the manifest to what the project builds: 'managed' or 'native'.");

    private static readonly ErrorCode DependencyCode = new("WEIR3134", "PluginDependencyChanged",
        "A file that a plugin loads is not the one that was checked.",
        "If the change is wanted, run 'weir plugins lock'; if not, reinstall the plugin.");

    private static readonly ErrorCode ReferenceCode = new("WEIR3135", "PluginReferenceInvalid",
        "A plugin is asked for in a way that is not possible.",
        "Change what the message names.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
    [
        NotFoundCode, PathMissingCode, StubEnabledCode, NameMismatchCode, PointerInvalidCode, UnreadableCode, EmptyCode,
        TextCode, TruncatedCode, FormatCode, ManifestInvalidCode, ManifestVersionCode, PlatformCode, NoManifestCode,
        NoEntryPointCode, AbiMajorCode, AbiMinorCode, EngineMajorCode, ArrowMajorCode, ContractCode, RuntimeCode,
        ReservedCode, WithoutExportCode, WithoutCapabilityCode, TwiceCode, DisagreeCode, NoPlatformFileCode, TooBigCode,
        NotLockedCode, LockInvalidCode, LockMissingCode, NotAllowedCode, ExportsDisagreeCode, KindCode, DependencyCode,
        ReferenceCode,
    ];

    public static WeirException NotFound(string plugin, IEnumerable<string> lookedAt) => Make(NotFoundCode,
        $"The plugin '{plugin}' was not found. Looked at: {string.Join("; ", lookedAt)}. {NotFoundCode.Remedy} " +
        $"'weir plugins why {plugin}' shows the search.", ("plugin", plugin));

    public static WeirException PathMissing(string setting, string path) => Make(PathMissingCode,
        $"{setting} names '{path}', which does not exist. {PathMissingCode.Remedy}", ("setting", setting), ("path", path));

    public static WeirException GivenPathMissing(string plugin, string path) => Make(PathMissingCode,
        $"The path '{path}', which was given for the plugin '{plugin}', does not exist. Correct the path, or give none, so that the plugin is searched by its name.",
        ("plugin", plugin), ("path", path));

    public static WeirException StubEnabled(string plugin) => Make(StubEnabledCode,
        $"The plugin '{plugin}' has no file, because WEIR_PLUGIN_STUB=1 lets a stub stand in for it. {StubEnabledCode.Remedy}", ("plugin", plugin));

    public static WeirException NameMismatch(string path, string found, string expected) => Make(NameMismatchCode,
        $"'{path}' holds the plugin '{found}'; asked for was '{expected}'. {NameMismatchCode.Remedy}", ("path", path), ("plugin", found));

    public static WeirException PointerInvalid(string path, string why) => Make(PointerInvalidCode,
        $"'{path}' does not say where the plugin is: {why}. {PointerInvalidCode.Remedy}", ("path", path));

    public static WeirException Unreadable(string path, string why, Exception? cause = null) => Make(UnreadableCode,
        $"'{path}' cannot be read: {why}. {UnreadableCode.Remedy}", cause, ("path", path));

    public static WeirException NameNotFile(string path, string name) => Make(UnreadableCode,
        $"'{path}' cannot be read: there is no such file. A file is inspected, not a name; for a name use 'weir plugins why {name}'.", ("path", path));

    public static WeirException Empty(string path) => Make(EmptyCode, $"'{path}' is empty. {EmptyCode.Remedy}", ("path", path));

    public static WeirException IsText(string path, string start) => Make(TextCode,
        $"'{path}' is a text that begins with '{start}', not a library. {TextCode.Remedy}", ("path", path));

    public static WeirException Truncated(string path, string part, ulong end, long length) => Make(TruncatedCode,
        string.Create(CultureInfo.InvariantCulture,
            $"'{path}' has {length} bytes, but its {part} ends at byte {end}: the file is cut off or damaged. {TruncatedCode.Remedy}"),
        ("path", path), ("part", part));

    public static WeirException FormatUnknown(string path, string found, Exception? cause = null) => Make(FormatCode,
        $"'{path}' is {found}. {FormatCode.Remedy}", cause, ("path", path), ("format", found));

    public static WeirException ManifestInvalid(string where, string jsonPath, long? line, string why, Exception? cause = null) => Make(ManifestInvalidCode,
        $"The manifest in {where} is invalid at {jsonPath}{(line is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (line {line})"))}: {why}. " +
        ManifestInvalidCode.Remedy, cause, ("path", jsonPath), ("where", where));

    public static WeirException ManifestVersion(string where, string found, int expected) => Make(ManifestVersionCode,
        string.Create(CultureInfo.InvariantCulture,
            $"The manifest in {where} is of version {found}; this host reads version {expected}. {ManifestVersionCode.Remedy}"),
        ("found", found), ("where", where));

    public static WeirException Platform(string path, string found, string expected) => Make(PlatformCode,
        $"'{path}' was built for {found}; this host runs on {expected}. {PlatformCode.Remedy}", ("path", path), ("found", found), ("expected", expected));

    public static WeirException NoManifest(string path, string place) => Make(NoManifestCode,
        $"'{path}' is no plugin: it has no {place}. {NoManifestCode.Remedy}", ("path", path));

    public static WeirException NoEntryPoint(string path, string what) => Make(NoEntryPointCode,
        $"'{path}' cannot be started: {what}. {NoEntryPointCode.Remedy}", ("path", path));

    public static WeirException AbiMajor(string plugin, uint found, uint expected) =>
        Major(AbiMajorCode, plugin, "plugin ABI", found, expected);

    public static WeirException AbiMinor(string plugin, string found, string expected) => Make(AbiMinorCode,
        $"The plugin '{plugin}' was built for the plugin ABI {found}; this host has {expected}, and a host takes no minor above its own. {AbiMinorCode.Remedy}",
        ("plugin", plugin), ("found", found), ("expected", expected));

    public static WeirException EngineMajor(string plugin, uint found, uint expected) =>
        Major(EngineMajorCode, plugin, "engine (DuckDB)", found, expected);

    public static WeirException ArrowMajor(string plugin, uint found, uint expected) =>
        Major(ArrowMajorCode, plugin, "Arrow C interfaces", found, expected);

    public static WeirException Contract(string path, string found, string expected) => Make(ContractCode,
        $"'{path}' was compiled against {found}; this host has Weir.Contract {expected}. {ContractCode.Remedy}",
        ("path", path), ("found", found), ("expected", expected));

    public static WeirException Runtime(string path, string found, string expected) => Make(RuntimeCode,
        $"'{path}' was compiled for {found}; this process runs on {expected}. {RuntimeCode.Remedy}",
        ("path", path), ("found", found), ("expected", expected));

    public static WeirException Reserved(string plugin, string capability, IEnumerable<string> known) => Make(ReservedCode,
        $"The plugin '{plugin}' names the capability '{capability}', which is reserved: this host knows {string.Join(", ", known)}. {ReservedCode.Remedy}",
        ("plugin", plugin), ("capability", capability));

    public static WeirException WithoutExport(string plugin, string capability) => Make(WithoutExportCode,
        $"The plugin '{plugin}' names the capability '{capability}' but declares nothing of that kind. {WithoutExportCode.Remedy}",
        ("plugin", plugin), ("capability", capability));

    public static WeirException WithoutCapability(string plugin, string export, string capability) => Make(WithoutCapabilityCode,
        $"The plugin '{plugin}' declares {export} without the capability '{capability}'. {WithoutCapabilityCode.Remedy}",
        ("plugin", plugin), ("capability", capability));

    public static WeirException Twice(string plugin, string list, string name) => Make(TwiceCode,
        $"The manifest of the plugin '{plugin}' says '{name}' twice in '{list}'. {TwiceCode.Remedy}", ("plugin", plugin), ("name", name));

    public static WeirException Disagree(string packageManifest, string member, string inPackage, string library, string inLibrary) => Make(DisagreeCode,
        $"'{packageManifest}' says {member} is {inPackage}, the manifest inside '{library}' says {inLibrary}. {DisagreeCode.Remedy}",
        ("path", packageManifest), ("member", member), ("package", inPackage), ("library", inLibrary));

    public static WeirException NoPlatformFile(string packageManifest, string platform, IEnumerable<string> has) => Make(NoPlatformFileCode,
        $"'{packageManifest}' names no library for {platform}; it has {string.Join(", ", has.DefaultIfEmpty("none"))}. {NoPlatformFileCode.Remedy}",
        ("path", packageManifest), ("platform", platform));

    public static WeirException ManifestTooBig(string where, long bytes, int most) => Make(TooBigCode,
        string.Create(CultureInfo.InvariantCulture, $"The manifest in {where} has {bytes} bytes; at most {most} are read. {TooBigCode.Remedy}"),
        ("where", where));

    public static WeirException NotLocked(string path, string plugin, string found, string lockPath, string locked) => Make(NotLockedCode,
        $"'{path}' has the SHA-256 {found}, but '{lockPath}' has {locked} for the plugin '{plugin}'. {NotLockedCode.Remedy}",
        ("path", path), ("plugin", plugin), ("sha256", found), ("lock", lockPath));

    public static WeirException LockInvalid(string where, string jsonPath, string why, Exception? cause = null) => Make(LockInvalidCode,
        $"The lock in {where} is invalid at {jsonPath}: {why}. {LockInvalidCode.Remedy}", cause, ("path", jsonPath), ("where", where));

    public static WeirException LockMissing(string path) => Make(LockMissingCode,
        $"There is no lock file '{path}', and this host requires one. {LockMissingCode.Remedy}", ("path", path));

    public static WeirException NotAllowed(string plugin, IEnumerable<string> allowed) => Make(NotAllowedCode,
        $"The plugin '{plugin}' is not allowed here; allowed are: {string.Join(", ", allowed.DefaultIfEmpty("none"))}. {NotAllowedCode.Remedy}",
        ("plugin", plugin));

    public static WeirException ExportsDisagree(string plugin, IReadOnlyList<string> differences) => Make(ExportsDisagreeCode,
        $"The plugin '{plugin}' is not what its manifest says: {string.Join("; ", differences)}. {ExportsDisagreeCode.Remedy}",
        ("plugin", plugin));

    public static WeirException Kind(string path, string found, string declared) => Make(KindCode,
        $"'{path}' is a {found} library, but its manifest says '{declared}'. {KindCode.Remedy}", ("path", path));

    public static WeirException DependencyChanged(string path, string found, string expected) => Make(DependencyCode,
        $"'{path}' has the SHA-256 {found}; checked was {expected}. {DependencyCode.Remedy}", ("path", path));

    public static WeirException ReferenceInvalid(string plugin, string why) => Make(ReferenceCode,
        $"The plugin '{plugin}' cannot be loaded like this: {why}.", ("plugin", plugin));

    /// <summary>One failure that tells of the others: the code and details are those of the first.</summary>
    public static WeirException Together(IReadOnlyList<WeirException> faults) => faults.Count == 1
        ? faults[0]
        : new WeirException(faults[0].Code,
            faults[0].Message + string.Concat(faults.Skip(1).Select(fault => $" Also {fault.Code}: {fault.Message}")),
            faults[0].InnerException)
        {
            Details = faults[0].Details,
        };

    private static WeirException Major(ErrorCode row, string plugin, string of, uint found, uint expected) => Make(row,
        string.Create(CultureInfo.InvariantCulture,
            $"The plugin '{plugin}' was built for major version {found} of the {of}; this host has {expected}. {row.Remedy}"),
        ("plugin", plugin),
        ("found", found.ToString(CultureInfo.InvariantCulture)),
        ("expected", expected.ToString(CultureInfo.InvariantCulture)));

    private static WeirException Make(ErrorCode row, string message, params (string Name, string Value)[] details) =>
        Make(row, message, cause: null, details);

    private static WeirException Make(ErrorCode row, string message, Exception? cause, params (string Name, string Value)[] details) =>
        new(row.Id, message, cause) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value) };
}
