using System.CommandLine;

namespace Weir.Cli.Commands;

/// <summary>The option that names a function policy, the same on every command that runs SQL.</summary>
internal sealed class FunctionPolicyOption
{
    private readonly Option<string?> _file = new("--function-policy")
    {
        HelpName = "FILE",
        Description = "Hold functions to the types, the volatility and the ways to name arguments that a policy declares, a JSON file.",
    };

    public void AddTo(Command command) => command.Add(_file);

    /// <summary>The options of a runtime, with the policy that the command line names.</summary>
    public async Task<WeirOptions> WithPolicyAsync(WeirOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_file) is { } file)
            options.FunctionPolicy = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        return options;
    }
}
