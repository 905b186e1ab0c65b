using System.Security.Cryptography;
using Weir.Arrow;
using Weir.Plugins.Process;
using Weir.Tests.Plugins.Abi;

namespace Weir.Tests.Plugins.Native;

/// <summary>What ends a process ends the child's, as an error with plugin and function; the host and its next call live on.</summary>
[Trait("Requirement", "R128")]
[Trait("Requirement", "R129")]
public sealed class FatalTests
{
    private static readonly Lazy<string> Library = new(() => CompiledPlugin.Library(
        "fatal", [.. CompiledPlugin.Sources("test/fixtures/fatal"), "test/fixtures/c-plugin/arrow_build.h"], CompiledPlugin.ArrowBuild));

    [Theory]
    [InlineData("fatal_segfault", "SIGSEGV")]
    [InlineData("fatal_abort", "SIGABRT")]
    [InlineData("fatal_throw", "SIGABRT")]
    [InlineData("fatal_overflow", "SIG")]
    [InlineData("fatal_exit", "exited with code 3")]
    [InlineData("fatal_loop", "did not end after its deadline")]
    public void A_fatal_function_ends_as_an_error_of_the_child(string function, string how)
    {
        using ProcessPlugin plugin = Start();
        WeirException fault = Assert.Throws<WeirException>(() => Call(plugin, function));
        Assert.Contains(how, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"'{function}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'fatal'", fault.Message, StringComparison.Ordinal);
        Call(plugin, "fatal_well");
    }

    [Fact]
    [Trait("Requirement", "R133")]
    public void What_a_native_plugin_prints_disturbs_no_call()
    {
        using ProcessPlugin plugin = Start();
        for (int again = 0; again < 20; again++)
            Call(plugin, "fatal_prints");
    }

    private static ProcessPlugin Start()
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Library.Value)));
        return ProcessPlugin.Start(new ProcessPluginRequest("fatal", new WorkerLoad("fatal", Library.Value, hash, TypeName: null))
        {
            Deadline = TimeSpan.FromSeconds(2),
            Grace = TimeSpan.FromSeconds(0.5),
            CallsAtOnce = 2,
        });
    }

    private static void Call(ProcessPlugin plugin, string function)
    {
        using EngineColumns arguments = new([ArrowType.Int64], [[1L, null, 3L]]);
        using RecordBatch result = PortCall.Scalar(plugin.Scalars.Single(scalar => scalar.Name == function), arguments, 3);
        Assert.Equal(["0", "0", "0"], TypedValues.Told(result.Column(0)));
    }
}
