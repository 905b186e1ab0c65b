using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Weir.Generators.Parse;

/// <summary>Documentation in XML as plain text: code in back quotes, paragraphs apart.</summary>
internal static class DocumentationText
{
    private const string Paragraph = "\n\n";
    private const string Item = "\n- ";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>The text of an element; empty for none.</summary>
    public static string Of(XElement? element)
    {
        if (element is null)
            return "";
        StringBuilder text = new();
        Append(text, element);
        IEnumerable<string> paragraphs = Regex.Split(text.ToString(), "\u0001").Select(part => Spaced(part.Replace("\u0002", Item)));
        return string.Join(Paragraph, paragraphs.Where(part => part.Length > 0));
    }

    /// <summary>The text of a code element as it was written, without the indentation that all of its lines have.</summary>
    public static string Code(XElement element)
    {
        string[] lines = element.Value.Split('\n');
        int indentation = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join("\n", lines.Select(line => line.Length < indentation ? "" : line.Substring(indentation).TrimEnd())).Trim();
    }

    /// <summary>What an element points at: the last part of a reference, or its text.</summary>
    public static string Target(XElement element)
    {
        if (element.Attribute("cref")?.Value is not string reference)
            return element.Attribute("href")?.Value ?? element.Attribute("langword")?.Value ?? Spaced(element.Value);
        string name = reference.Split('(')[0];
        return name.Substring(name.LastIndexOfAny(['.', ':']) + 1);
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (XNode node in element.Nodes())
        {
            if (node is XText plain)
                text.Append(plain.Value);
            else if (node is XElement inner)
                AppendElement(text, inner);
        }
    }

    private static void AppendElement(StringBuilder text, XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "c" or "code":
                text.Append('`').Append(Spaced(element.Value)).Append('`');
                break;
            case "see" or "seealso":
                text.Append(Target(element));
                break;
            case "paramref" or "typeparamref":
                text.Append('`').Append(SymbolQuestions.SnakeCase(element.Attribute("name")?.Value ?? "")).Append('`');
                break;
            case "para":
                text.Append('\u0001');
                Append(text, element);
                text.Append('\u0001');
                break;
            case "item":
                text.Append('\u0002');
                Append(text, element);
                break;
            default:
                Append(text, element);
                break;
        }
    }

    // White space is one blank, except before the items of a list.
    private static string Spaced(string text) =>
        string.Join(Item, Regex.Split(text, Item).Select(part => Regex.Replace(part, "\\s+", " ", RegexOptions.None, Limit).Trim())).Trim();
}
