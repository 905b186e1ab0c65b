namespace Weir.Policies;

/// <summary>Says whether a path leads to a place below one of some folders.</summary>
/// <param name="folders">The folders; null for everywhere.</param>
/// <param name="realPath">Where a path leads to; throws <see cref="IOException"/> when that cannot be told.</param>
/// <param name="linksBelow">The links below a folder; null when there are too many entries to look through.</param>
internal sealed class PathRule(IReadOnlyList<string>? folders, Func<string, string> realPath, Func<string, IReadOnlyList<string>?> linksBelow)
{
    private const string Scheme = "file:";

    private static readonly StringComparison Case = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly Lazy<string[]> _roots = new(() => [.. (folders ?? []).Select(folder => WithSeparator(realPath(Path.GetFullPath(folder))))]);

    /// <summary>The folders as they were given; empty for everywhere.</summary>
    public IReadOnlyList<string> Folders => folders ?? [];

    /// <summary>Whether every path is fine.</summary>
    public bool IsOpen => folders is null;

    /// <summary>A rule by the file system as it is.</summary>
    public static PathRule Of(IReadOnlyList<string>? folders) => new(folders, RealPath.Of, RealPath.LinksBelow);

    /// <summary>Why a path to read, perhaps with wildcards, is refused; null when it is not.</summary>
    public string? WhyNotRead(string path)
    {
        if (folders is null)
            return null;
        if (WhyUnclear(path) is { } why)
            return why;
        string local = Local(path);
        int wildcard = local.AsSpan().IndexOfAny('*', '?', '[');
        return wildcard < 0 ? WhyOutside(local) : WhyNotGlob(local, wildcard);
    }

    /// <summary>Why a path to write is refused; null when it is not.</summary>
    /// <param name="path">As it is written.</param>
    /// <param name="target">The absolute path that it leads to, when it is fine.</param>
    public string? WhyNotWrite(string path, out string target)
    {
        target = "";
        if (WhyUnclear(path) is { } why)
            return why;
        string local = Local(path);
        if (local.AsSpan().IndexOfAny('*', '?', '[') >= 0)
            return "it has a wildcard";
        if (folders is not null && WhyOutside(local) is { } outside)
            return outside;
        return Try(() => realPath(local), out target);
    }

    // A wildcard may match a link, and the engine follows it.
    private string? WhyNotGlob(string local, int wildcard)
    {
        string folder = local[..(local.AsSpan(0, wildcard).LastIndexOfAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) + 1)];
        if (folder.Length == 0)
            folder = "." + Path.DirectorySeparatorChar;
        if (Parts(local[wildcard..]).Contains(".."))
            return "it goes up behind a wildcard";
        if (WhyOutside(folder) is { } why)
            return why;
        if (Try(() => realPath(folder), out string real) is { } unclear)
            return unclear;
        return linksBelow(real) is not { } links ? "too many files lie where its wildcard looks"
            : links.FirstOrDefault(link => WhyOutside(link) is not null) is { } link ? $"its wildcard may match the link '{link}', which leads out"
            : null;
    }

    // By the text alone and by the links: an engine may go either way.
    private string? WhyOutside(string local)
    {
        if (Try(() => realPath(local), out string real) is { } why)
            return why;
        return IsInside(real) && IsInside(realPath(Path.GetFullPath(local))) ? null : "it leads to a place that is not below an open folder";
    }

    private bool IsInside(string path) => _roots.Value.Any(root => WithSeparator(path).StartsWith(root, Case));

    private static string? WhyUnclear(string path) =>
        path.Length == 0 || path.Contains('\0') ? "it is empty or holds a NUL"
        : path[0] == '~' ? "it begins with ~; write the folder out"
        : path.Contains("://", StringComparison.Ordinal) && !path.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? "it is not local"
        : path.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && !IsLocalUrl(path) ? "it is a URL of another form than file:///folder/file, in small letters"
        : null;

    private static bool IsLocalUrl(string path) =>
        path.StartsWith("file:///", StringComparison.Ordinal) || (path.StartsWith("file:/", StringComparison.Ordinal) && !path.StartsWith("file://", StringComparison.Ordinal));

    private static string Local(string path) =>
        path.StartsWith("file:///", StringComparison.Ordinal) ? path["file://".Length..]
        : path.StartsWith(Scheme, StringComparison.Ordinal) ? path[Scheme.Length..]
        : path;

    private static string? Try(Func<string> resolve, out string result)
    {
        result = "";
        try
        {
            result = resolve();
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"where it leads to cannot be told ({cause.Message})";
        }
    }

    private static string[] Parts(string path) => path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);

    private static string WithSeparator(string folder) => Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
}
