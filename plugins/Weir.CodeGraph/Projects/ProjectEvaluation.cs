using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Projects;

/// <summary>
/// Reads a project file as far as MSBuild is not needed for it: properties, conditions, imports of files beside it,
/// items with patterns. What it cannot evaluate it leaves out and tells.
/// </summary>
/// <param name="path">Full path of the project file.</param>
/// <param name="tell">Takes what was left out.</param>
/// <param name="relative">A full path as rows name it.</param>
internal sealed partial class ProjectEvaluation(string path, Action<ProjectFinding> tell, Func<string, string> relative)
{
    private const int ImportsMax = 32;

    private readonly string _folder = Path.GetDirectoryName(path)!;
    private readonly Dictionary<string, string> _properties = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(XElement Group, string File)> _groups = [];

    public string Sdk { get; private set; } = "";

    /// <summary>A property's value; empty when it is not set.</summary>
    public string this[string name] => _properties.GetValueOrDefault(name, "");

    public bool Is(string name) => this[name] is "true" or "True" or "enable" or "Enable";

    /// <summary>Reads the file with what it imports, for one target framework.</summary>
    /// <exception cref="XmlException">The project file is no XML.</exception>
    public void Evaluate(string? framework)
    {
        _groups.Clear();
        _properties.Clear();
        XElement project = XDocument.Load(path).Root!;
        Sdk = project.Attribute("Sdk")?.Value ?? project.Element("Sdk")?.Attribute("Name")?.Value ?? "";
        (_properties["Configuration"], _properties["Platform"]) = ("Debug", "AnyCPU");
        _properties["MSBuildProjectDirectory"] = _folder;
        _properties["MSBuildProjectName"] = _properties["AssemblyName"] = Path.GetFileNameWithoutExtension(path);
        _properties["MSBuildProjectFile"] = Path.GetFileName(path);
        if (framework is not null)
            _properties["TargetFramework"] = framework;
        if (Sdk.Length > 0 && Above("Directory.Build.props") is { } props)
            Import(props, 0);
        Read(project, path, 0);
        if (Sdk.Length > 0 && Above("Directory.Build.targets") is { } targets)
            Import(targets, 0);
        // A framework that was asked for wins over what files say.
        if (framework is not null)
            _properties["TargetFramework"] = framework;
    }

    /// <summary>The items, once the properties are known.</summary>
    public ProjectItems Items()
    {
        ProjectItems items = new();
        if (Sdk.Length > 0 && this["EnableDefaultItems"] != "false" && this["EnableDefaultCompileItems"] != "false")
        {
            PathGlob excluded = new(Expand(this["DefaultItemExcludes"], path));
            items.Compile.UnionWith(FolderFiles.Below(_folder, ".cs").Where(file => !excluded.IsMatch(FolderFiles.Relative(_folder, file))));
        }
        foreach ((XElement group, string file) in _groups)
            foreach (XElement item in group.Elements().Where(item => Holds(item, file)))
                Add(item, file, items);
        return items;
    }

    private void Read(XElement project, string file, int depth)
    {
        foreach (XElement element in project.Elements().Where(element => Holds(element, file)))
        {
            if (element.Name.LocalName == "PropertyGroup")
                foreach (XElement property in element.Elements().Where(property => Holds(property, file)))
                    _properties[property.Name.LocalName] = Expand(property.Value.Trim(), file);
            else if (element.Name.LocalName == "ItemGroup")
                _groups.Add((element, file));
            else if (element.Name.LocalName == "Import" && element.Attribute("Sdk") is null)
                Import(Full(Expand(element.Attribute("Project")?.Value ?? "", file), Path.GetDirectoryName(file)!), depth + 1);
        }
    }

    private void Import(string file, int depth)
    {
        if (depth > ImportsMax || !File.Exists(file))
        {
            tell(ProjectFinding.Missing(relative(path), $"The import '{relative(file)}'"));
            return;
        }
        try
        {
            Read(XDocument.Load(file).Root!, file, depth);
        }
        catch (XmlException e)
        {
            tell(ProjectFinding.Unreadable(relative(file), e.Message));
        }
    }

    private void Add(XElement item, string file, ProjectItems items)
    {
        string name = item.Name.LocalName;
        string include = Value(item, "Include", file), remove = Value(item, "Remove", file);
        if (name == "Compile")
        {
            string exclude = Value(item, "Exclude", file);
            items.Compile.UnionWith(include.Split(';').SelectMany(Matching).Except(exclude.Split(';').SelectMany(Matching)));
            items.Compile.ExceptWith(remove.Split(';').SelectMany(Matching));
        }
        else if (name == "ProjectReference" && include.Length > 0 && IsSeen(item, file))
            items.Projects.AddRange(Parts(include).Select(part => Full(part, _folder)));
        else if (name == "Reference" && Value(item, "HintPath", file) is { Length: > 0 } hint)
            items.Libraries.Add(Full(hint, _folder));
        else if (name == "FrameworkReference")
            items.Frameworks.AddRange(Parts(include));
        else if (name == "InternalsVisibleTo")
            items.Friends.AddRange(Parts(include));
        else if (name == "PackageReference")
            items.HasPackages |= include.Length > 0;
        else if (name == "Using")
            AddUsing(item, include, remove, file, items);
    }

    private void AddUsing(XElement item, string include, string remove, string file, ProjectItems items)
    {
        string prefix = Value(item, "Static", file).Equals("true", StringComparison.OrdinalIgnoreCase) ? "static " : "";
        string alias = Value(item, "Alias", file) is { Length: > 0 } given ? $"{given} = " : "";
        items.Usings.AddRange(Parts(include).Select(part => $"{prefix}{alias}{part}"));
        items.Usings.RemoveAll(known => Parts(remove).Contains(known));
    }

    // A reference that only orders the build, or brings an analyzer, shows no types.
    private bool IsSeen(XElement item, string file) =>
        !Value(item, "ReferenceOutputAssembly", file).Equals("false", StringComparison.OrdinalIgnoreCase)
        && !Value(item, "OutputItemType", file).Equals("Analyzer", StringComparison.OrdinalIgnoreCase);

    private string Value(XElement item, string name, string file) =>
        Expand(item.Attribute(name)?.Value ?? item.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value ?? "", file).Trim();

    private static string[] Parts(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private IEnumerable<string> Matching(string pattern)
    {
        string full = pattern.Trim() is { Length: > 0 } given ? Full(given, _folder) : "";
        int wild = full.IndexOfAny(['*', '?']);
        if (wild < 0)
            return full.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && File.Exists(full) ? [full] : [];
        string start = full[..full.LastIndexOf('/', wild)];
        PathGlob glob = new(full);
        return Directory.Exists(start) ? FolderFiles.Below(start, ".cs").Where(file => glob.IsMatch(file.Replace('\\', '/'))) : [];
    }

    private static string Full(string path, string folder)
    {
        string slashed = path.Replace('\\', '/');
        int wild = slashed.IndexOfAny(['*', '?']);
        // The path library takes patterns as they are, but only what stands before them may have dots.
        return wild < 0
            ? Path.GetFullPath(slashed, folder)
            : Path.GetFullPath(slashed[..(slashed.LastIndexOf('/', wild) + 1)] is { Length: > 0 } start ? start : ".", folder).TrimEnd('/') + "/" + slashed[(slashed.LastIndexOf('/', wild) + 1)..];
    }

    private string? Above(string name)
    {
        for (string? folder = _folder; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, name)))
                return Path.Combine(folder, name);
        return null;
    }

    private bool Holds(XElement element, string file)
    {
        if (element.Attribute("Condition")?.Value is not { } written)
            return true;
        bool? holds = new ProjectCondition(Expand(written, file), Path.GetDirectoryName(file)!).Evaluate();
        if (holds is null)
            tell(ProjectFinding.Condition(relative(file), written));
        return holds ?? false;
    }

    private string Expand(string text, string file) => PropertyText().Replace(text, match => match.Groups[1].Value switch
    {
        "MSBuildThisFileDirectory" => Path.GetDirectoryName(file) + "/",
        "MSBuildThisFileFullPath" => file,
        var name => _properties.GetValueOrDefault(name, ""),
    });

    [GeneratedRegex(@"\$\(\s*([A-Za-z_]\w*)\s*\)", RegexOptions.CultureInvariant)]
    private static partial Regex PropertyText();
}
