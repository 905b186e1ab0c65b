namespace Weir.Diagnostics;

/// <summary>
/// Errors of build runs (WEIR7xxx): what a checked spec met when it was carried out. The name of a
/// row is the code of the build contract.
/// </summary>
internal static class BuildErrors
{
    private const string Runtime = "runtime";

    private static readonly ErrorCode PrepareCode = new(
        "WEIR7001", "PREPARE_EXECUTION_CONTEXT_FAILED",
        "An input of a build cannot be opened.",
        "Check the location, format and version of the input; nothing was written.");

    private static readonly ErrorCode PipelineCode = new(
        "WEIR7002", "PIPELINE_EXECUTION_FAILED",
        "An output of a build could not be written.",
        "Look at the cause; outputs listed as committed are complete, later ones were not started.");

    private static readonly ErrorCode ArtifactCode = new(
        "WEIR7003", "ARTIFACT_WRITE_FAILED",
        "All outputs of a build are committed, but a file that describes the run could not be written.",
        "Check the folder of the outputs; the tables are complete.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All = [PrepareCode, PipelineCode, ArtifactCode];

    public static WeirException InputUnavailable(string input, string path, WeirException cause) => Make(
        PrepareCode, $"input '{input}' cannot be opened: {Gist(cause)}. Nothing was written.", cause, ("input", input), ("path", path));

    /// <param name="output">The output that failed.</param>
    /// <param name="committed">Outputs of this run that are committed, as <c>name@version</c>.</param>
    /// <param name="cause">What the writer or the engine said.</param>
    public static WeirException OutputFailed(string output, IReadOnlyCollection<string> committed, WeirException cause)
    {
        string before = committed.Count == 0
            ? "No output was committed before it"
            : $"Committed before it, and complete: {string.Join(", ", committed)}";
        return Make(
            PipelineCode, $"output '{output}' failed: {Gist(cause)}. {before}; none was started after it.", cause,
            ("output", output), ("committed", string.Join(',', committed)));
    }

    public static WeirException ArtifactFailed(string file, IReadOnlyCollection<string> committed, Exception cause) => Make(
        ArtifactCode, $"'{file}' could not be written: {cause.Message.TrimEnd('.')}. The tables are complete: {string.Join(", ", committed)}.",
        cause, ("file", file), ("committed", string.Join(',', committed)));

    private static WeirException Make(ErrorCode code, string message, Exception cause, params (string Name, string Value)[] facts)
    {
        Dictionary<string, string> details = facts.ToDictionary(fact => fact.Name, fact => fact.Value);
        details["code"] = code.Name;
        details["stage"] = Runtime;
        details["cause"] = cause is WeirException { Code: var inner } ? inner : cause.GetType().Name;
        details["cause_message"] = cause.Message;
        return new WeirException(code.Id, message, cause) { Details = details };
    }

    // Code and first sentence; the rest (remedy, statement, excerpt) stays in the cause and its details.
    private static string Gist(WeirException cause)
    {
        string message = cause.Message;
        int line = message.IndexOf('\n', StringComparison.Ordinal);
        int length = SentenceEnd(line < 0 ? message : message[..line]);
        return $"{cause.Code}, {message[..length].TrimEnd('.', ' ', '\r')}";
    }

    // A period within quotes belongs to a name.
    private static int SentenceEnd(string line)
    {
        char quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            char found = line[i];
            if (quote == '\0' && found == '.' && i + 1 < line.Length && line[i + 1] == ' ')
                return i;
            if (found is '\'' or '"' && (quote == '\0' || quote == found))
                quote = quote == '\0' ? found : '\0';
        }
        return line.Length;
    }
}
