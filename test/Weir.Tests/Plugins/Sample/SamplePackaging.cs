using Weir.Plugins;

namespace Weir.Tests.Plugins.Sample;

/// <summary>The ways in which the plugin sample comes into a host.</summary>
public enum SamplePackaging
{
    /// <summary>An object of the program.</summary>
    InMemory,

    /// <summary>A managed assembly in a load context of its own.</summary>
    Managed,

    /// <summary>The same C# sources as a native library.</summary>
    CompiledAhead,

    /// <summary>A library in C.</summary>
    C,

    /// <summary>As <see cref="Managed"/>, in a child process.</summary>
    ManagedInChild,

    /// <summary>As <see cref="CompiledAhead"/>, in a child process.</summary>
    CompiledAheadInChild,

    /// <summary>As <see cref="C"/>, in a child process.</summary>
    CInChild,

    /// <summary>The library in C as it stood when ABI 1.0 was frozen, with the header of that day.</summary>
    FrozenC,

    /// <summary>As <see cref="FrozenC"/>, in a child process.</summary>
    FrozenCInChild,

    /// <summary>The C# sources as they stood when ABI 1.0 was frozen, against the contract of today.</summary>
    FrozenManaged,

    /// <summary>As <see cref="FrozenManaged"/>, in a child process.</summary>
    FrozenManagedInChild,
}

/// <summary>One runtime a packaging, shared by the cases that do not change it.</summary>
public sealed class SampleRuntimes : IDisposable
{
    private readonly Dictionary<SamplePackaging, WeirRuntime> _runtimes = [];

    /// <summary>A runtime that has the plugin.</summary>
    public WeirRuntime Of(SamplePackaging packaging)
    {
        lock (_runtimes)
        {
            if (_runtimes.TryGetValue(packaging, out WeirRuntime? known))
                return known;
            WeirRuntime runtime = WeirRuntime.Open(Options(packaging));
            _runtimes.Add(packaging, runtime);
            return runtime;
        }
    }

    /// <summary>A session with the plugin, t and rows.</summary>
    public Session Session(SamplePackaging packaging)
    {
        Session session = Of(packaging).NewSession();
        session.RegisterView("t", SampleStatements.Table);
        session.Register("rows", new PluginTableSource("sample", "sample_rows", """{"rows":5000,"partitions":4}"""));
        return session;
    }

    /// <summary>Options of a runtime that has the plugin.</summary>
    public static WeirOptions Options(SamplePackaging packaging)
    {
        WeirOptions options = new() { Threads = 2 };
        if (packaging == SamplePackaging.InMemory)
            options.EmbeddedPlugins.Add(new SamplePlugin());
        else
            options.Plugins.Add(Reference(packaging));
        return options;
    }

    /// <summary>The plugin's file, and where it shall run.</summary>
    public static PluginReference Reference(SamplePackaging packaging) => packaging switch
    {
        SamplePackaging.Managed => File(SamplePlugins.Managed),
        SamplePackaging.ManagedInChild => InChild(SamplePlugins.Managed),
        SamplePackaging.CompiledAhead => File(SamplePlugins.Native),
        SamplePackaging.CompiledAheadInChild => InChild(SamplePlugins.Native),
        SamplePackaging.C => File(CompiledPlugin.Sample),
        SamplePackaging.CInChild => InChild(CompiledPlugin.Sample),
        SamplePackaging.FrozenC => File(CompiledPlugin.Frozen),
        SamplePackaging.FrozenCInChild => InChild(CompiledPlugin.Frozen),
        SamplePackaging.FrozenManaged => File(FrozenPlugin.Managed),
        SamplePackaging.FrozenManagedInChild => InChild(FrozenPlugin.Managed),
        _ => throw new ArgumentException($"{packaging} is no file.", nameof(packaging)),
    };

    public void Dispose()
    {
        foreach (WeirRuntime runtime in _runtimes.Values)
            runtime.Dispose();
    }

    private static PluginReference File(string path) => new("sample") { Path = path };

    private static PluginReference InChild(string path) => File(path) with { Isolation = PluginIsolation.Process };
}
