using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>Writes the documentation of a function into the manifest, where it can be read without running code.</summary>
internal static class DocumentationEmitter
{
    /// <summary>A JSON object.</summary>
    /// <param name="function">The function.</param>
    /// <param name="all">All exports, to which references lead.</param>
    public static string Json(FunctionModel function, IReadOnlyList<FunctionModel> all)
    {
        DocumentationModel text = function.Documentation!;
        List<string> members =
        [
            Text("description", function.HasOwnSummary ? function.Summary : text.Description),
            Text("section", function.Section),
            $"\"arguments\":[{string.Join(",", function.Parameters.Where(IsGiven).Select(parameter => Argument(parameter, text)))}]",
        ];
        if (ResultOf(function) is string result)
            members.Add(Text("result", result));
        members.Add(Text("result_description", text.Result));
        members.Add(Text("volatility", function.IsVolatile ? "volatile" : "immutable"));
        members.Add($"\"sees_nulls\":{(function.SeesNulls ? "true" : "false")}");
        members.Add(Text("remarks", text.Remarks));
        members.Add($"\"examples\":{JsonText.Array(text.Examples)}");
        members.Add($"\"related\":{JsonText.Array(text.Related.Concat(function.Related).Select(name => NameOf(name, function, all)).Distinct())}");
        members.Add($"\"tags\":{JsonText.Array(function.Tags)}");
        return $"{{{string.Join(",", members)}}}";
    }

    private static bool IsGiven(ParameterModel parameter) => parameter.IsArgument || parameter.IsFurther;

    private static string Argument(ParameterModel parameter, DocumentationModel text)
    {
        string name = Text("name", parameter.SqlName), type = Text("type", SqlTypeName.Of(parameter.Type));
        string value = parameter.DefaultJson is string json ? $",{Text("default", json)}" : "";
        string more = parameter.IsFurther ? ",\"further\":true" : "";
        return $"{{{name},{type}{value}{more},{Text("description", text.Of(parameter.SqlName))}}}";
    }

    // Null where it depends on the arguments.
    private static string? ResultOf(FunctionModel function) =>
        function.Kind == FunctionKind.Table ? "TABLE"
        : function.Result?.Type is TypeModel type ? SqlTypeName.Of(type)
        : null;

    // A member of this plugin by the name that SQL knows it by; every other name as it is.
    private static string NameOf(string name, FunctionModel function, IReadOnlyList<FunctionModel> all)
    {
        FunctionModel[] meant = [.. all.Where(export => Member(export.Target) == name)];
        return meant.FirstOrDefault(export => TypeOf(export.Target) == TypeOf(function.Target))?.Name ?? meant.FirstOrDefault()?.Name ?? name;
    }

    private static string Member(string target) => target.Substring(target.LastIndexOf('.') + 1).TrimStart('@');

    private static string TypeOf(string target) => target.Substring(0, target.LastIndexOf('.'));

    private static string Text(string name, string value) => $"{JsonText.Quote(name)}:{JsonText.Quote(value)}";
}
