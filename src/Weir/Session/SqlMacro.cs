using System.Text.Json.Nodes;
using Weir.Diagnostics;
using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>A function that a session has made. Immutable; safe for use by many threads.</summary>
/// <param name="Definition">As it was written.</param>
internal abstract record SqlMacro(MacroStatement.Create Definition)
{
    /// <summary>What its result depends on: as declared, which is never less than its body.</summary>
    public required MacroVolatility Volatility { get; init; }

    /// <summary>Whether calls may name arguments.</summary>
    public bool TakesNames { get; init; } = true;

    /// <summary>The function with its parameters, for people.</summary>
    public string Signature =>
        $"{Definition.Name}({string.Join(", ", Definition.Parameters.Select(parameter => $"{parameter.Name} {parameter.Type}"))})";

    /// <summary>A function of the values of a row: its body takes the place of a call.</summary>
    /// <param name="Definition">As it was written.</param>
    /// <param name="Body">The expression of the result, with placeholders.</param>
    /// <param name="Types">The types of the parameters, as the tree has them.</param>
    internal sealed record Scalar(MacroStatement.Create Definition, JsonObject Body, IReadOnlyList<JsonObject> Types) : SqlMacro(Definition)
    {
        /// <summary>The body for arguments in order.</summary>
        public JsonObject With(IReadOnlyList<JsonObject> arguments)
        {
            JsonObject root = new() { ["body"] = SyntaxNode.Copy(Body) };
            foreach (JsonObject found in SyntaxNode.Descends(root).Where(IsPlaceholder).ToArray())
            {
                int index = PlaceOf(found, Definition.Parameters);
                SyntaxNode.Replace(found, SyntaxNode.Cast(SyntaxNode.Copy(arguments[index]), SyntaxNode.Copy(Types[index])));
            }
            JsonObject body = (JsonObject)root["body"]!;
            root.Remove("body");
            return body;
        }
    }

    /// <summary>A further name of a function.</summary>
    /// <param name="Definition">As it was written.</param>
    /// <param name="Target">The function.</param>
    internal sealed record Alias(MacroStatement.Create Definition, string Target) : SqlMacro(Definition);

    /// <summary>Whether a node is a placeholder.</summary>
    public static bool IsPlaceholder(JsonObject node) => SyntaxNode.Member(node, "class") == "PARAMETER";

    /// <summary>Which parameter a placeholder stands for, from 0; -1 when there is no such parameter.</summary>
    public static int PlaceOf(JsonObject placeholder, IReadOnlyList<MacroParameter> parameters)
    {
        string identifier = SyntaxNode.Member(placeholder, "identifier");
        if (int.TryParse(identifier, out int number))
            return number >= 1 && number <= parameters.Count ? number - 1 : -1;
        return Enumerable.Range(0, parameters.Count)
            .FirstOrDefault(i => parameters[i].Name.Equals(identifier, StringComparison.OrdinalIgnoreCase), -1);
    }

    /// <summary>The arguments of a call in the order of the parameters.</summary>
    /// <exception cref="WeirException">WEIR3315.</exception>
    public IReadOnlyList<JsonObject> Arguments(JsonObject call)
    {
        IReadOnlyList<MacroParameter> parameters = Definition.Parameters;
        JsonObject[] given = [.. SyntaxNode.List(call, "children").Cast<JsonObject>()];
        if (given.Length != parameters.Count)
            throw MacroErrors.Call(Signature, $"{given.Length} arguments are given, {parameters.Count} are taken");
        JsonObject?[] places = new JsonObject?[parameters.Count];
        for (int i = 0; i < given.Length; i++)
        {
            string name = SyntaxNode.Member(given[i], "alias");
            if (name.Length > 0 && !TakesNames)
                throw MacroErrors.Call(Signature, $"the argument '{name}' is named, and the function takes arguments by place only");
            int place = name.Length == 0 ? i : Enumerable.Range(0, places.Length)
                .FirstOrDefault(at => parameters[at].Name.Equals(name, StringComparison.OrdinalIgnoreCase), -1);
            if (place < 0 || places[place] is not null)
                throw MacroErrors.Call(Signature, place < 0 ? $"there is no parameter '{name}'" : $"the argument '{parameters[place].Name}' is given twice");
            places[place] = SyntaxNode.Named(SyntaxNode.Copy(given[i]), "");
        }
        return [.. places.Select(argument => argument!)];
    }
}
