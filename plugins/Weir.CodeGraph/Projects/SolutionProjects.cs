using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Weir.CodeGraph.Projects;

/// <summary>The C# projects that a solution names, <c>.slnx</c> or <c>.sln</c>.</summary>
internal static partial class SolutionProjects
{
    /// <summary>Full paths in the order written.</summary>
    /// <exception cref="System.Xml.XmlException">A .slnx file is no XML.</exception>
    public static IReadOnlyList<string> Of(string solution)
    {
        string folder = Path.GetDirectoryName(solution)!;
        IEnumerable<string> named = solution.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase)
            ? XDocument.Load(solution).Descendants("Project").Select(project => project.Attribute("Path")?.Value ?? "")
            : ProjectLine().Matches(File.ReadAllText(solution)).Select(match => match.Groups[1].Value);
        return [.. named.Where(path => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)).Select(path => Path.GetFullPath(path.Replace('\\', '/'), folder))];
    }

    [GeneratedRegex("""^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"([^"]+\.csproj)\b""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ProjectLine();
}
