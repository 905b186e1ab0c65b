namespace Weir.Diagnostics;

/// <summary>
/// Errors of build requests and specs (WEIR1xxx). The name of a row is the code of the build
/// contract; every error carries it in its details with the stage and the JSON path.
/// </summary>
internal static class SpecErrors
{
    private const string Validation = "validation", Compilation = "compilation";

    private static readonly ErrorCode InvalidRequestCode = new(
        "WEIR1001", "INVALID_RUN_BUILD_REQUEST",
        "A build request is not what the contract describes.",
        "Give an object with spec_json (text) and, if wanted, engine_profile, runtime and orchestration.");

    private static readonly ErrorCode MissingSpecCode = new(
        "WEIR1002", "RUN_BUILD_REQUEST_MISSING_SPEC_JSON",
        "A build request has no spec.",
        "Put the text of the spec into spec_json.");

    private static readonly ErrorCode InvalidSpecCode = new(
        "WEIR1003", "INVALID_SPEC_JSON",
        "A spec is not JSON, or not of the form that version 4 prescribes.",
        "Mend the place that the error names; docs/spec.schema.json describes the form.");

    private static readonly ErrorCode LegacyTemplatesCode = new(
        "WEIR1004", "LEGACY_PARAMETER_TEMPLATES_UNSUPPORTED",
        "A spec has parameter_templates, which version 4 no longer knows.",
        "Remove parameter_templates; use variables (${name}) in locations.");

    private static readonly ErrorCode VersionCode = new(
        "WEIR1005", "SPEC_VERSION_UNSUPPORTED",
        "A spec has a version other than 4.",
        "Write the spec in version 4.");

    private static readonly ErrorCode MissingViewsCode = new(
        "WEIR1006", "SPEC_MISSING_VIEW_DEFINITIONS",
        "A spec defines no view.",
        "Define at least one view.");

    private static readonly ErrorCode MissingOutputsCode = new(
        "WEIR1007", "SPEC_MISSING_OUTPUT_TARGETS",
        "A spec has no output.",
        "Name at least one table to write.");

    private static readonly ErrorCode UnknownProfileCode = new(
        "WEIR1008", "UNKNOWN_ENGINE_PROFILE",
        "A request names an engine profile that does not exist.",
        "Use small, medium or large.");

    private static readonly ErrorCode FieldUnsupportedCode = new(
        "WEIR1009", "SPEC_FIELD_UNSUPPORTED",
        "A spec gives a value to a member that this version does not act on.",
        "Remove the member or give it its empty value; nothing is ignored silently.");

    private static readonly ErrorCode TransformUnsupportedCode = new(
        "WEIR1010", "TRANSFORM_UNSUPPORTED",
        "A view uses a transform that this version does not perform.",
        "Use another transform, or a version that lists this one as supported.");

    private static readonly ErrorCode InvalidInputCode = new(
        "WEIR1011", "INVALID_INPUT_RELATION",
        "An input contradicts itself.",
        "Give one location; delta_location, version_pin and timestamp_pin belong to Delta tables only.");

    private static readonly ErrorCode InvalidOutputCode = new(
        "WEIR1012", "INVALID_OUTPUT_TARGET",
        "An output contradicts itself, another one, or the table that is there.",
        "Give each output a location of its own, values in their ranges, and the properties that its table has.");

    private static readonly ErrorCode InvalidNameCode = new(
        "WEIR1013", "INVALID_NAME",
        "A name is empty or holds control characters.",
        "Give a printable name.");

    private static readonly ErrorCode VariableCode = new(
        "WEIR1014", "INVALID_VARIABLE",
        "A variable is malformed, has no value, or is given but not used.",
        "Write ${name} or ${name:-default} in a location, and give exactly the variables that the spec uses.");

    private static readonly ErrorCode DuplicateInputCode = new(
        "WEIR1020", "DUPLICATE_INPUT",
        "Two inputs have one name.",
        "Rename one; names that differ in case only are the same to the engine.");

    private static readonly ErrorCode DuplicateViewCode = new(
        "WEIR1021", "DUPLICATE_VIEW",
        "Two views, or a view and an input, have one name.",
        "Rename one; names that differ in case only are the same to the engine.");

    private static readonly ErrorCode UnknownDependencyCode = new(
        "WEIR1022", "UNKNOWN_VIEW_DEPENDENCY",
        "A view depends on a view that is not defined.",
        "Name a view; inputs do not belong into view_dependencies.");

    private static readonly ErrorCode UnknownSourceCode = new(
        "WEIR1023", "UNKNOWN_VIEW_SOURCE",
        "A transform reads something that is neither a view nor an input.",
        "Name a view or an input exactly as it is spelt where it is defined.");

    private static readonly ErrorCode DuplicateOutputCode = new(
        "WEIR1024", "DUPLICATE_OUTPUT",
        "Two outputs have one table name.",
        "Rename one of the tables.");

    private static readonly ErrorCode UnknownOutputSourceCode = new(
        "WEIR1025", "UNKNOWN_OUTPUT_SOURCE",
        "An output writes a view that is not defined.",
        "Name a view exactly as it is spelt where it is defined.");

    private static readonly ErrorCode CycleCode = new(
        "WEIR1026", "VIEW_CYCLE",
        "Views depend on each other in a circle.",
        "Break the circle at one of the views that the error names.");

    private static readonly ErrorCode CompositionCode = new(
        "WEIR1030", "UnsupportedTransformComposition",
        "A transform does not fit the sources that it reads.",
        "Look at the columns of the sources; Project some away or change the transform.");

    private static readonly ErrorCode ColumnCode = new(
        "WEIR1031", "UnresolvedColumnReference",
        "A column is named that the source does not have.",
        "Use one of the columns that the error lists, exactly as spelt.");

    private static readonly ErrorCode JoinKeyCode = new(
        "WEIR1032", "JoinKeyIncompatibility",
        "The keys of a join are missing or cannot be compared.",
        "Give pairs of columns of comparable types.");

    private static readonly ErrorCode OutputContractCode = new(
        "WEIR1033", "OutputContractViolation",
        "A view or an output does not have the columns that the spec promises.",
        "Mend the promise or the view; columns and types must be exactly those promised.");

    private static readonly ErrorCode AggregationCode = new(
        "WEIR1034", "AggregationInvariantViolation",
        "An aggregation is not one that can be computed.",
        "Use count, sum, avg, min or max over a fitting column, with aliases of their own.");

    private static readonly ErrorCode PredicateCode = new(
        "WEIR1035", "INVALID_PREDICATE",
        "A predicate is not one SQL expression that yields true or false over its source, or a computed column not one expression for a row.",
        "Write one expression over the columns of the source, without subqueries and aggregates.");

    private static readonly ErrorCode RuleCode = new(
        "WEIR1036", "RULE_VIOLATION",
        "An expression breaks a rule of the spec's rule pack.",
        "Remove the function that the error names, or choose another rulepack_profile.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
    [
        InvalidRequestCode, MissingSpecCode, InvalidSpecCode, LegacyTemplatesCode, VersionCode, MissingViewsCode,
        MissingOutputsCode, UnknownProfileCode, FieldUnsupportedCode, TransformUnsupportedCode, InvalidInputCode,
        InvalidOutputCode, InvalidNameCode, VariableCode, DuplicateInputCode, DuplicateViewCode, UnknownDependencyCode,
        UnknownSourceCode, DuplicateOutputCode, UnknownOutputSourceCode, CycleCode, CompositionCode, ColumnCode,
        JoinKeyCode, OutputContractCode, AggregationCode, PredicateCode, RuleCode,
    ];

    public static WeirException InvalidRequest(string path, string found, Exception? cause = null) =>
        Make(InvalidRequestCode, Validation, path, found, cause);

    public static WeirException MissingSpec() =>
        Make(MissingSpecCode, Validation, "$.spec_json", "the request has no spec");

    public static WeirException InvalidSpec(string path, string found, Exception? cause = null) =>
        Make(InvalidSpecCode, Validation, path, found, cause);

    public static WeirException LegacyTemplates() =>
        Make(LegacyTemplatesCode, Validation, "$.parameter_templates", "parameter_templates belong to version 3");

    public static WeirException VersionUnsupported(string found) =>
        Make(VersionCode, Validation, "$.version", $"the spec has version {found}; this version of Weir reads version 4");

    public static WeirException MissingViews() =>
        Make(MissingViewsCode, Validation, "$.view_definitions", "the list of views is empty");

    public static WeirException MissingOutputs() =>
        Make(MissingOutputsCode, Validation, "$.output_targets", "the list of outputs is empty");

    public static WeirException UnknownProfile(string name, IEnumerable<string> known) =>
        Make(UnknownProfileCode, Validation, "$.engine_profile",
            $"there is no engine profile '{name}'; known are {string.Join(", ", known)}");

    public static WeirException FieldUnsupported(string path) =>
        Make(FieldUnsupportedCode, Validation, path, "this version of Weir does not act on this member, and it has a value");

    public static WeirException TransformUnsupported(string path, string kind, string view) =>
        Make(TransformUnsupportedCode, Validation, path, $"view '{view}' is a {kind}, which this version of Weir does not perform");

    public static WeirException InvalidInput(string path, string found) =>
        Make(InvalidInputCode, Validation, path, found);

    public static WeirException InvalidOutput(string path, string found) =>
        Make(InvalidOutputCode, Validation, path, found);

    public static WeirException InvalidName(string path, string what) =>
        Make(InvalidNameCode, Validation, path, $"{what} is empty or holds control characters");

    public static WeirException InvalidVariable(string path, string found) =>
        Make(VariableCode, Validation, path, found);

    public static WeirException DuplicateInput(string path, string name, string firstPath) =>
        Make(DuplicateInputCode, Validation, path, $"the input '{name}' was defined before, at {firstPath}");

    public static WeirException DuplicateView(string path, string name, string firstPath) =>
        Make(DuplicateViewCode, Validation, path, $"the name '{name}' was given before, at {firstPath}");

    public static WeirException UnknownDependency(string path, string view, string name) =>
        Make(UnknownDependencyCode, Validation, path, $"view '{view}' depends on '{name}', and no view has this name");

    public static WeirException UnknownSource(string path, string view, string name) =>
        Make(UnknownSourceCode, Validation, path, $"view '{view}' reads '{name}', and no view or input has this name");

    public static WeirException DuplicateOutput(string path, string name, string firstPath) =>
        Make(DuplicateOutputCode, Validation, path, $"the table '{name}' is an output already, at {firstPath}");

    public static WeirException UnknownOutputSource(string path, string table, string name) =>
        Make(UnknownOutputSourceCode, Validation, path, $"output '{table}' writes '{name}', and no view has this name");

    public static WeirException Cycle(string path, IReadOnlyList<string> circle) =>
        Make(CycleCode, Validation, path,
            $"views depend on each other in a circle: {string.Join(" -> ", circle.Append(circle[0]).Select(view => $"'{view}'"))}");

    public static WeirException Composition(string path, string found, Exception? cause = null) =>
        Make(CompositionCode, Compilation, path, found, cause);

    public static WeirException UnresolvedColumn(string path, string source, string column, IEnumerable<string> columns) =>
        Make(ColumnCode, Compilation, path,
            $"'{source}' has no column '{column}'; it has {string.Join(", ", columns.Select(name => $"'{name}'"))}");

    public static WeirException JoinKey(string path, string found) =>
        Make(JoinKeyCode, Compilation, path, found);

    public static WeirException OutputContract(string path, string found) =>
        Make(OutputContractCode, Compilation, path, found);

    public static WeirException Aggregation(string path, string found) =>
        Make(AggregationCode, Compilation, path, found);

    public static WeirException Predicate(string path, string predicate, string found, Exception? cause = null) =>
        Make(PredicateCode, Compilation, path, $"the expression '{Shorten(predicate)}' {found}", cause);

    public static WeirException Rule(string path, string predicate, string rule, string function) =>
        Make(RuleCode, Compilation, path,
            $"the expression '{Shorten(predicate)}' calls {function}(), which the rule '{rule}' forbids");

    /// <summary>The same error with the line of the spec that its path leads to.</summary>
    public static WeirException OnLine(WeirException error, long line)
    {
        string number = line.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new WeirException(error.Code, $"{error.Message} (Line {number} of the spec.)", error.InnerException)
        {
            Details = new Dictionary<string, string>(error.Details) { ["line"] = number },
        };
    }

    private static string Shorten(string text) => text.Length <= 200 ? text : string.Concat(text.AsSpan(0, 200), "...");

    private static WeirException Make(ErrorCode code, string stage, string path, string found, Exception? cause = null) =>
        new(code.Id, $"{code.Name} at {path}: {found}. {code.Remedy}", cause)
        {
            Details = new Dictionary<string, string> { ["code"] = code.Name, ["stage"] = stage, ["path"] = path },
        };
}
