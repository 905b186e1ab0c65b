using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>Writes the classes of table providers and relation planners.</summary>
internal static class ProviderEmitter
{
    private static readonly Dictionary<string, (string Json, string Read)> Types = new()
    {
        ["bool"] = ("boolean", "GetBoolean"),
        ["int"] = ("integer", "GetInt32"),
        ["long"] = ("integer", "GetInt64"),
        ["double"] = ("number", "GetDouble"),
        ["string"] = ("string", "GetText"),
    };

    public static void Provider(CodeWriter code, FunctionModel provider, string pluginClass)
    {
        // A class that the author derived is its own adapter.
        if (provider.RowType is not null)
            return;
        using (code.Open($"internal sealed class {provider.ClassName} : PluginTableProvider"))
        {
            code.Line($"private readonly {pluginClass} _plugin;");
            using (code.Open($"public {provider.ClassName}({pluginClass} plugin) : base({CSharpText.Quote(provider.Name)})"))
            {
                code.Line("_plugin = plugin;");
                code.Line($"Summary = {CSharpText.Quote(provider.Summary)};");
                code.Line($"OptionsSchemaJson = {CSharpText.Quote(OptionsSchema(provider))};");
            }
            ParameterModel[] given = [.. Options(provider)];
            using (code.Open("public override PluginTable Open(string optionsJson)"))
            {
                string names = string.Concat(given.Select(option => ", " + CSharpText.Quote(option.SqlName)));
                code.Line($"using PluginOptions options = new(Name, optionsJson{names});");
                code.Line($"return {provider.Target}({string.Join(", ", provider.Parameters.Select(Argument))});");
            }
        }
    }

    public static void Planner(CodeWriter code, FunctionModel planner, string pluginClass)
    {
        using (code.Open($"internal sealed class {planner.ClassName} : PluginRelationPlanner"))
        {
            using (code.Open($"public {planner.ClassName}({pluginClass} plugin) : base({CSharpText.Quote(planner.Name)})"))
                code.Line($"Summary = {CSharpText.Quote(planner.Summary)};");
            code.Line($"public override string? Rewrite(string syntaxTreeJson) => {planner.Target}(syntaxTreeJson);");
        }
    }

    private static IEnumerable<ParameterModel> Options(FunctionModel provider) =>
        provider.Parameters.Where(parameter => parameter.Role == ParameterRole.Constant);

    private static string Argument(ParameterModel option)
    {
        if (option.Role == ParameterRole.Context)
            return "_plugin.Context";
        string name = CSharpText.Quote(option.SqlName);
        string read = $"options.{Types[option.Type!.Clr].Read}({name})";
        return option.DefaultJson is null && !option.IsNullable
            ? read
            : $"options.Has({name}) ? {read} : {Fallback(option)}";
    }

    private static string Fallback(ParameterModel option) => option.DefaultJson switch
    {
        null or "null" => $"({option.Type!.Clr}?)null",
        // Our JSON texts are C# literals too.
        string text when option.Type!.Shape == Shape.Text => text,
        string number => $"({option.Type!.Clr}){number}",
    };

    private static string OptionsSchema(FunctionModel provider)
    {
        IEnumerable<string> properties = Options(provider).Select(option =>
        {
            string type = JsonText.Quote(Types[option.Type!.Clr].Json);
            string types = option.IsNullable ? $"[{type},\"null\"]" : type;
            return $"{JsonText.Quote(option.SqlName)}:{{\"type\":{types}{(option.DefaultJson is null ? "" : $",\"default\":{option.DefaultJson}")}}}";
        });
        string[] required = [.. Options(provider).Where(option => option.DefaultJson is null && !option.IsNullable).Select(option => option.SqlName)];
        string needed = required.Length == 0 ? "" : $",\"required\":{JsonText.Array(required)}";
        return $"{{\"type\":\"object\",\"properties\":{{{string.Join(",", properties)}}}{needed},\"additionalProperties\":false}}";
    }
}
