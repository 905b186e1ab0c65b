using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace Weir.CodeGraph.Projects;

/// <summary>A project file as settings, files and references to other projects.</summary>
/// <param name="File">Full path of the project file.</param>
/// <param name="Settings">How it is compiled.</param>
/// <param name="Files">Full paths of what is compiled.</param>
/// <param name="Projects">Full paths of the projects that it sees.</param>
internal sealed record ProjectReading(string File, ProjectSettings Settings, IReadOnlyCollection<string> Files, IReadOnlyList<string> Projects)
{
    private static readonly string[] BaseUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] WebUsings =
    [
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    /// <summary>Reads a project file.</summary>
    /// <param name="file">Full path.</param>
    /// <param name="tell">Takes what cannot be resolved.</param>
    /// <param name="relative">A full path as rows name it.</param>
    /// <exception cref="System.Xml.XmlException">It is no XML.</exception>
    public static ProjectReading Of(string file, Action<ProjectFinding> tell, Func<string, string> relative)
    {
        List<ProjectFinding> findings = [];
        ProjectEvaluation evaluation = new(file, findings.Add, relative);
        evaluation.Evaluate(framework: null);
        if (evaluation["TargetFramework"].Length == 0 && Newest(evaluation["TargetFrameworks"]) is { } newest)
        {
            findings.Clear();
            evaluation.Evaluate(newest);
        }
        ProjectItems items = evaluation.Items();
        string framework = evaluation["TargetFramework"];
        bool isWeb = evaluation.Sdk.StartsWith("Microsoft.NET.Sdk.Web", StringComparison.Ordinal);
        List<string> libraries = [.. Libraries(file, framework, items, isWeb, findings, relative)];
        ProjectSettings settings = new(
            evaluation["AssemblyName"], framework, Language(evaluation["LangVersion"]), [.. Defines(evaluation["DefineConstants"], framework)],
            evaluation["OutputType"] is "Exe" or "WinExe", evaluation.Is("Nullable"), Generated(evaluation, items, isWeb),
            [.. libraries.DistinctBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)]);
        foreach (ProjectFinding finding in findings.Distinct())
            tell(finding);
        return new ProjectReading(file, settings, items.Compile, items.Projects);
    }

    /// <summary>Settings of files that belong to no project.</summary>
    public static ProjectSettings Loose() => new(
        "loose", "", LanguageVersion.Latest, [], IsProgram: false, IsNullable: true,
        string.Concat(BaseUsings.Select(name => $"global using {name};\n")),
        [.. FrameworkLibraries.Of($"net{Environment.Version.Major}.{Environment.Version.Minor}", [], out _).Order(StringComparer.Ordinal)]);

    private static IEnumerable<string> Libraries(
        string file, string framework, ProjectItems items, bool isWeb, List<ProjectFinding> findings, Func<string, string> relative)
    {
        IReadOnlyList<string>? packages = null;
        try
        {
            packages = PackageLibraries.Of(Path.GetDirectoryName(file)!, framework);
            if (packages is null && items.HasPackages)
                findings.Add(ProjectFinding.NotRestored(relative(file)));
        }
        catch (JsonException e)
        {
            findings.Add(ProjectFinding.Unreadable(relative(file), $"obj/project.assets.json is no JSON ({e.Message})"));
        }
        foreach (string missing in items.Libraries.Where(library => !System.IO.File.Exists(library)))
            findings.Add(ProjectFinding.Missing(relative(file), $"The assembly '{relative(missing)}'"));
        IEnumerable<string> own = [.. items.Libraries.Where(System.IO.File.Exists), .. packages ?? []];
        if (own.Any(library => Path.GetFileName(library) == "netstandard.dll"))
            return own;
        IEnumerable<string> shared = isWeb ? items.Frameworks.Append("Microsoft.AspNetCore.App") : items.Frameworks;
        IEnumerable<string> libraries = FrameworkLibraries.Of(framework, shared, out bool isExact);
        if (!isExact)
            findings.Add(ProjectFinding.Framework(relative(file), framework));
        // A package may bring a newer version of what the framework has; the framework's wins, as it does at run time.
        return libraries.Concat(own);
    }

    private static LanguageVersion Language(string text) =>
        LanguageVersionFacts.TryParse(text, out LanguageVersion version) && text.Length > 0 ? version : LanguageVersion.Default;

    private static string? Newest(string frameworks) => frameworks.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .OrderByDescending(framework => framework.StartsWith("net", StringComparison.Ordinal) && Number(framework) is not null)
        .ThenByDescending(framework => Number(framework) ?? 0).FirstOrDefault();

    private static double? Number(string framework) =>
        framework.StartsWith("net", StringComparison.Ordinal)
        && double.TryParse(framework.AsSpan(3).ToString().Split('-')[0], CultureInfo.InvariantCulture, out double version) ? version : null;

    private static IEnumerable<string> Defines(string written, string framework)
    {
        IEnumerable<string> own = written.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        IEnumerable<string> all = own.Concat(["DEBUG", "TRACE"]);
        if (Number(framework) is { } version and >= 5)
        {
            all = all.Concat(["NET", "NETCOREAPP", $"NET{(int)version}_0"]);
            for (int before = 5; before <= (int)version; before++)
                all = all.Append($"NET{before}_0_OR_GREATER");
        }
        else if (framework.StartsWith("netstandard", StringComparison.Ordinal))
        {
            all = all.Concat(["NETSTANDARD", framework.ToUpperInvariant().Replace('.', '_')]);
        }
        return all.Where(SyntaxFacts.IsValidIdentifier).Distinct();
    }

    private static string Generated(ProjectEvaluation evaluation, ProjectItems items, bool isWeb)
    {
        IEnumerable<string> implied = evaluation.Is("ImplicitUsings") ? isWeb ? [.. BaseUsings, .. WebUsings] : BaseUsings : [];
        StringBuilder text = new();
        foreach (string name in implied.Concat(items.Usings).Distinct())
            text.Append(CultureInfo.InvariantCulture, $"global using {name};\n");
        foreach (string friend in items.Friends)
            text.Append(CultureInfo.InvariantCulture, $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo({SymbolDisplay.FormatLiteral(friend, quote: true)})]\n");
        return text.ToString();
    }
}
