namespace Weir.Plugins.Guard;

/// <summary>The folder of a user for what must outlive a process.</summary>
internal static class StateFolder
{
    /// <summary>Names the folder for every program of a user.</summary>
    public const string Variable = "WEIR_STATE_PATH";

    /// <summary>The folder.</summary>
    /// <param name="given">What a program says: a folder, an empty text for none, null for the user's own.</param>
    /// <returns>A full path; null when nothing is kept: nobody wants it, or the user has no home.</returns>
    public static string? Of(string? given)
    {
        if (given is "")
            return null;
        return (given ?? Set(Variable)) is { } folder ? Path.GetFullPath(folder) : OfUser();
    }

    private static string? OfUser()
    {
        if (OperatingSystem.IsWindows())
            return Below(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Weir");
        // A relative path there counts as not set.
        string? state = Set("XDG_STATE_HOME") is { } set && Path.IsPathFullyQualified(set)
            ? set
            : Below(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Below(state, "weir");
    }

    private static string? Below(string? folder, params string[] names) =>
        string.IsNullOrEmpty(folder) ? null : Path.Combine([folder, .. names]);

    private static string? Set(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
