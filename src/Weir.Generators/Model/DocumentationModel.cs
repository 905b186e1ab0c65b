namespace Weir.Generators.Model;

/// <summary>What the documentation of a function says, as plain text with Markdown's marks for code.</summary>
/// <param name="Description">The summary.</param>
/// <param name="Arguments">The parameters that are documented.</param>
/// <param name="Result">What the result is.</param>
/// <param name="Remarks">What else there is to know, such as how it differs from the engine's function of the same name.</param>
/// <param name="Examples">Statements that show it.</param>
/// <param name="Related">Functions to look at too: names in SQL, or of members of this plugin in C#.</param>
internal sealed record DocumentationModel(
    string Description, EquatableArray<ArgumentText> Arguments, string Result, string Remarks, EquatableArray<string> Examples, EquatableArray<string> Related)
{
    public string Of(string argument) => Arguments.FirstOrDefault(text => text.Name == argument)?.Text ?? "";
}

/// <summary>The documentation of a parameter.</summary>
/// <param name="Name">Its name in SQL.</param>
/// <param name="Text">What it is.</param>
internal sealed record ArgumentText(string Name, string Text);
