using System.Globalization;
using System.Text;
using Weir.Catalog;

namespace Weir.Sessions;

/// <summary>
/// The SQL functions <c>udf_registry()</c> and <c>udf_docs()</c>: macros over the functions that Weir and the plugins of a
/// session have when a query calls them.
/// </summary>
internal static class FunctionListing
{
    /// <summary>Lists functions with what planning knows of them, one a row.</summary>
    public const string Registry = "udf_registry";

    /// <summary>Lists functions with their documentation, one a row.</summary>
    public const string Docs = "udf_docs";

    private const string RegistryColumns = "name, kind, volatility, aliases, parameter_names, simplify, coerce_types, short_circuits";

    private const string DocsColumns =
        "name, kind, section, description, syntax, sql_example, argument_names, argument_descriptions, alternative_syntax, related_udfs";

    /// <summary>True for the name of a listing, in lower case.</summary>
    public static bool IsName(string function) => function is Registry or Docs;

    /// <summary>The statement that gives a listing its rows on one connection.</summary>
    public static string Macro(string listing, IEnumerable<FunctionRoutine> routines) => listing == Registry
        ? Macro(Registry, RegistryColumns, routines.Select(RegistryRow))
        : Macro(Docs, DocsColumns, routines.Select(DocsRow));

    // There is always a row: Weir's own.
    private static string Macro(string name, string columns, IEnumerable<string> rows)
    {
        StringBuilder text = new($"CREATE OR REPLACE TEMP MACRO {name}() AS TABLE SELECT * FROM (VALUES ");
        return text.AppendJoin(", ", rows.Select(row => $"({row})")).Append(CultureInfo.InvariantCulture, $") AS listing({columns})").ToString();
    }

    private static string RegistryRow(FunctionRoutine routine)
    {
        FunctionHooks hooks = FunctionHooks.Of(routine);
        return string.Join(", ",
            Text(routine.Name), Text(Word(routine.Kind)), Text(routine.Volatility is { } volatility ? Word(volatility) : null), Texts(routine.Aliases),
            Texts(routine.Parameters.Select(parameter => parameter.Name)), Truth(hooks.Simplify), Truth(hooks.CoerceTypes), Truth(hooks.ShortCircuits));
    }

    private static string DocsRow(FunctionRoutine routine) => string.Join(", ",
        Text(routine.Name), Text(Word(routine.Kind)), Text(routine.Section), Text(routine.Description), Text(routine.Signature),
        Text(routine.Examples.Count > 0 ? routine.Examples[0] : null),
        Texts(routine.Parameters.Select(parameter => parameter.Name)), Texts(routine.Parameters.Select(parameter => parameter.Description)),
        Texts(routine.Aliases.Select(routine.SignatureOf)), Texts(routine.Related));

    private static string Word(Enum value) => HostedPlugin.Word(value);

    private static string Truth(bool value) => value ? "true" : "false";

    private static string Text(string? value) => value is null ? "NULL::VARCHAR" : SqlText.Literal(value);

    private static string Texts(IEnumerable<string> values) => $"{SqlText.List(values.Select(SqlText.Literal))}::VARCHAR[]";
}
