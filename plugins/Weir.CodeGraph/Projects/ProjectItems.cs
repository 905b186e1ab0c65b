namespace Weir.CodeGraph.Projects;

/// <summary>What a project's items come to, in the order written.</summary>
internal sealed class ProjectItems
{
    /// <summary>Full paths of the files to compile.</summary>
    public SortedSet<string> Compile { get; } = new(StringComparer.Ordinal);

    /// <summary>Full paths of referenced projects.</summary>
    public List<string> Projects { get; } = [];

    /// <summary>Full paths of referenced assemblies.</summary>
    public List<string> Libraries { get; } = [];

    /// <summary>Shared frameworks beside the base one.</summary>
    public List<string> Frameworks { get; } = [];

    /// <summary>Global usings as they are written behind <c>global using</c>.</summary>
    public List<string> Usings { get; } = [];

    /// <summary>Assemblies that see internals.</summary>
    public List<string> Friends { get; } = [];

    /// <summary>Whether a package is referenced.</summary>
    public bool HasPackages { get; set; }
}
