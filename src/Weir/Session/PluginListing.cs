using System.Globalization;
using System.Text;
using Weir.Catalog;
using Weir.Engine.Syntax;
using Weir.Plugins;
using Weir.Plugins.Options;

namespace Weir.Sessions;

/// <summary>
/// The SQL functions <c>weir_plugins()</c> and <c>weir_functions()</c>: macros over the plugins that a session
/// has when a query calls them.
/// </summary>
internal static class PluginListing
{
    /// <summary>Lists plugins, one a row.</summary>
    public const string Plugins = "weir_plugins";

    /// <summary>Lists functions, providers and planners, one a row.</summary>
    public const string Functions = "weir_functions";

    private const string PluginColumns =
        "name, version, build_id, kind, isolation, source, path, sha256, state, capabilities, counts, stub";

    private const string FunctionColumns = "name, aliases, plugin, kind, signature, parameters, result, volatile, summary";

    private const string NoPlugin =
        "NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, " +
        "NULL::VARCHAR[], NULL::STRUCT(scalar INTEGER, aggregate INTEGER, \"window\" INTEGER, \"table\" INTEGER, provider INTEGER, planner INTEGER), NULL::BOOLEAN";

    private const string NoFunction =
        "NULL::VARCHAR, NULL::VARCHAR[], NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR[], NULL::VARCHAR, NULL::BOOLEAN, NULL::VARCHAR";

    /// <summary>True for the name of a listing, in lower case.</summary>
    public static bool IsName(string function) => function is Plugins or Functions;

    /// <summary>The statement that gives a listing its rows on one connection.</summary>
    public static string Macro(string listing, IEnumerable<HostedPlugin> plugins) => listing == Plugins
        ? Macro(Plugins, PluginColumns, NoPlugin, plugins.Select(Row))
        : Macro(Functions, FunctionColumns, NoFunction, plugins.SelectMany(Rows));

    private static string Macro(string name, string columns, string types, IEnumerable<string> rows)
    {
        // The first row, which is left out, gives the columns their types.
        StringBuilder text = new($"CREATE OR REPLACE TEMP MACRO {name}() AS TABLE SELECT * FROM (VALUES ({types})");
        foreach (string row in rows)
            text.Append(", (").Append(row).Append(')');
        return text.Append($") AS listing({columns}) WHERE name IS NOT NULL").ToString();
    }

    private static string Row(HostedPlugin plugin)
    {
        PluginFunctionCounts counts = plugin.Counts;
        PluginSnapshot snapshot = plugin.Snapshot;
        return string.Join(", ",
            Text(snapshot.Name), Text(snapshot.Version), Text(snapshot.BuildId), Word(snapshot.Kind), Word(snapshot.Isolation),
            Word(snapshot.Source), Text(snapshot.Path), Text(snapshot.Sha256), Text(plugin.State), Texts(snapshot.Capabilities),
            string.Create(CultureInfo.InvariantCulture,
                $"{{scalar: {counts.Scalar}, aggregate: {counts.Aggregate}, \"window\": {counts.Window}, \"table\": {counts.Table}, provider: {counts.Provider}, planner: {counts.Planner}}}"),
            plugin.IsStub ? "true" : "false");
    }

    private static IEnumerable<string> Rows(HostedPlugin hosted)
    {
        Plugin plugin = hosted.Plugin;
        return
        [
            .. plugin.Scalars.Select(function => Row(hosted, function, "scalar", RoutineReading.ResultOf(function, function.ResultOf))),
            .. plugin.Aggregates.Select(function => Row(hosted, function, "aggregate", RoutineReading.ResultOf(function, function.ResultOf))),
            .. plugin.Windows.Select(function => Row(hosted, function, "window", RoutineReading.ResultOf(function, function.ResultOf))),
            .. plugin.TableFunctions.Select(function => Row(hosted, function, "table", "TABLE")),
            .. plugin.TableProviders.Select(provider => Row(hosted, provider)),
            .. plugin.RelationPlanners.Select(planner => Row(hosted, planner.Name, [], "planner", planner.Name, [], null, isVolatile: false, planner.Summary)),
        ];
    }

    private static string Row(HostedPlugin plugin, PluginFunction function, string kind, string? result) => Row(
        plugin, function.Name, function.Aliases, kind, PluginSignature.Of(function),
        [.. function.Parameters.Select(parameter => parameter.Name)], result, function.IsVolatile, function.Summary);

    private static string Row(HostedPlugin plugin, PluginTableProvider provider)
    {
        OptionsSchema options = plugin.OptionsOf(provider);
        return Row(plugin, provider.Name, [], "provider", $"{provider.Name}({options})",
            [.. options.Options.Select(option => option.Name)], "TABLE", isVolatile: false, provider.Summary);
    }

    private static string Row(
        HostedPlugin plugin, string name, IReadOnlyList<string> aliases, string kind, string signature,
        IReadOnlyList<string> parameters, string? result, bool isVolatile, string summary) => string.Join(", ",
        Text(name), Texts(aliases), Text(plugin.Name), Text(kind), Text(signature), Texts(parameters),
        Text(result), isVolatile ? "true" : "false", Text(summary));

    private static string Word(Enum value) => Text(HostedPlugin.Word(value));

    private static string Text(string? value) => value is null ? "NULL" : SqlText.Literal(value);

    private static string Texts(IEnumerable<string> values) => $"{SqlText.List(values.Select(SqlText.Literal))}::VARCHAR[]";
}
