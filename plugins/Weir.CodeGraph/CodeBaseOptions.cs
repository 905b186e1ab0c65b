namespace Weir.CodeGraph;

/// <summary>Which files make a code base. Compared by value: equal options mean one code base.</summary>
/// <param name="Root">A folder, project or solution; full path.</param>
/// <param name="Include">Patterns of the files whose rows are wanted, separated by <c>;</c>.</param>
/// <param name="Exclude">Patterns of files that are not, even when included.</param>
internal sealed record CodeBaseOptions(string Root, string Include, string Exclude)
{
    private static readonly string[] ProjectEndings = [".csproj", ".sln", ".slnx"];

    /// <summary>Options as they were given.</summary>
    /// <exception cref="ArgumentException">The root is not there, or is no folder, project or solution.</exception>
    public static CodeBaseOptions Of(string root, string include, string exclude)
    {
        if (string.IsNullOrWhiteSpace(root))
            throw new ArgumentException("The option 'root' is empty. Name a folder, a .csproj or a solution.");
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (!Path.Exists(full))
            throw new ArgumentException($"The option 'root' names '{root}', which is not there (looked for '{full}'; a relative path starts from the process's current folder). Name a folder, a .csproj or a solution.");
        if (File.Exists(full) && !ProjectEndings.Contains(Path.GetExtension(full), StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"The option 'root' names the file '{root}'. Name a folder, a .csproj, a .slnx or a .sln; a single file is chosen by 'include' below its folder.");
        return new CodeBaseOptions(full, include, exclude);
    }

    public bool IsFolder => Directory.Exists(Root);

    /// <summary>The folder that paths of rows start from.</summary>
    public string Folder => IsFolder ? Root : Path.GetDirectoryName(Root)!;
}
