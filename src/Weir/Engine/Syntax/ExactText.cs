using System.Globalization;
using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Prints a tree so that the text makes the same tree again. The engine prints a DOUBLE without an exponent, which it reads as a DECIMAL.
/// </summary>
internal static class ExactText
{
    private const string Mark = "\u0001";

    /// <summary>The text of a tree.</summary>
    /// <param name="tree">The whole tree; stays as it is.</param>
    /// <param name="print">Prints a tree.</param>
    public static string Print(JsonObject tree, Func<JsonObject, string> print)
    {
        JsonObject copy = SyntaxNode.Copy(tree);
        List<string> numbers = [];
        string mark = Mark;
        for (string text = SyntaxJson.Of(tree); text.Contains(string.Concat(mark.Select(_ => "\\u0001")), StringComparison.Ordinal);)
            mark += Mark;
        foreach (JsonObject node in SyntaxNode.Descends(copy).ToArray())
        {
            if (SyntaxNode.Member(node, "type") != "VALUE_CONSTANT" || node["value"] is not JsonObject value || DoubleOf(value) is not { } number)
                continue;
            node["value"] = SyntaxNode.Text($"{mark}{numbers.Count}{mark}")["value"]!.DeepClone();
            string digits = number.ToString("R", CultureInfo.InvariantCulture);
            numbers.Add(digits.Contains('E', StringComparison.Ordinal) ? digits.Replace('E', 'e') : digits + "e0");
        }
        string printed = print(copy);
        for (int i = 0; i < numbers.Count; i++)
            printed = printed.Replace($"'{mark}{i}{mark}'", numbers[i], StringComparison.Ordinal);
        return printed;
    }

    private static double? DoubleOf(JsonObject value) => value["type"] is JsonObject type && SyntaxNode.Member(type, "id") == "DOUBLE"
        && value["value"] is JsonValue content && content.TryGetValue(out double number) && double.IsFinite(number) ? number : null;
}
