namespace Weir.CodeGraph.Projects;

/// <summary>Something that could not be read or resolved while a code base was opened; a row of <c>cs_diagnostics</c>.</summary>
/// <param name="Path">The file it is about, below the root.</param>
/// <param name="Code">Its id: WCG001 and on.</param>
/// <param name="Severity"><c>warning</c> or <c>info</c>.</param>
/// <param name="Message">What was found and what that means.</param>
internal sealed record ProjectFinding(string Path, string Code, string Severity, string Message)
{
    public static ProjectFinding Unreadable(string path, string why) =>
        new(path, "WCG001", "warning", $"The file cannot be read and is left out: {why}");

    public static ProjectFinding Missing(string path, string what) =>
        new(path, "WCG002", "warning", $"{what} is not there; what it declares stays unresolved.");

    public static ProjectFinding Condition(string path, string condition) =>
        new(path, "WCG003", "info", $"The condition \"{condition}\" needs MSBuild; it counts as false.");

    public static ProjectFinding Framework(string path, string framework) =>
        new(path, "WCG004", "info", $"There are no reference assemblies of '{framework}'; those of the running framework stand for them.");

    public static ProjectFinding NotText(string path) =>
        new(path, "WCG005", "warning", "The file has bytes that are no text in its encoding; each sequence of them counts as one U+FFFD.");

    public static ProjectFinding Circle(string path, string other) =>
        new(path, "WCG006", "warning", $"The reference to '{other}' closes a circle of projects and is left out.");

    public static ProjectFinding NotRestored(string path) =>
        new(path, "WCG007", "info", "The project was not restored (obj/project.assets.json is not there); types of its packages stay unresolved.");
}
