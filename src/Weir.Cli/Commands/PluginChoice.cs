using System.CommandLine;
using Weir.Plugins;

namespace Weir.Cli.Commands;

/// <summary>The options that name plugins, the same on every command that loads some.</summary>
internal sealed class PluginChoice
{
    private readonly Option<string[]> _plugins = new("--plugin")
    {
        HelpName = "NAME|PATH",
        Description = "Load a plugin: its name, or the path of its library, its plugin.json or its folder. Repeat for more plugins.",
    };

    private readonly Option<string?> _isolation = new("--plugin-isolation")
    {
        HelpName = "in-process|process",
        Description = "Where the code of these plugins runs, at least; process is a child process. Without it: as each plugin's manifest says.",
    };

    private readonly Option<bool> _locked = new("--locked")
    {
        Description = "Load only plugins that weir.lock.json has, with the very hash.",
    };

    public void AddTo(Command command)
    {
        command.Add(_plugins);
        command.Add(_isolation);
        command.Add(_locked);
    }

    /// <summary>How the runtime of a command line is opened, with the plugins that it asks for.</summary>
    /// <exception cref="UsageException">The isolation is no such word, or a plugin is empty.</exception>
    public WeirOptions OptionsOf(ParseResult parsed, Terminal terminal)
    {
        PluginIsolation isolation = parsed.GetValue(_isolation) switch
        {
            null => PluginIsolation.Manifest,
            "in-process" or "in_process" => PluginIsolation.InProcess,
            "process" => PluginIsolation.Process,
            string other => throw new UsageException($"--plugin-isolation '{other}': expected in-process or process"),
        };
        WeirOptions options = RuntimeSettings.Of(terminal);
        options.PluginTrust = new PluginTrust { LockMode = parsed.GetValue(_locked) ? PluginLockMode.Required : PluginLockMode.WhenPresent };
        foreach (string text in parsed.GetValue(_plugins) ?? [])
            options.Plugins.Add(PluginWord.Reference(text, ".") with { Isolation = isolation });
        return options;
    }
}
