using Microsoft.Extensions.Logging;
using Weir.Plugins;
using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;
using Weir.Plugins.Load;
using Weir.Tests.Plugins.Fixtures;

namespace Weir.Tests.Plugins.Load;

/// <summary>A registry over one folder, with a managed plugin "probe" in it unless a test lays another.</summary>
internal sealed class RegistryFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RegistryFixture(Dictionary<string, string>? variables = null, Func<PluginReference, LoadedPlugin>? stub = null)
    {
        Lay(ProbeSource.Build(ManifestText.Managed()));
        PluginSearch search = new()
        {
            BaseFolder = _folder.Path,
            ProgramFolder = _folder["program"],
            Variable = (variables ?? []).GetValueOrDefault,
            Files = new DiskPluginFiles(),
            Platform = PluginPlatform.Current,
        };
        PluginAdapters adapters = new(OpenNative, StartProcess, (plugin, _) => plugin);
        Registry = new PluginRegistry(
            new PluginLocator(search), new PluginInspector(_folder.Path), adapters, TimeProvider.System, new LogTo(Log), stub);
    }

    public PluginRegistry Registry { get; }

    public List<string> Log { get; } = [];

    /// <summary>Libraries that were opened, with their handles.</summary>
    public List<nint> Libraries { get; } = [];

    /// <summary>Plugins that went into a process of their own.</summary>
    public List<VerifiedPlugin> Started { get; } = [];

    /// <summary>What a native library or a child process gives.</summary>
    public Func<Plugin> Opened { get; set; } = () => new InMemoryProbe();

    public string this[string file] => _folder[file];

    public static PluginReference Probe { get; } = new("probe") { Path = "Probe.dll" };

    public static PluginReference NativeProbe { get; } = new("probe") { Path = "libprobe.so" };

    public void Lay(byte[] library, string file = "Probe.dll") => File.WriteAllBytes(_folder[file], library);

    public LoadedPlugin Load(PluginReference reference) => Registry.Load(reference, PluginContext.Empty, CancellationToken.None);

    public WeirException Refused(PluginReference reference)
    {
        WeirException error = Assert.Throws<WeirException>(() => Load(reference));
        Assert.Empty(Registry.Loaded);
        Assert.Equal(0, Registry.LoadCount);
        return error;
    }

    public void Dispose()
    {
        Registry.Dispose();
        _folder.Dispose();
    }

    private Plugin OpenNative(nint library, string name, PluginContext context)
    {
        Libraries.Add(library);
        return Opened();
    }

    private Plugin StartProcess(VerifiedPlugin verified, PluginReference reference)
    {
        Started.Add(verified);
        return Opened();
    }

    private sealed class LogTo(List<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{logLevel} {eventId.Id}: {formatter(state, exception)}");
    }
}
