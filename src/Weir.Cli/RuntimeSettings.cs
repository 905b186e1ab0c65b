namespace Weir.Cli;

/// <summary>How every command opens the runtime.</summary>
internal static class RuntimeSettings
{
    /// <summary>
    /// The options of this process. What does not fit into memory goes below <c>WEIR_SPILL_FOLDER</c>, or else
    /// below the system's folder for temporary files: in a folder of this process, since two engines
    /// would take each other's files for their own.
    /// </summary>
    public static WeirOptions Of(Terminal terminal) => new()
    {
        SpillFolder = SpillFolderOf(terminal, root: null),
        StateFolder = terminal.Variable("WEIR_STATE_PATH") is { Length: > 0 } state ? state : null,
    };

    /// <summary>The folder of this process for what does not fit into memory.</summary>
    /// <param name="terminal">Has the environment.</param>
    /// <param name="root">The folder that it lies in; null for the one that the environment says.</param>
    public static string SpillFolderOf(Terminal terminal, string? root) => Path.Combine(
        root ?? (terminal.Variable("WEIR_SPILL_FOLDER") is { Length: > 0 } folder ? folder : Path.GetTempPath()),
        $"weir-spill-{Environment.ProcessId}");
}
