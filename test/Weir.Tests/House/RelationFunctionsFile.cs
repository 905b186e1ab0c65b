using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Weir.Tests.House;

/// <summary>Writes the typed wrappers of the bundled functions for relations from the catalog of a session.</summary>
internal sealed class RelationFunctionsFile(Session session)
{
    private const string Head =
        """
        // Generated from the function catalog by a test; do not edit. WEIR_UPDATE_DOCS=1 writes it anew.
        using System.Diagnostics.CodeAnalysis;

        namespace Weir.Relations;

        /// <summary>The functions that Weir and its bundled plugins add to SQL, for expressions and relations.</summary>
        [SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "Parameters have the names that the functions give them.")]
        public static class BundledFunctions
        {

        """;

    private readonly StringBuilder _text = new(Head.Replace("\r\n", "\n", StringComparison.Ordinal));

    public string Generate()
    {
        bool isFirst = true;
        foreach (IGrouping<string, FunctionRoutine> named in session.Functions.Routines.Where(routine => routine.Owner is not null)
            .GroupBy(routine => routine.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            foreach (FunctionRoutine routine in named.DistinctBy(routine => routine.Parameters.Count))
            {
                _text.Append(isFirst ? "" : "\n");
                isFirst = false;
                Wrapper(routine);
            }
        }
        return _text.Append("}\n").ToString();
    }

    private void Wrapper(FunctionRoutine routine)
    {
        bool isTable = routine.Kind == FunctionKind.Table;
        FunctionParameter[] needed = [.. routine.Parameters.Where(parameter => parameter.Default is null && !parameter.IsFurther)];
        FunctionParameter[] optional = [.. routine.Parameters.Where(parameter => parameter.Default is not null)];
        FunctionParameter? further = routine.Parameters.FirstOrDefault(parameter => parameter.IsFurther);
        Line($"    /// <summary>{Xml(routine.Summary)}</summary>");
        foreach (FunctionParameter parameter in needed.Concat(further is null ? [] : [further]).Concat(optional))
            Line($"    /// <param name=\"{CSharpName(parameter.Name).TrimStart('@')}\">{Xml(About(parameter))}</param>");
        string[] parameters =
        [
            .. needed.Select(parameter => $"SqlExpression {CSharpName(parameter.Name)}"),
            .. further is null ? [] : (string[])[$"SqlExpression[] {CSharpName(further.Name)}"],
            .. optional.Select(parameter => $"SqlExpression? {CSharpName(parameter.Name)} = null"),
        ];
        string arguments = string.Join(", ", needed.Select(parameter => CSharpName(parameter.Name)).Concat(further is null ? [] : [$".. {CSharpName(further.Name)}"]));
        string options = string.Concat(optional.Select(parameter => $", (\"{parameter.Name}\", {CSharpName(parameter.Name)})"));
        string call = $"Sql.CallWith(\"{routine.Name}\", [{arguments}]{options})";
        Line($"    public static {(isTable ? "Relation" : "SqlCall")} {Pascal(routine.Name)}({string.Join(", ", parameters)}) =>");
        Line($"        {(isTable ? $"Relation.Function({call})" : call)};");
    }

    private static string About(FunctionParameter parameter) =>
        (parameter.Description.Length > 0 ? parameter.Description : $"Of the type {parameter.Type}.")
        + (parameter.Default is null ? "" : $" Without it: {parameter.Default}.");

    private static string Pascal(string name) => string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static string CSharpName(string name)
    {
        string pascal = Pascal(name);
        string camel = char.ToLowerInvariant(pascal[0]) + pascal[1..];
        return SyntaxFacts.GetKeywordKind(camel) == SyntaxKind.None ? camel : "@" + camel;
    }

    private static string Xml(string text) => text.ReplaceLineEndings(" ").Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private void Line(string line) => _text.Append(CultureInfo.InvariantCulture, $"{line}\n");
}
