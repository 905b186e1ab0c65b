using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Weir.Generators.Model;

namespace Weir.Generators.Parse;

/// <summary>The documentation of a declaration, taken from its text: the compiler parses documentation only when it is to write it.</summary>
internal static class Documentation
{
    private const string Mark = "///";

    /// <summary>The first sentence of the summary; empty when there is none.</summary>
    public static string FirstSentence(SyntaxNode declaration)
    {
        string summary = Section(Read(declaration), "summary");
        int end = summary.IndexOf(". ", StringComparison.Ordinal);
        int paragraph = summary.IndexOf('\n');
        int cut = end < 0 ? paragraph : paragraph < 0 ? end + 1 : Math.Min(end + 1, paragraph);
        return cut < 0 ? summary : summary.Substring(0, cut);
    }

    /// <summary>All that is said.</summary>
    /// <param name="declaration">The member that is exported.</param>
    /// <param name="parameters">Where parameters are documented beside it; null for nowhere.</param>
    /// <param name="findings">Takes a documentation that is no XML.</param>
    public static DocumentationModel Of(SyntaxNode declaration, SyntaxNode? parameters, FindingList findings)
    {
        Require(declaration, findings);
        XElement own = Read(declaration);
        IEnumerable<XElement> arguments = own.Elements("param").Concat(parameters is null ? [] : Read(parameters).Elements("param"));
        return new DocumentationModel(
            Section(own, "summary"),
            new EquatableArray<ArgumentText>([.. arguments.Select(Argument).Where(text => text.Text.Length > 0)]),
            Section(own, "returns"),
            Section(own, "remarks"),
            new EquatableArray<string>([.. own.Elements("example").SelectMany(Examples)]),
            new EquatableArray<string>([.. own.Elements("seealso").Select(DocumentationText.Target).Where(name => name.Length > 0)]));
    }

    private static void Require(SyntaxNode declaration, FindingList findings)
    {
        try
        {
            Parse(declaration);
        }
        catch (XmlException fault)
        {
            findings.AddHere(DiagnosticTable.DocumentationInvalid, fault.Message);
        }
    }

    // What is no XML is found where it is read as a whole.
    private static XElement Read(SyntaxNode declaration)
    {
        try
        {
            return Parse(declaration);
        }
        catch (XmlException)
        {
            return new XElement("doc");
        }
    }

    private static XElement Parse(SyntaxNode declaration)
    {
        IEnumerable<string> lines = declaration.GetLeadingTrivia().ToFullString()
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith(Mark, StringComparison.Ordinal))
            .Select(line => line.Substring(Mark.Length));
        return XElement.Parse($"<doc>{string.Join("\n", lines)}</doc>", LoadOptions.PreserveWhitespace);
    }

    private static string Section(XElement documentation, string name) => DocumentationText.Of(documentation.Element(name));

    private static ArgumentText Argument(XElement parameter) =>
        new(SymbolQuestions.SnakeCase(parameter.Attribute("name")?.Value ?? ""), DocumentationText.Of(parameter));

    private static IEnumerable<string> Examples(XElement example)
    {
        XElement[] codes = [.. example.Descendants("code")];
        IEnumerable<string> texts = codes.Length > 0 ? codes.Select(DocumentationText.Code) : [DocumentationText.Of(example)];
        return texts.Where(text => text.Length > 0);
    }
}
