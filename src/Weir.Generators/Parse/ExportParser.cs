using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Weir.Generators.Model;

namespace Weir.Generators.Parse;

/// <summary>What all exports have in common: a name that SQL takes, and a declaration that can be reached.</summary>
internal static class ExportParser
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public static bool IsName(string name) => Regex.IsMatch(name, "^[a-z_][a-z0-9_]*$", RegexOptions.None, Limit);

    /// <summary>The name that the attribute gives, or the declaration's own in snake case; checked.</summary>
    public static string Name(ISymbol symbol, AttributeData attribute, FindingList findings)
    {
        string name = attribute.FirstText() ?? SymbolQuestions.SnakeCase(symbol.Name);
        foreach (string candidate in attribute.NamedTexts("Aliases").Prepend(name).Where(candidate => !IsName(candidate)))
            findings.Add(DiagnosticTable.NameInvalid, symbol, candidate);
        if (!symbol.IsReachable())
            findings.Add(DiagnosticTable.NotReachable, symbol, symbol.Name);
        return name;
    }

    /// <summary>Whether a method can be called without an object and without type arguments; found when not.</summary>
    public static bool IsPlain(IMethodSymbol method, FindingList findings)
    {
        bool isPlain = method is { IsStatic: true, TypeParameters.Length: 0 };
        if (!isPlain)
            findings.Add(DiagnosticTable.NotStatic, method, method.Name);
        return isPlain;
    }

    /// <summary>Fills in what every function's attribute and documentation say.</summary>
    /// <param name="model">The function.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="declaration">The member that has the attribute.</param>
    /// <param name="parameters">The member that has the parameters, when that is another one.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static FunctionModel WithAttribute(
        this FunctionModel model, AttributeData attribute, SyntaxNode declaration, FindingList findings, SyntaxNode? parameters = null) => model with
    {
        Aliases = new EquatableArray<string>(attribute.NamedTexts("Aliases")),
        Summary = attribute.Named<string>("Summary") ?? Documentation.FirstSentence(declaration),
        HasOwnSummary = attribute.Named<string>("Summary") is not null,
        Section = attribute.Named<string>("Section") ?? "",
        Tags = new EquatableArray<string>(attribute.NamedTexts("Tags")),
        Related = new EquatableArray<string>(attribute.NamedTexts("Related")),
        Documentation = Documentation.Of(declaration, parameters, findings),
        IsVolatile = attribute.Named<bool>("Volatile"),
    };
}
