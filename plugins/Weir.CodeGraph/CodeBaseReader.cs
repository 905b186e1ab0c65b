using System.Xml;
using Weir.CodeGraph.Projects;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph;

/// <summary>Finds the projects and files of a code base and reads them; parses nothing.</summary>
internal sealed class CodeBaseReader(CodeBaseOptions options)
{
    private readonly Dictionary<string, ProjectReading> _readings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceDocument?> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CodeProject> _projects = new(StringComparer.Ordinal);
    private readonly List<ProjectFinding> _findings = [];
    private readonly PathGlob _include = new(options.Include);
    private readonly PathGlob _exclude = new(options.Exclude);

    /// <summary>Reads all of it.</summary>
    public CodeBase Read()
    {
        string[] roots = [.. ProjectFiles()];
        foreach (string file in roots)
            ReadProject(file);
        foreach (ProjectReading reading in _readings.Values)
            _projects[reading.File] = new CodeProject(Relative(reading.File), reading.Settings);
        foreach (ProjectReading reading in _readings.Values)
            _projects[reading.File].Documents = Documents(reading.Files);
        Dictionary<CodeProject, bool> seen = [];
        foreach (ProjectReading reading in _readings.Values.OrderBy(reading => reading.File, StringComparer.Ordinal))
            Connect(reading, seen);
        List<CodeProject> projects = [.. _projects.Values.OrderBy(project => project.Path, StringComparer.Ordinal)];
        Own(projects);
        if (options.IsFolder)
            AddLoose(projects);
        NameApart(projects);
        return new CodeBase(
            options, projects, [.. _documents.Values.OfType<SourceDocument>().OrderBy(document => document.Path, StringComparer.Ordinal)],
            [.. _findings.Distinct().OrderBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Code, StringComparer.Ordinal).ThenBy(finding => finding.Message, StringComparer.Ordinal)]);
    }

    private string Relative(string path) => FolderFiles.Relative(options.Folder, path);

    private IEnumerable<string> ProjectFiles()
    {
        if (options.IsFolder)
            return FolderFiles.Below(options.Root, ".csproj");
        if (options.Root.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
            return [options.Root];
        try
        {
            return SolutionProjects.Of(options.Root);
        }
        catch (XmlException e)
        {
            _findings.Add(ProjectFinding.Unreadable(Relative(options.Root), e.Message));
            return [];
        }
    }

    // With what it refers to, so that a project alone is bound as it is in its solution.
    private void ReadProject(string file)
    {
        Queue<string> open = new([file]);
        while (open.TryDequeue(out string? next))
        {
            if (_readings.ContainsKey(next))
                continue;
            if (!File.Exists(next))
            {
                _findings.Add(ProjectFinding.Missing(Relative(file), $"The project '{Relative(next)}'"));
                continue;
            }
            try
            {
                _readings[next] = ProjectReading.Of(next, _findings.Add, Relative);
            }
            catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
            {
                _findings.Add(ProjectFinding.Unreadable(Relative(next), e.Message));
                continue;
            }
            foreach (string other in _readings[next].Projects)
                open.Enqueue(other);
        }
    }

    private SourceDocument[] Documents(IEnumerable<string> files) =>
        [.. files.Select(Document).OfType<SourceDocument>().OrderBy(document => document.Path, StringComparer.Ordinal)];

    private SourceDocument? Document(string file)
    {
        if (_documents.TryGetValue(file, out SourceDocument? known))
            return known;
        string path = Relative(file);
        bool isBelow = !options.IsFolder || !path.StartsWith("../", StringComparison.Ordinal);
        try
        {
            SourceDocument document = new(path, file, File.ReadAllBytes(file), isBelow && _include.IsMatch(path) && !_exclude.IsMatch(path));
            if (!document.Decoded.IsValid)
                _findings.Add(ProjectFinding.NotText(path));
            return _documents[file] = document;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _findings.Add(ProjectFinding.Unreadable(path, e.Message));
            return _documents[file] = null;
        }
    }

    // Depth first: a project that is being connected and met again closes a circle.
    private void Connect(ProjectReading reading, Dictionary<CodeProject, bool> seen)
    {
        CodeProject project = _projects[reading.File];
        if (!seen.TryAdd(project, false))
            return;
        List<CodeProject> references = [];
        foreach (string file in reading.Projects.Distinct().Order(StringComparer.Ordinal))
        {
            if (!_projects.TryGetValue(file, out CodeProject? other))
                continue;
            Connect(_readings[file], seen);
            if (seen[other])
                references.AddRange(other.References.Prepend(other));
            else
                _findings.Add(ProjectFinding.Circle(project.Path, other.Path));
        }
        project.References = [.. references.Distinct()];
        seen[project] = true;
    }

    // A file that several projects compile is bound in the one whose folder holds it, else in the first.
    private static void Own(List<CodeProject> projects)
    {
        foreach (CodeProject project in projects)
            foreach (SourceDocument document in project.Documents)
                if (document.Project is null || (Holds(project, document) && !Holds(document.Project, document)))
                    document.Project = project;
    }

    private static bool Holds(CodeProject project, SourceDocument document) =>
        project.Path.LastIndexOf('/') is var slash && document.Path.StartsWith(project.Path[..(slash + 1)], StringComparison.Ordinal);

    private void AddLoose(List<CodeProject> projects)
    {
        SourceDocument[] documents = [.. Documents(FolderFiles.Below(options.Root, ".cs")).Where(document => document.Project is null && document.IsEmitted)];
        if (documents.Length == 0)
            return;
        CodeProject loose = new("", ProjectReading.Loose()) { Documents = documents };
        foreach (SourceDocument document in documents)
            document.Project = loose;
        projects.Add(loose);
    }

    private static void NameApart(List<CodeProject> projects)
    {
        foreach (IGrouping<string, CodeProject> twins in projects.GroupBy(project => project.Settings.AssemblyName).Where(group => group.Count() > 1))
            foreach (CodeProject project in twins)
                project.Key = $"{twins.Key}@{project.Path}";
    }
}
