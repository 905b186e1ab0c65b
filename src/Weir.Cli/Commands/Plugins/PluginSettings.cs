using System.CommandLine;
using Weir.Plugins;

namespace Weir.Cli.Commands.Plugins;

/// <summary>What all commands below <c>weir plugins</c> share: the screen, and where plugins are searched.</summary>
internal sealed class PluginSettings(Terminal terminal, Option<bool> json, Option<bool> noColor)
{
    private readonly Option<string?> _base = new("--base")
    {
        HelpName = "DIR",
        Description = "The folder that relative paths and the search start from. Without it: the current folder.",
        Recursive = true,
    };

    private readonly Option<bool> _locked = new("--locked")
    {
        Description = "Refuse plugins that weir.lock.json does not have with the very hash.",
        Recursive = true,
    };

    public Terminal Terminal => terminal;

    public void AddTo(Command command)
    {
        command.Add(_base);
        command.Add(_locked);
    }

    public bool Json(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>Whether standard output may have colour.</summary>
    public bool Color(ParseResult parsed) => terminal.OutputIsTerminal && terminal.ColorAllowed && !parsed.GetValue(noColor);

    /// <summary>The folder that relative paths and the search start from.</summary>
    public string BaseFolder(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(_base) ?? ".");

    public PluginTrust Trust(ParseResult parsed) => new()
    {
        LockMode = parsed.GetValue(_locked) ? PluginLockMode.Required : PluginLockMode.WhenPresent,
    };

    public PluginLocator Locator(ParseResult parsed) => new(BaseFolder(parsed));

    public PluginInspector Inspector(ParseResult parsed) => new(BaseFolder(parsed), Trust(parsed));

    /// <summary>How a runtime is opened that loads plugins of this search.</summary>
    public WeirOptions Runtime(ParseResult parsed)
    {
        WeirOptions options = RuntimeSettings.Of(terminal);
        options.PluginBaseDirectory = BaseFolder(parsed);
        options.PluginTrust = Trust(parsed);
        return options;
    }

    /// <summary>The plugins that an argument names; all that are found when it names none.</summary>
    public IReadOnlyList<PluginReference> References(ParseResult parsed, Argument<string[]> plugins) =>
        parsed.GetValue(plugins) is { Length: > 0 } named
            ? [.. named.Select(text => PluginWord.Reference(text, BaseFolder(parsed)))]
            : [.. Locator(parsed).Names().Select(name => new PluginReference(name))];
}
