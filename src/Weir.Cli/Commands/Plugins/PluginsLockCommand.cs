using System.CommandLine;
using Weir.Plugins;

namespace Weir.Cli.Commands.Plugins;

/// <summary><c>weir plugins lock</c>: writes down the hashes of the plugins that may be loaded.</summary>
internal sealed class PluginsLockCommand : DocumentedCommand
{
    private readonly PluginSettings _settings;
    private readonly Argument<string[]> _plugins = new("NAME|PATH")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "The plugins to lock; without any, all that list shows.",
    };
    private readonly Option<bool> _check = new("--check")
    {
        Description = "Write nothing; answer 3 when the file is not what would be written.",
    };

    public PluginsLockCommand(PluginSettings settings)
        : base("lock", "Write the hashes of plugins to weir.lock.json.")
    {
        _settings = settings;
        Add(_plugins);
        Add(_check);
        SetAction(Run);
    }

    public override string Story =>
        """
        Inspects the plugins and writes name, version and the SHA-256 of the library of every platform that
        their packages have. Once the file is there, a library with another hash is not loaded. Platforms
        and plugins that stand in the file already stay, unless they are locked anew.
        """;

    public override IReadOnlyList<CommandExample> Examples { get; } =
    [
        new("weir plugins lock", "lock every plugin that is found"),
        new("weir plugins lock --check", "in CI: is the file up to date?"),
    ];

    private int Run(ParseResult parsed)
    {
        string path = Path.Combine(_settings.BaseFolder(parsed), PluginLock.FileName);
        string before = File.Exists(path) ? File.ReadAllText(path) : "";
        PluginLock wanted = Lock(parsed, before.Length == 0 ? PluginLock.Empty : PluginJson.ReadLock(before, path));
        string text = PluginJson.Write(wanted);
        bool isCurrent = before == text;
        bool check = parsed.GetValue(_check);
        if (!isCurrent && !check)
            File.WriteAllText(path, text);
        if (_settings.Json(parsed))
            _settings.Terminal.Text.Write(text);
        else
            Print(wanted, path, isCurrent, check);
        return isCurrent || !check ? ExitCode.Done : ExitCode.Refused;
    }

    private PluginLock Lock(ParseResult parsed, PluginLock before)
    {
        PluginLocator locator = _settings.Locator(parsed);
        PluginLocker locker = new(_settings.BaseFolder(parsed));
        return _settings.References(parsed, _plugins).Aggregate(before, (wanted, plugin) =>
            locker.Add(wanted, plugin.Path ?? PackageOf(locator.Resolve(plugin).Path)));
    }

    // The plugin.json beside a library names those of the other platforms too.
    private static string PackageOf(string library)
    {
        string manifest = Path.Combine(Path.GetDirectoryName(library)!, "plugin.json");
        return File.Exists(manifest) ? manifest : library;
    }

    private void Print(PluginLock wanted, string path, bool isCurrent, bool check)
    {
        TextWriter output = _settings.Terminal.Text;
        foreach (LockedPlugin plugin in wanted.Plugins)
            output.WriteLine($"{PrintableText.Of(plugin.Name)} {PrintableText.Of(plugin.Version)}: {string.Join(", ", plugin.Files.Keys)}");
        output.WriteLine(
            isCurrent ? $"{path} is up to date"
            : check ? $"{path} is not up to date; run weir plugins lock"
            : $"wrote {path}");
    }
}
