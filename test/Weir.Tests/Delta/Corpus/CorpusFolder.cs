namespace Weir.Tests.Delta.Corpus;

/// <summary>
/// Where the tables of other writers lie: the environment variable WEIR_CORPUS. On a build server
/// (CI=true) the tests over them must run, so there a missing folder fails them instead of skipping.
/// </summary>
internal static class CorpusFolder
{
    private const string Variable = "WEIR_CORPUS";

    private static string? Configured => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    private static bool MustRun => Environment.GetEnvironmentVariable("CI") == "true";

    public static string? SkipReason => Configured is null && !MustRun
        ? $"The environment variable {Variable} does not name the folder of the Delta corpus."
        : null;

    public static string Path => Configured ?? throw new InvalidOperationException($"CI=true, but {Variable} is not set.");
}
