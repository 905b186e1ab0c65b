using Microsoft.CodeAnalysis;

namespace Weir.Generators;

/// <summary>All diagnostics of the generator: one row each, numbered for good.</summary>
internal static class DiagnosticTable
{
    public const string NoPlugin = "WEIRG001";
    public const string PluginNameInvalid = "WEIRG002";
    public const string VersionInvalid = "WEIRG003";
    public const string NameInvalid = "WEIRG004";
    public const string NameTwice = "WEIRG005";
    public const string NotReachable = "WEIRG006";
    public const string NotStatic = "WEIRG007";
    public const string ParameterTypeUnknown = "WEIRG008";
    public const string ResultTypeUnknown = "WEIRG009";
    public const string NoResult = "WEIRG010";
    public const string DecimalWithoutDigits = "WEIRG011";
    public const string OptionalBeforeRequired = "WEIRG012";
    public const string DefaultDoesNotFit = "WEIRG013";
    public const string FurtherNotLast = "WEIRG014";
    public const string TotalImpossible = "WEIRG015";
    public const string ColumnsMixedWithValues = "WEIRG016";
    public const string StateNotMakeable = "WEIRG017";
    public const string StateHasReferences = "WEIRG018";
    public const string AggregateMemberMissing = "WEIRG019";
    public const string ResultTypeMethodInvalid = "WEIRG020";
    public const string RowTypeInvalid = "WEIRG021";
    public const string OptionTypeUnknown = "WEIRG022";
    public const string ProviderInvalid = "WEIRG023";
    public const string PlannerInvalid = "WEIRG024";
    public const string ConstantImpossible = "WEIRG025";
    public const string DocumentationInvalid = "WEIRG026";

    private static readonly DiagnosticDescriptor[] All =
    [
        Row(NoPlugin, "No plugin is declared",
            "'{0}' is exported, but the assembly is no plugin. Add [assembly: WeirPlugin(\"name\")]."),
        Row(PluginNameInvalid, "The plugin's name is invalid",
            "'{0}' is no name for a plugin. Use lower-case letters, digits and '_', and begin with a letter."),
        Row(VersionInvalid, "The plugin's version is invalid",
            "'{0}' is no version. Use SemVer 2.0, for example 1.2.3 or 1.2.3-beta.1."),
        Row(NameInvalid, "The name is invalid",
            "'{0}' is no name for SQL. Use lower-case letters, digits and '_', and do not begin with a digit."),
        Row(NameTwice, "The name is taken",
            "'{0}' is exported twice. Give one of the two another name."),
        Row(NotReachable, "The declaration cannot be reached",
            "'{0}' cannot be called by generated code. Make it and the types around it internal or public, not generic and not file-local."),
        Row(NotStatic, "The method is not static",
            "'{0}' must be a static, non-generic method, because it is called on many threads without an object."),
        Row(ParameterTypeUnknown, "The parameter has no type in SQL",
            "Parameter '{0}' of '{1}' has the type '{2}', which has no type in SQL. See the table of types in docs/plugin-types.md."),
        Row(ResultTypeUnknown, "The result has no type in SQL",
            "'{0}' returns '{1}', which has no type in SQL. See the table of types in docs/plugin-types.md."),
        Row(NoResult, "The method gives no result",
            "'{0}' gives no result. Return a value, or take exactly one Utf8Writer or ColumnResult and return void (with a Utf8Writer also bool)."),
        Row(DecimalWithoutDigits, "A decimal without precision and scale",
            "'{0}' is a decimal without precision and scale. Add [Decimal(precision, scale)] with 1 to 38 digits (28 for System.Decimal) and a scale within them."),
        Row(OptionalBeforeRequired, "An optional parameter stands before a required one",
            "Parameter '{0}' of '{1}' must be given, but stands behind an optional one. Move the optional parameters to the end."),
        Row(DefaultDoesNotFit, "The default value does not fit",
            "The default value {0} does not fit the parameter '{1}' of type '{2}'."),
        Row(FurtherNotLast, "Further arguments do not stand last",
            "'{0}' takes all further arguments, so it must be the last argument of a scalar function without optional ones."),
        Row(TotalImpossible, "The function cannot be total",
            "'{0}' cannot be total: {1}."),
        Row(ColumnsMixedWithValues, "Columns and values are mixed",
            "'{0}' takes whole columns and single values of rows. Take either ColumnView and ColumnResult everywhere, or nowhere."),
        Row(StateNotMakeable, "The thread's state cannot be made",
            "'{0}' cannot be made for each thread: it needs one reachable constructor whose parameters are a PluginContext or have the name and type of [Constant] parameters."),
        Row(StateHasReferences, "The aggregate's struct has references",
            "'{0}' is a struct that holds references, which cannot lie in the engine's memory. Make it a class."),
        Row(AggregateMemberMissing, "A member of the aggregate is missing",
            "The aggregate '{0}' needs {1}."),
        Row(ResultTypeMethodInvalid, "The method for the result's type is invalid",
            "'{0}' must name a static method 'ArrowType {0}(IReadOnlyList<ArrowType> arguments)' of the same type that generated code can call."),
        Row(RowTypeInvalid, "The row type has no columns",
            "'{0}' is no row: {1}."),
        Row(OptionTypeUnknown, "The option's type is unknown",
            "Option '{0}' of '{1}' has the type '{2}'. Options are bool, int, long, double or string, or one of them with '?'."),
        Row(ProviderInvalid, "The table provider is invalid",
            "'{0}' must be a static method that returns a PluginTable, or a class derived from PluginTableProvider with a reachable constructor without parameters."),
        Row(PlannerInvalid, "The relation planner is invalid",
            "'{0}' must be a static method 'string? Rewrite(string syntaxTreeJson)'."),
        Row(ConstantImpossible, "The parameter cannot be constant",
            "Parameter '{0}' of '{1}' cannot be [Constant]: {2}."),
        Row(DocumentationInvalid, "The documentation is no XML",
            "The documentation cannot be read: {0} Escape '<' and '&' as &lt; and &amp;, and close every element."),
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(row => row.Id);

    public static DiagnosticDescriptor Of(string id) => ById[id];

    private static DiagnosticDescriptor Row(string id, string title, string message) =>
        new(id, title, message, "Weir.Plugins", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
