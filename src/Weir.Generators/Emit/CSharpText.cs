using System.Globalization;
using System.Text;
using Weir.Generators.Model;

namespace Weir.Generators.Emit;

/// <summary>Small pieces of C# that all emitters write.</summary>
internal static class CSharpText
{
    public const string Namespace = "Weir.Plugins.Generated";

    public static string Quote(string text)
    {
        StringBuilder code = new("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                code.Append('\\').Append(c);
            else if (c < ' ' || c > '~')
                code.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                code.Append(c);
        }
        return code.Append('"').ToString();
    }

    public static string Quote(string? text, string absent) => text is null ? absent : Quote(text);

    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    /// <summary>The plugin's name as a class: <c>code_functions</c> is <c>CodeFunctionsPlugin</c>.</summary>
    public static string PluginClass(string name) =>
        string.Concat(name.Split('_').Select(part => part.Length == 0 ? "" : char.ToUpperInvariant(part[0]) + part.Substring(1))) + "Plugin";

    /// <summary>Descriptors of what SQL gives, without further arguments.</summary>
    public static string Parameters(FunctionModel function) =>
        List(function.Parameters.Where(parameter => parameter.IsArgument).Select(Parameter));

    public static string Parameter(ParameterModel parameter)
    {
        string init = string.Join(", ", new[]
        {
            parameter.DefaultJson is null ? "" : $"DefaultJson = {Quote(parameter.DefaultJson)}",
            parameter.MustBeConstant ? "IsConstant = true" : "",
        }.Where(part => part.Length > 0));
        string made = $"new PluginParameter({Quote(parameter.SqlName)}, {parameter.Type?.Arrow ?? "null"})";
        return init.Length == 0 ? made : $"{made} {{ {init} }}";
    }

    /// <summary>What every function class begins with: its constructor.</summary>
    public static void Constructor(CodeWriter code, FunctionModel function, string pluginClass, params string[] more)
    {
        if (function.NeedsPlugin)
            code.Line($"private readonly {pluginClass} _plugin;");
        using (code.Open($"public {function.ClassName}({pluginClass} plugin) : base({Quote(function.Name)}, {Parameters(function)})"))
        {
            if (function.NeedsPlugin)
                code.Line("_plugin = plugin;");
            if (function.Aliases.Count > 0)
                code.Line($"Aliases = {List(function.Aliases.Select(Quote))};");
            if (function.Summary.Length > 0)
                code.Line($"Summary = {Quote(function.Summary)};");
            if (function.IsVolatile)
                code.Line("IsVolatile = true;");
            foreach (string line in more.Where(line => line.Length > 0))
                code.Line(line);
        }
    }

    /// <summary>The member that says the result's type.</summary>
    public static void ResultOf(CodeWriter code, FunctionModel function)
    {
        const string head = "public override Field ResultOf(global::System.Collections.Generic.IReadOnlyList<ArrowType> argumentTypes)";
        if (function.Result!.TypeMethod is string says)
        {
            code.Line($"{head} => new(\"\", {says}(argumentTypes));");
            return;
        }
        // Where NULL goes in without being looked at, NULL comes out.
        bool neverNull = function.Kind == FunctionKind.Scalar && function.SeesNulls && function.Result.Form is ResultForm.Value or ResultForm.Written
            && function.Parameters.All(parameter => parameter.IsNullable || !parameter.IsArgument);
        code.Line($"private static readonly Field Result = new(\"\", {function.Result.Type!.Arrow}, {(neverNull ? "false" : "true")});");
        code.Line($"{head} => Result;");
    }
}
