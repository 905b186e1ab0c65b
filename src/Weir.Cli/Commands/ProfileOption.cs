using System.CommandLine;

namespace Weir.Cli.Commands;

/// <summary><c>--profile</c>: what the runtime of a command is. Without it the environment says.</summary>
internal sealed class ProfileOption
{
    private readonly Option<string?> _profile;

    /// <param name="description">What the profile is for, in the help of the command.</param>
    public ProfileOption(string description)
    {
        _profile = new Option<string?>("--profile") { HelpName = "NAME|FILE", Description = description };
    }

    public void AddTo(Command command) => command.Add(_profile);

    /// <summary>What was written; null when nothing was.</summary>
    public string? Written(ParseResult parsed) => parsed.GetValue(_profile);

    /// <summary>Reads a profile, a preset or a file of JSON.</summary>
    /// <exception cref="WeirException">WEIR8080, WEIR8081: there is none, or the file holds none.</exception>
    public static async Task<RuntimeProfile> ReadAsync(string nameOrFile, CancellationToken cancellationToken) => File.Exists(nameOrFile)
        ? RuntimeProfile.Read(await File.ReadAllTextAsync(nameOrFile, cancellationToken).ConfigureAwait(false))
        : RuntimeProfile.Preset(nameOrFile);

    /// <summary>Opens the runtime of a command line.</summary>
    /// <param name="options">What the command line injects; its spill folder goes into the profile.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Has the environment.</param>
    /// <param name="cancellationToken">Ends the reading of a file.</param>
    /// <exception cref="WeirException">WEIR808x: the profile, or a variable of the environment, cannot be used.</exception>
    public async Task<WeirRuntime> OpenAsync(WeirOptions options, ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        RuntimeProfile profile = Written(parsed) is { } written
            ? await ReadAsync(written, cancellationToken).ConfigureAwait(false)
            : RuntimeProfile.FromEnvironment(terminal.Variable);
        options.SpillFolder = null;
        ExecutionProfile execution = profile.Execution;
        // One with a limit and no folder has a folder of its own for each engine.
        bool hasOwn = execution is { SpillDir: null, MaxTempDirectoryBytes: not null };
        return WeirRuntime.Open(
            hasOwn ? profile : profile with { Execution = execution with { SpillDir = RuntimeSettings.SpillFolderOf(terminal, execution.SpillDir) } }, options);
    }
}
