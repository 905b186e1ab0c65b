using System.Text.Json.Nodes;
using Weir.Arrow;
using Weir.Diagnostics;
using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Policies;

namespace Weir.Sessions;

/// <summary>Checks a function that is to be made, and makes it. Nothing of it runs. One object, one statement.</summary>
/// <param name="connection">Parses and prints.</param>
/// <param name="expansion">Writes out what a body calls of the functions that are there already.</param>
/// <param name="functions">Says which function a name means.</param>
/// <param name="schemaOf">The columns of the rows of a query of the session.</param>
/// <param name="cancellationToken">Interrupts the engine.</param>
internal sealed class MacroCompiler(
    DuckConnection connection, StatementExpansion expansion, FunctionResolver functions, Func<string, Schema> schemaOf, CancellationToken cancellationToken)
{
    private const string Select = "SELECT ";

    /// <summary>Makes the function.</summary>
    /// <exception cref="WeirException">WEIR3313, WEIR3314.</exception>
    public SqlMacro Compile(MacroStatement.Create definition) => definition.Kind switch
    {
        MacroKind.Scalar => Scalar(definition),
        MacroKind.Aggregate => Aggregate(definition),
        MacroKind.Window => Window(definition),
        _ => Table(definition),
    };

    /// <summary>Makes a function that is a typed call of the one that has its name.</summary>
    /// <exception cref="WeirException">WEIR3313, WEIR3314; WEIR3317: nobody has a function of the name.</exception>
    public SqlMacro Primitive(MacroStatement.Create definition)
    {
        if (!functions.IsKnown(definition.Name))
            throw MacroErrors.Policy($"declares '{definition.Name}', and there is no function of that name");
        SqlMacro.Scalar macro = Scalar(definition);
        SqlMacro.Scalar bare = macro with { Body = SyntaxNode.Copy((JsonObject)macro.Body["child"]!) };
        RequireType(definition, definition.Name, Probe(definition, bare.With([.. macro.Types.Select(_ => SyntaxNode.Null())])));
        return macro;
    }

    private SqlMacro.Scalar Scalar(MacroStatement.Create definition)
    {
        if (definition.Returns is null)
            throw MacroErrors.Type(definition.Name, "declares no type of its result; add RETURNS type");
        JsonObject[] types = [.. definition.Parameters.Select(parameter => TypeOf(definition.Name, parameter.Type))];
        (JsonObject value, SyntaxFacts facts) = Body(definition);
        if (SyntaxNode.Descends(value).FirstOrDefault(IsOfManyRows) is { } many)
            throw MacroErrors.Body(definition.Name, $"calls '{SyntaxNode.Member(many, "function_name")}', which is no function of single values; declare LANGUAGE aggregate or window");
        JsonObject body = SyntaxNode.Cast(value, TypeOf(definition.Name, definition.Returns));
        // What is not declared may be anything.
        MacroVolatility volatility = RequireVolatility(definition, facts) ?? MacroVolatility.Volatile;
        SqlMacro.Scalar macro = new(definition, body, types) { Volatility = volatility, TakesNames = definition.TakesNames };
        JsonObject call = macro.With([.. types.Select(_ => SyntaxNode.Null())]);
        Probe(definition, call);
        return macro;
    }

    private SqlMacro.Alias Aggregate(MacroStatement.Create definition)
    {
        (JsonObject body, _) = Body(definition);
        string target = SyntaxNode.Member(body, "function_name");
        bool isPlain = SyntaxNode.Member(body, "class") == "FUNCTION" && !SyntaxNode.Flag(body, "distinct") && body["filter"] is null
            && (body["order_bys"] is not JsonObject orders || SyntaxNode.List(orders, "orders").Count == 0) && HasParametersInOrder(definition, body);
        if (!isPlain || !IsAggregate(target))
            throw MacroErrors.Body(definition.Name, $"must be one call of an aggregate with exactly the parameters in their order ({Placeholders(definition)}), without DISTINCT, FILTER and ORDER BY");
        MacroVolatility volatility = VolatilityOf(target, arguments: 1);
        if (definition.Volatility is { } declared && declared != volatility)
            throw MacroErrors.Type(definition.Name, $"is declared {Word(declared)}, and '{target}' is {Word(volatility)}");
        JsonObject[] types = [.. definition.Parameters.Select(parameter => TypeOf(definition.Name, parameter.Type))];
        JsonObject call = new SqlMacro.Scalar(definition, body, types) { Volatility = volatility }.With([.. types.Select(_ => SyntaxNode.Null())]);
        RequireType(definition, target, Probe(definition, call));
        return AliasOf(definition, target);
    }

    private SqlMacro.Alias Window(MacroStatement.Create definition)
    {
        (JsonObject body, _) = Body(definition);
        string target = SyntaxLiteral.TryRead(body, out object? literal) && literal is string name ? name : SyntaxNode.Member(body, "function_name");
        bool isCall = SyntaxNode.Member(body, "class") == "FUNCTION" && HasParametersInOrder(definition, body);
        if (literal is not string && !isCall)
            throw MacroErrors.Body(definition.Name, $"must be the name of a window function as a text, or a call of it with exactly the parameters in their order ({Placeholders(definition)})");
        bool isWindow = WindowGrammar.Has(target) || functions.OnlyOfPlugin(target)?.Kind is PluginFunctionKind.Window or PluginFunctionKind.Aggregate || IsAggregate(target);
        return isWindow ? AliasOf(definition, target)
            : throw MacroErrors.Body(definition.Name, $"names '{target}', which is no window function and no aggregate");
    }

    private SqlMacro.Alias Table(MacroStatement.Create definition)
    {
        if (!SyntaxLiteral.TryRead(Body(definition).Expression, out object? literal) || literal is not string { Length: > 0 } target)
            throw MacroErrors.Body(definition.Name, "must be the name of a table function as a text");
        return StatementGate.IsTableFunction(target, functions) ? AliasOf(definition, target)
            : throw MacroErrors.Body(definition.Name, $"names '{target}', which is no table function that queries may use");
    }

    private SqlMacro.Alias AliasOf(MacroStatement.Create definition, string target)
    {
        MacroVolatility own = VolatilityOf(target, arguments: 1);
        return definition.Volatility is { } declared && declared < own
            ? throw MacroErrors.Type(definition.Name, $"is declared {Word(declared)}, and '{target}' is {Word(own)}")
            : new SqlMacro.Alias(definition, target) { Volatility = definition.Volatility ?? own };
    }

    // The names of the text itself: functions of the session are written out in its tree.
    private MacroVolatility? RequireVolatility(MacroStatement.Create definition, SyntaxFacts facts)
    {
        if (definition.Volatility is not { } declared)
            return null;
        foreach ((string name, int arguments) in facts.CallForms)
        {
            MacroVolatility own = VolatilityOf(name, arguments);
            if (own > declared)
                throw MacroErrors.Type(definition.Name, $"is declared {Word(declared)}, and its body calls '{name}', which is {Word(own)}");
        }
        return declared;
    }

    private MacroVolatility VolatilityOf(string name, int arguments) => expansion.Macros.Find(name)?.Volatility ?? functions.StabilityOf(name) switch
    {
        "VOLATILE" => MacroVolatility.Volatile,
        "CONSISTENT_WITHIN_QUERY" => MacroVolatility.Stable,
        _ when functions.OnlyOfPlugin(name) is not null || !UnsteadyFunctions.Has(name, arguments) => MacroVolatility.Immutable,
        _ => UnsteadyFunctions.OfCall.Contains(name) ? MacroVolatility.Volatile : MacroVolatility.Stable,
    };

    private static string Word(MacroVolatility volatility) => volatility.ToString().ToUpperInvariant();

    private (JsonObject Expression, SyntaxFacts Facts) Body(MacroStatement.Create definition)
    {
        (string Text, SyntaxFacts Facts)? read;
        try
        {
            read = ExpressionReader.Read(connection, definition.Body, cancellationToken);
        }
        catch (WeirException cause) when (!Refusals.IsOfLists(cause))
        {
            throw MacroErrors.Body(definition.Name, Caused.By("cannot be read", cause), cause);
        }
        if (read is not var (text, facts))
            throw MacroErrors.Body(definition.Name, "is not exactly one expression");
        JsonObject tree = SyntaxReader.ReadWhole(connection, expansion.Expand(connection, Select + text, cancellationToken), cancellationToken);
        JsonObject body = SyntaxNode.Copy((JsonObject)tree["statements"]![0]!["node"]!["select_list"]![0]!);
        RequireClosed(definition, body, facts);
        return (SyntaxNode.Named(body, ""), facts);
    }

    // A name that is no placeholder would mean whatever the statement has where the function is called.
    private static void RequireClosed(MacroStatement.Create definition, JsonObject body, SyntaxFacts facts)
    {
        HashSet<string> own = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonObject lambda in SyntaxNode.Descends(body).Where(found => SyntaxNode.Member(found, "class") == "LAMBDA"))
            own.UnionWith(SyntaxNode.Descends(lambda["lhs"]).SelectMany(found => SyntaxNode.List(found, "column_names")).Select(name => name!.GetValue<string>()));
        if (facts.HasSubquery)
            throw MacroErrors.Body(definition.Name, "has a subquery; a function computes with its parameters alone");
        if (facts.Columns.FirstOrDefault(column => !own.Contains(column[0])) is { } column)
            throw MacroErrors.Body(definition.Name, $"names '{string.Join('.', column)}'; parameters are written {Placeholders(definition)}");
        foreach (JsonObject found in SyntaxNode.Descends(body).Where(SqlMacro.IsPlaceholder))
            if (SqlMacro.PlaceOf(found, definition.Parameters) < 0)
                throw MacroErrors.Body(definition.Name, $"has the placeholder ${SyntaxNode.Member(found, "identifier")}; its parameters are {Placeholders(definition)}");
    }

    private JsonObject TypeOf(string function, string type)
    {
        JsonObject item;
        try
        {
            JsonObject tree = SyntaxReader.ReadWhole(connection, $"SELECT CAST(NULL AS {type}\n)", cancellationToken);
            item = tree["statements"] is JsonArray { Count: 1 } statements
                && statements[0]!["node"]!["select_list"] is JsonArray { Count: 1 } items ? (JsonObject)items[0]! : [];
        }
        catch (WeirException cause) when (!Refusals.IsOfLists(cause))
        {
            throw MacroErrors.Type(function, Caused.By($"declares the type {type}, which cannot be read", cause), cause);
        }
        bool isType = SyntaxNode.Member(item, "type") == "OPERATOR_CAST" && SyntaxNode.Member(item, "alias").Length == 0
            && item["child"] is JsonObject child && SyntaxNode.Member(child, "type") == "VALUE_CONSTANT" && item["cast_type"] is JsonObject;
        return isType ? SyntaxNode.Copy((JsonObject)item["cast_type"]!) : throw MacroErrors.Type(function, $"declares the type {type}, which is none");
    }

    private ArrowType Probe(MacroStatement.Create definition, JsonObject call)
    {
        try
        {
            string sql = SyntaxReader.Print(connection, SyntaxNode.Statement(SyntaxNode.Named(call, "value")), cancellationToken);
            return schemaOf(sql).Fields[0].Type;
        }
        catch (WeirException cause) when (!Refusals.IsOfLists(cause))
        {
            throw MacroErrors.Body(definition.Name, Caused.By("cannot be planned", cause), cause);
        }
    }

    private void RequireType(MacroStatement.Create definition, string target, ArrowType found)
    {
        if (definition.Returns is null)
            return;
        JsonObject declared = SyntaxNode.Cast(SyntaxNode.Null(), TypeOf(definition.Name, definition.Returns));
        ArrowType type = Probe(definition, declared);
        if (!type.Equals(found))
            throw MacroErrors.Type(definition.Name, $"is declared to return {definition.Returns}, and '{target}' gives {PluginSignature.SqlName(found)}");
    }

    private bool IsOfManyRows(JsonObject node) => SyntaxNode.Member(node, "class") == "WINDOW"
        || (SyntaxNode.Member(node, "class") == "FUNCTION" && !SyntaxNode.Flag(node, "is_operator") && IsAggregate(SyntaxNode.Member(node, "function_name")));

    private bool IsAggregate(string name) => name.Length > 0
        && (functions.OnlyOfPlugin(name) is { } entry ? entry.Kind == PluginFunctionKind.Aggregate : SyntaxReader.IsAggregate(connection, name, cancellationToken));

    private static bool HasParametersInOrder(MacroStatement.Create definition, JsonObject call)
    {
        JsonObject[] arguments = [.. SyntaxNode.List(call, "children").Cast<JsonObject>()];
        return arguments.Length == definition.Parameters.Count
            && Enumerable.Range(0, arguments.Length).All(i => SqlMacro.IsPlaceholder(arguments[i]) && SqlMacro.PlaceOf(arguments[i], definition.Parameters) == i);
    }

    private static string Placeholders(MacroStatement.Create definition) => definition.Parameters.Count == 0
        ? "it has none"
        : string.Join(", ", definition.Parameters.Select((parameter, i) => $"${i + 1} or ${parameter.Name}"));
}
