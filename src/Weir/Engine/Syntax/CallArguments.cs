using System.Text.Json.Nodes;
using Weir.Plugins;

namespace Weir.Engine.Syntax;

/// <summary>
/// Puts the arguments of a call in the order of the parameters: named ones at their place, defaults for
/// those that are left out. Afterwards the engine sees a plain call.
/// </summary>
internal static class CallArguments
{
    /// <summary>Completes a call in place.</summary>
    /// <exception cref="WeirException">WEIR3211: an argument is unknown, given twice, missing or one too many.</exception>
    public static void Complete(PluginCall call)
    {
        // How many arguments there are is known only when the columns are.
        if (call.HasUnpacked)
        {
            if (call.Arguments.OfType<JsonObject>().Any(argument => SyntaxNode.Member(argument, "alias").Length > 0))
                throw call.WrongArguments("named arguments stand beside *COLUMNS(...)");
            return;
        }
        JsonObject[] given = [.. call.Arguments.Cast<JsonObject>()];
        call.Arguments.Clear();
        foreach (JsonObject argument in InOrder(call, given))
            call.Arguments.Add((JsonNode)argument);
    }

    private static IEnumerable<JsonObject> InOrder(PluginCall call, JsonObject[] given)
    {
        PluginFunction function = call.Entry.Function;
        int positional = Array.FindIndex(given, argument => SyntaxNode.Member(argument, "alias").Length > 0) is >= 0 and int first ? first : given.Length;
        if (positional > function.Parameters.Count && function.FurtherArguments is null)
            throw call.WrongArguments($"{positional} arguments are given, at most {function.Parameters.Count} are taken");
        JsonObject?[] places = new JsonObject?[Math.Max(function.Parameters.Count, positional)];
        Array.Copy(given, places, positional);
        foreach (JsonObject argument in given.Skip(positional))
            places[IndexOf(call, argument, places)] = SyntaxNode.Named(argument, "");
        return places.Select((argument, i) => argument ?? Default(call, function.Parameters[i]));
    }

    private static int IndexOf(PluginCall call, JsonObject argument, JsonObject?[] places)
    {
        string name = SyntaxNode.Member(argument, "alias");
        if (name.Length == 0)
            throw call.WrongArguments("an argument without a name stands behind a named one");
        IReadOnlyList<PluginParameter> parameters = call.Entry.Function.Parameters;
        int index = Enumerable.Range(0, parameters.Count)
            .FirstOrDefault(i => parameters[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase), -1);
        if (index < 0)
            throw call.WrongArguments($"there is no parameter '{name}'");
        return places[index] is null ? index : throw call.WrongArguments($"the argument '{parameters[index].Name}' is given twice");
    }

    private static JsonObject Default(PluginCall call, PluginParameter parameter) => parameter.DefaultJson is not null
        ? DefaultValue.Read(parameter).ToNode()
        : throw call.WrongArguments($"the argument '{parameter.Name}' is missing");
}
