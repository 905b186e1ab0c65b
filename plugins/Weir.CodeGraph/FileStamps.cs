using System.Globalization;
using System.Text;
using Weir.CodeGraph.Projects;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph;

/// <summary>Names, sizes and times of everything that a code base was read from: what changes when a file is added, changed or removed.</summary>
internal static class FileStamps
{
    private static readonly string[] Shared = ["Directory.Build.props", "Directory.Build.targets"];

    public static string Of(CodeBaseOptions options, CodeBase codeBase)
    {
        SortedSet<string> files = new(StringComparer.Ordinal);
        if (options.IsFolder)
            files.UnionWith(FolderFiles.Below(options.Root, ".cs", ".csproj", ".props", ".targets"));
        else
            files.Add(options.Root);
        foreach (CodeProject project in codeBase.Projects)
            AddProject(options, project, files);
        StringBuilder text = new();
        foreach (string file in files)
        {
            FileInfo info = new(file);
            text.Append(CultureInfo.InvariantCulture, $"{file}\n{(info.Exists ? info.Length : -1)}\n{(info.Exists ? info.LastWriteTimeUtc.Ticks : 0)}\n");
        }
        return text.ToString();
    }

    private static void AddProject(CodeBaseOptions options, CodeProject project, SortedSet<string> files)
    {
        files.UnionWith(project.Documents.Select(document => document.FullPath));
        if (project.Path.Length == 0)
            return;
        string file = Path.GetFullPath(project.Path, options.Folder);
        files.Add(file);
        string folder = Path.GetDirectoryName(file)!;
        files.Add(Path.Combine(folder, "obj", "project.assets.json"));
        files.UnionWith(FolderFiles.Below(folder, ".cs"));
        for (string? above = folder; above is not null; above = Path.GetDirectoryName(above))
            foreach (string name in Shared)
                files.Add(Path.Combine(above, name));
    }
}
