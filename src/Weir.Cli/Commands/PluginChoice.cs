using System.CommandLine;
using System.Globalization;
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

    private readonly Option<string?> _deadline = new("--plugin-deadline")
    {
        HelpName = "SECONDS",
        Description = "The longest that one call into these plugins may take. Without it: no limit in process, 60 s for starting a child process.",
    };

    private readonly Option<string[]> _configurations = new("--plugin-config")
    {
        HelpName = "NAME=JSON",
        Description = "Configure a plugin with a JSON object. NAME is what --plugin says. Repeat for more plugins.",
    };

    private readonly Option<bool> _locked = new("--locked")
    {
        Description = "Load only plugins that weir.lock.json has, with the very hash.",
    };

    public void AddTo(Command command)
    {
        command.Add(_plugins);
        command.Add(_isolation);
        command.Add(_deadline);
        command.Add(_configurations);
        command.Add(_locked);
    }

    /// <summary>How the runtime of a command line is opened, with the plugins that it asks for.</summary>
    /// <exception cref="UsageException">An option is no such word or number, a plugin is empty, or one that is configured is not loaded.</exception>
    public WeirOptions OptionsOf(ParseResult parsed, Terminal terminal)
    {
        PluginIsolation isolation = IsolationWord.Of(parsed.GetValue(_isolation), PluginIsolation.Manifest);
        WeirOptions options = RuntimeSettings.Of(terminal);
        options.PluginTrust = new PluginTrust { LockMode = parsed.GetValue(_locked) ? PluginLockMode.Required : PluginLockMode.WhenPresent };
        double? deadline = DeadlineOf(parsed.GetValue(_deadline));
        Dictionary<string, string> configurations = (parsed.GetValue(_configurations) ?? []).Select(ConfigurationOf).ToDictionary(StringComparer.Ordinal);
        foreach (string text in parsed.GetValue(_plugins) ?? [])
        {
            PluginReference reference = PluginWord.Reference(text, ".") with { Isolation = isolation, DeadlineSeconds = deadline };
            options.Plugins.Add(configurations.Remove(text, out string? json) ? reference with { ConfigurationJson = json } : reference);
        }
        if (configurations.Count > 0)
            throw new UsageException($"--plugin-config '{configurations.First().Key}': no --plugin says that; the name must be what --plugin says");
        return options;
    }

    private static double? DeadlineOf(string? text) => text is null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds > 0 && double.IsFinite(seconds) ? seconds
        : throw new UsageException($"--plugin-deadline '{text}': expected a number of seconds above 0");

    private static KeyValuePair<string, string> ConfigurationOf(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and int equals
            ? new(text[..equals], text[(equals + 1)..])
            : throw new UsageException($"--plugin-config '{text}': expected NAME=JSON, for example sample={{\"depth\": 3}}");
}
