namespace Weir.Diagnostics;

/// <summary>Errors in runtime profiles, in storage profiles and in what a session is built from (WEIR808x).</summary>
internal static class ProfileErrors
{
    private static readonly ErrorCode UnreadableCode = new(
        "WEIR8080", "ProfileUnreadable",
        "A text is not a runtime profile.",
        "Correct what the message names; docs/profile.schema.json says what a profile may hold.");

    private static readonly ErrorCode UnknownCode = new(
        "WEIR8081", "ProfileUnknown",
        "There is no profile of a name.",
        "Use one of the names that the message lists, or a file.");

    private static readonly ErrorCode RefusedCode = new(
        "WEIR8082", "ProfileRefused",
        "A profile sets knobs that cannot be honoured, and without which the runtime would be another than was asked for.",
        "Leave out what the message names; weir doctor --profile prints what becomes of each knob.");

    private static readonly ErrorCode VariableCode = new(
        "WEIR8083", "ProfileVariable",
        "An environment variable has a value that its knob does not take.",
        "Correct the variable, or unset it.");

    private static readonly ErrorCode AbiCode = new(
        "WEIR8084", "CapabilityMismatch",
        "The plugin ABI, the engine or the Arrow interfaces of a runtime are of another version than is expected.",
        "Install assemblies of one release and rebuild what was built for another version.");

    private static readonly ErrorCode GuardCode = new(
        "WEIR8085", "SessionNotHardened",
        "The engine of a session has another setting than its profile says.",
        "Report this defect; no session is given out in this state.");

    private static readonly ErrorCode OutsideCode = new(
        "WEIR8086", "OutsideRoot",
        "A location is outside the folder that a profile confines sessions to.",
        "Name a location inside policies.local_filesystem_root.");

    private static readonly ErrorCode ForbiddenCode = new(
        "WEIR8087", "ForbiddenByProfile",
        "A session was asked for what its profile turns off.",
        "Ask for something else, or open a runtime with another profile.");

    private static readonly ErrorCode StorageCode = new(
        "WEIR8088", "StorageProfileInvalid",
        "A place of tables is described in a way that contradicts itself or is not safe.",
        "Correct what the message names.");

    private static readonly ErrorCode PlannerCode = new(
        "WEIR8089", "PlannerMissing",
        "A profile names a relation planner that no plugin of the session has.",
        "Name the plugin in policies.input_plugins, or leave the planner out.");

    public static WeirException Unreadable(string path, string reason, long? line, Exception? cause = null)
    {
        string where = line is null ? $"At {path}" : $"At {path}, line {line}";
        WeirException error = Make(UnreadableCode, $"{where}: {reason}. {UnreadableCode.Remedy}", ("path", path), ("reason", reason));
        return cause is null ? error : new WeirException(error.Code, error.Message, cause) { Details = error.Details };
    }

    public static WeirException Unknown(string name, IEnumerable<string> known) =>
        Make(UnknownCode, $"There is no profile '{name}'. Profiles are {string.Join(", ", known)}. {UnknownCode.Remedy}", ("profile", name));

    public static WeirException Refused(string profile, IEnumerable<(string Path, string Value, string Reason)> knobs) =>
        Make(RefusedCode, $"The profile '{profile}' cannot be opened: {string.Join("; ", knobs.Select(knob => $"{knob.Path} is {knob.Value}, and {knob.Reason}"))}. {RefusedCode.Remedy}", ("profile", profile));

    public static WeirException Variable(string variable, string value, string reason) =>
        Make(VariableCode, $"{variable} is '{value}': {reason}. {VariableCode.Remedy}", ("variable", variable));

    public static WeirException CapabilityMismatch(string what, string expected, string actual, string mend) =>
        Make(AbiCode, $"{what}: expected {expected}, found {actual}. {mend}", ("expected", expected), ("actual", actual));

    public static WeirException NotHardened(string setting, string expected, string actual) =>
        Make(GuardCode, $"The engine's setting {setting} is '{actual}', and the profile says '{expected}'. {GuardCode.Remedy}", ("setting", setting));

    public static WeirException OutsideRoot(string path, string root) =>
        Make(OutsideCode, $"'{path}' is outside '{root}', the folder that this profile confines sessions to. {OutsideCode.Remedy}", ("path", path), ("root", root));

    public static WeirException Forbidden(string what, string knob) =>
        Make(ForbiddenCode, $"{what}: the profile says so with {knob}. {ForbiddenCode.Remedy}", ("knob", knob));

    public static WeirException StorageInvalid(string uri, string reason) =>
        Make(StorageCode, $"The place '{uri}': {reason}. {StorageCode.Remedy}", ("uri", uri));

    public static WeirException PlannerMissing(string name, IEnumerable<string> known) =>
        Make(PlannerCode, $"No plugin of the session has the relation planner '{name}'; there are {string.Join(", ", known.DefaultIfEmpty("none"))}. {PlannerCode.Remedy}", ("planner", name));

    private static WeirException Make(ErrorCode code, string message, params (string Name, string Value)[] details) =>
        new(code.Id, message, null) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value) };
}
