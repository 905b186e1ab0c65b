using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Weir.Plugins;
using Weir.Tests.Plugins.Fixtures;
using Weir.Tests.Sessions;

namespace Weir.Tests.Plugins.Load;

public sealed class UnloadTests
{
    private const string Assembly = "UnloadedProbe";

    [Fact]
    public void No_load_context_of_a_managed_plugin_outlives_the_runtimes_that_called_it()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["Probe.dll"], ProbeSource.Build(ManifestText.Managed(), Assembly));
        for (int runtime = 0; runtime < 5; runtime++)
            CallFromSql(folder["Probe.dll"]);
        int left = Contexts();
        for (int i = 0; i < 20 && left > 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            left = Contexts();
        }
        Assert.Equal(0, left);
    }

    // Not inlined: what it holds is gone when it returns.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CallFromSql(string library)
    {
        WeirOptions options = new() { Threads = 2 };
        options.Plugins.Add(new PluginReference("probe") { Path = library });
        using WeirRuntime runtime = WeirRuntime.Open(options);
        using Session session = runtime.NewSession();
        Assert.Equal(["20000"], Lake.Rows(session, "SELECT sum(probe_one()) FROM range(20000)"));
        Assert.Equal(["1"], Lake.Rows(session, "SELECT probe_uno()"));
        Assert.Throws<WeirException>(() => Lake.Rows(session, "SELECT probe_one(1)"));
        Assert.Equal(["probe|ready"], Lake.Rows(session, "SELECT name, state FROM weir_plugins() WHERE name = 'probe'"));
        Assert.True(Contexts() > 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Contexts() =>
        AssemblyLoadContext.All.Count(context => context.Assemblies.Any(assembly => assembly.GetName().Name == Assembly));
}
