namespace Weir.Build;

/// <summary>Where the files that describe a run belong: beside its outputs.</summary>
internal static class OutputRoot
{
    /// <summary>
    /// The folder that holds the first output. Pure: looks at names only. Null when there is no output
    /// or the first one has no parent.
    /// </summary>
    /// <param name="locations">Root folders of the outputs, in order; both separators are understood.</param>
    public static string? Infer(IReadOnlyList<string> locations)
    {
        if (locations.Count == 0)
            return null;
        string first = locations[0].TrimEnd('/', '\\');
        int separator = first.AsSpan().LastIndexOfAny('/', '\\');
        return separator switch
        {
            < 0 => null,
            0 when first.Length == 1 => null,
            0 => first[..1],
            _ => first[..separator],
        };
    }
}
