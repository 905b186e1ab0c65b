using System.Globalization;
using System.Text.Json.Nodes;
using Weir.Diagnostics;
using Weir.Engine;
using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>
/// Turns calls of functions over Delta tables into tables with names of their own, which are read and pruned like
/// tables that the session has named. Arguments are computed before the statement is planned.
/// </summary>
internal sealed class DeltaCalls
{
    private const string Select = "SELECT ";

    // Parts of expressions whose value depends on rows.
    private static readonly HashSet<string> OfRows = new(StringComparer.Ordinal) { "COLUMN_REF", "SUBQUERY", "STAR", "WINDOW", "LAMBDA", "LAMBDA_REF" };

    private readonly DuckConnection _connection;
    private readonly Func<string, bool> _isOfPlugin;
    private readonly CancellationToken _cancellationToken;
    private readonly List<DeltaCall> _found = [];

    private DeltaCalls(DuckConnection connection, Func<string, bool> isOfPlugin, CancellationToken cancellationToken) =>
        (_connection, _isOfPlugin, _cancellationToken) = (connection, isOfPlugin, cancellationToken);

    /// <summary>Renames the calls of a statement.</summary>
    /// <param name="connection">Parses and prints; nothing of the statement runs.</param>
    /// <param name="sql">A query.</param>
    /// <param name="isOfPlugin">Tells functions of plugins, which arguments may not call.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The text with names for calls; the calls, each once; and the parameters that are left, under the names that they have now.</returns>
    /// <exception cref="WeirException">WEIR5006: a call is none that the function takes.</exception>
    public static (string Sql, IReadOnlyList<DeltaCall> Calls, IReadOnlyDictionary<string, string> Left) Rename(
        DuckConnection connection, string sql, Func<string, bool> isOfPlugin, CancellationToken cancellationToken)
    {
        JsonObject tree = SyntaxReader.ReadWhole(connection, sql, cancellationToken);
        DeltaCalls calls = new(connection, isOfPlugin, cancellationToken);
        foreach (JsonObject node in SyntaxNode.Descends(tree["statements"]).Where(node => SyntaxNode.Member(node, "type") == "TABLE_FUNCTION").ToArray())
            calls.Rename(node);
        Dictionary<string, string> left = Renumber(tree["statements"]);
        return (SyntaxReader.Print(connection, tree, cancellationToken), [.. calls._found.DistinctBy(call => call.TableName)], left);
    }

    // The engine takes numbered parameters without gaps only.
    private static Dictionary<string, string> Renumber(JsonNode? statements)
    {
        string[] numbered = [.. ParametersOf(statements).Where(name => char.IsAsciiDigit(name[0])).OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)];
        Dictionary<string, string> left = ParametersOf(statements).ToDictionary(name => name, name => name, StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < numbered.Length; i++)
            left[numbered[i]] = (i + 1).ToString(CultureInfo.InvariantCulture);
        foreach (JsonObject parameter in SyntaxNode.Descends(statements).Where(IsParameter).ToArray())
            parameter["identifier"] = left[SyntaxNode.Member(parameter, "identifier")];
        return left;
    }

    private void Rename(JsonObject node)
    {
        JsonObject call = (JsonObject)node["function"]!;
        bool isPlain = SyntaxNode.Member(call, "schema").Length == 0 && SyntaxNode.Member(call, "catalog").Length == 0;
        if (!isPlain || DeltaFunction.Find(SyntaxNode.Member(call, "function_name")) is not { } function)
            return;
        DeltaCall found = new(function, Arguments(function, call));
        JsonObject table = SyntaxNode.Table(found.TableName);
        table["alias"] = SyntaxNode.Member(node, "alias") is { Length: > 0 } alias ? alias : function.Name;
        foreach (string kept in (string[])["sample", "column_name_alias"])
            table[kept] = node[kept]?.DeepClone();
        SyntaxNode.Replace(node, table);
        _found.Add(found);
    }

    private List<DeltaArgument> Arguments(DeltaFunction function, JsonObject call)
    {
        TableArguments.Name(call);
        JsonObject[] given = [.. SyntaxNode.List(call, "children").Cast<JsonObject>()];
        if (given.Length == 0 || given.Length > function.Parameters.Count)
            throw PolicyErrors.DeltaCallForm(function.Name, $"{CountOf(function)}, and {given.Length} were given");
        int[] places = [.. given.Select((argument, i) => PlaceOf(function, argument, i))];
        if (places.GroupBy(place => place).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw PolicyErrors.DeltaCallForm(function.Name, $"'{function.Parameters[twice.Key].Name}' to be given once");
        if (!places.Contains(0))
            throw PolicyErrors.DeltaCallForm(function.Name, $"{CountOf(function)}, and '{DeltaFunction.Path}' is not among them");
        foreach ((JsonObject argument, int place) in given.Zip(places))
            RequireConstant(function, place, argument);
        IReadOnlyList<string> texts = SyntaxReader.PrintAll(
            _connection, [.. given.Select(argument => SyntaxNode.Statement(SyntaxNode.Named(SyntaxNode.Copy(argument), "")))], _cancellationToken);
        return [.. given.Select((argument, i) => new DeltaArgument(places[i], texts[i][Select.Length..], [.. ParametersOf(argument)]))];
    }

    private static int PlaceOf(DeltaFunction function, JsonObject argument, int position)
    {
        string name = SyntaxNode.Member(argument, "alias");
        int place = name.Length == 0 ? position : function.PlaceOf(name);
        return place >= 0 ? place : throw PolicyErrors.DeltaCallForm(function.Name,
            $"the arguments {string.Join(", ", function.Parameters.Select(parameter => parameter.Name))}, and '{name}' was given");
    }

    private void RequireConstant(DeltaFunction function, int place, JsonObject argument)
    {
        bool isOfRows = SyntaxNode.Descends(argument).Any(part => OfRows.Contains(SyntaxNode.Member(part, "class"))
            || (SyntaxNode.Member(part, "class") == "FUNCTION" && _isOfPlugin(SyntaxNode.Member(part, "function_name"))));
        if (isOfRows)
            throw PolicyErrors.DeltaCallForm(function.Name, $"{Argument(function, place)} to be a value that is known before the query runs");
    }

    /// <summary>An argument as errors name it.</summary>
    public static string Argument(DeltaFunction function, int place) => $"argument {place + 1} ('{function.Parameters[place].Name}')";

    private static string CountOf(DeltaFunction function) =>
        function.Parameters.Count == 1 ? "1 argument" : $"1 to {function.Parameters.Count} arguments";

    private static bool IsParameter(JsonObject part) => SyntaxNode.Member(part, "class") == "PARAMETER";

    private static IEnumerable<string> ParametersOf(JsonNode? node) => SyntaxNode.Descends(node)
        .Where(IsParameter)
        .Select(part => SyntaxNode.Member(part, "identifier"))
        .Distinct(StringComparer.OrdinalIgnoreCase);
}
