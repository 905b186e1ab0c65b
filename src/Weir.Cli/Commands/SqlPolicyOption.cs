using System.CommandLine;

namespace Weir.Cli.Commands;

/// <summary><c>--policy</c> and <c>--explain-policy</c>: what SQL may do, and why it may not.</summary>
internal sealed class SqlPolicyOption
{
    private readonly Option<string?> _policy = new("--policy")
    {
        HelpName = "NAME|FILE",
        Description = $"What the statement may do: {string.Join(", ", SqlPolicy.PresetNames)}, or a file with a policy as JSON. Without it, what the profile says, else {SqlPolicy.ReadOnly.Name}.",
    };

    private readonly Option<bool> _explain = new("--explain-policy")
    {
        Description = "Print what the policy says about the statement, and run nothing; exit code 3 when it is refused.",
    };

    public void AddTo(Command command)
    {
        command.Add(_policy);
        command.Add(_explain);
    }

    /// <summary>Whether the verdict is asked for and not the rows.</summary>
    public bool Explains(ParseResult parsed) => parsed.GetValue(_explain);

    /// <summary>The policy that is named; null when none is.</summary>
    public async Task<SqlPolicy?> PolicyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_policy) is not { } name)
            return null;
        return File.Exists(name)
            ? SqlPolicy.FromJson(await File.ReadAllTextAsync(name, cancellationToken).ConfigureAwait(false))
            : SqlPolicy.Named(name);
    }
}
