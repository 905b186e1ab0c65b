using System.Runtime.InteropServices;
using Weir.Plugins;
using Weir.Plugins.Abi;
using Weir.Plugins.Load;
using Weir.Plugins.Native;

namespace Weir.Tests.Plugins.Native;

// Alone: libraries that other tests load put the handler back too.
[Collection(RunsAlone.Name)]
public sealed unsafe class SuspensionSignalTests
{
    [Fact]
    public void A_runtime_inside_a_library_does_not_keep_the_signal_that_stops_the_hosts_threads()
    {
        nint before = SuspensionSignal.Current();
        nint inside = SuspensionSignal.KeptOver(() =>
        {
            EnterCopyOfTheSample();
            return SuspensionSignal.Current();
        });
        Assert.NotEqual(before, inside);
        Assert.Equal(before, SuspensionSignal.Current());
    }

    [Fact]
    public void A_plugin_that_was_loaded_leaves_the_handler_as_it_was()
    {
        nint before = SuspensionSignal.Current();
        nint library = NativeImage.Load(SamplePlugins.Native, new string('0', 64), File.ReadAllBytes(SamplePlugins.Native));
        using NativePlugin plugin = NativePlugin.Open(library, "sample", (_, _) => { });
        Assert.NotEmpty(plugin.Scalars);
        Assert.Equal(before, SuspensionSignal.Current());
    }

    [Fact]
    public void A_call_that_fails_and_a_call_within_a_call_put_the_handler_back_too()
    {
        nint before = SuspensionSignal.Current();
        Assert.Throws<InvalidOperationException>(() => SuspensionSignal.KeptOver<int>(() =>
        {
            nint afterInner = SuspensionSignal.KeptOver(() =>
            {
                EnterCopyOfTheSample();
                return SuspensionSignal.Current();
            });
            Assert.NotEqual(before, afterInner);
            Assert.Equal(before, SuspensionSignal.Current());
            EnterCopyOfTheSample();
            throw new InvalidOperationException();
        }));
        Assert.Equal(before, SuspensionSignal.Current());
    }

    // From bytes of its own each time: the loader knows a file that it has loaded, and its runtime starts only once.
    private static void EnterCopyOfTheSample()
    {
        nint library = NativeLibrary.Load(SealedMemory.Place("weir-sample", File.ReadAllBytes(SamplePlugins.Native))!);
        nint entry = NativeLibrary.GetExport(library, PluginAbi.EntryPoint);
        NativeHost host = new((_, _) => { });
        AbiError error = AbiError.Empty;
        Assert.True(((delegate* unmanaged[Cdecl]<AbiHost*, AbiError*, AbiPlugin*>)entry)(host.Pointer, &error) != null);
    }
}
