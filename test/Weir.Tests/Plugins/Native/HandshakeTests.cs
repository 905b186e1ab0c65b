using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Native;
using Weir.Tests.Plugins.Abi;

namespace Weir.Tests.Plugins.Native;

/// <summary>A table that is spoiled in one place is refused with a code, and what later versions may bring is stepped over.</summary>
[Trait("Requirement", "R136")]
public sealed unsafe class HandshakeTests
{
    private static readonly Lazy<nint> Library = new(() =>
        NativeLibrary.Load(CompiledPlugin.Library("handshake", [.. CompiledPlugin.Sources("test/fixtures/handshake"), "test/fixtures/c-plugin/arrow_build.h"], CompiledPlugin.ArrowBuild)));

    [Theory]
    [InlineData("magic", "WEIR3142", "0x47554C5052494556")]
    [InlineData("major", "WEIR3115", "2")]
    [InlineData("minor", "WEIR3116", "1.1")]
    [InlineData("engine", "WEIR3117", "9")]
    [InlineData("arrow", "WEIR3118", "2")]
    [InlineData("size too small", "WEIR3143", "struct_size")]
    [InlineData("size zero", "WEIR3143", "is 0 bytes")]
    [InlineData("size too large", "WEIR3143", "1073741824")]
    [InlineData("size odd", "WEIR3143", "struct_size")]
    [InlineData("reserved", "WEIR3144", "reserved")]
    [InlineData("functions null", "WEIR3144", "functions: it claims 2 items at a null pointer")]
    [InlineData("function count", "WEIR3144", "it claims 4000000000 items")]
    [InlineData("stride zero", "WEIR3143", "stride of functions")]
    [InlineData("stride small", "WEIR3143", "stride of functions")]
    [InlineData("stride huge", "WEIR3143", "1048576")]
    [InlineData("providers null", "WEIR3144", "providers: it claims 1 items at a null pointer")]
    [InlineData("planner half", "WEIR3144", "planner 'half'")]
    [InlineData("other name", "WEIR3144", "calls itself 'somebody'")]
    [InlineData("no name", "WEIR3144", "the name is absent")]
    [InlineData("no version", "WEIR3144", "version")]
    [InlineData("name not utf8", "WEIR3144", "not valid UTF-8")]
    [InlineData("name endless", "WEIR3144", "claims 18446744073709551615 bytes")]
    [InlineData("features null", "WEIR3144", "features: it claims 3 items at a null pointer")]
    [InlineData("configure alone", "WEIR3144", "configure and reset go together")]
    [InlineData("function name", "WEIR3144", "'two; DROP TABLE' is no name")]
    [InlineData("function twice", "WEIR3144", "'HANDSHAKE_ONE' stands there twice")]
    [InlineData("aliases null", "WEIR3144", "aliases")]
    [InlineData("kind", "WEIR3144", "9 is no kind of function")]
    [InlineData("flags", "WEIR3144", "0x40000000")]
    [InlineData("parameters null", "WEIR3144", "'handshake_two'.parameters: it claims 1 items at a null pointer")]
    [InlineData("parameter count", "WEIR3144", "it claims 4294967295 items")]
    [InlineData("parameter stride", "WEIR3143", "'handshake_two'.parameters")]
    [InlineData("parameter flags", "WEIR3144", "0x40")]
    [InlineData("parameter name", "WEIR3144", "parameters[0].name")]
    [InlineData("type view", "WEIR3144", "utf8_view")]
    [InlineData("type unknown", "WEIR3144", "'?'")]
    [InlineData("type without format", "WEIR3144", "the format string is null")]
    [InlineData("type childless", "WEIR3144", "has 1 children")]
    [InlineData("no result_type", "WEIR3144", "'handshake_two'.result_type")]
    [InlineData("no invoke", "WEIR3144", "'handshake_two'.invoke")]
    [InlineData("bind alone", "WEIR3144", "bind goes with free_bound")]
    [InlineData("aggregate half", "WEIR3144", "'handshake_two'.initialize")]
    [InlineData("window half", "WEIR3144", "'handshake_two'.evaluate")]
    [InlineData("table half", "WEIR3144", "'handshake_two'.bind_table")]
    [InlineData("fails", "WEIR3141", "its model file is missing")]
    [InlineData("fails without text", "WEIR3141", "returned NULL and gave no text")]
    [Trait("Requirement", "R132")]
    public void A_spoiled_table_is_refused(string fault, string code, string words)
    {
        WeirException refused = Assert.Throws<WeirException>(() => Open(fault));
        Assert.Equal(code, refused.Code);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Equal("handshake", refused.Details["plugin"]);
    }

    [Theory]
    [InlineData("capability without export", "WEIR3122", "relation_planners")]
    [InlineData("export without capability", "WEIR3123", "scalar_functions")]
    [InlineData("provider without capability", "WEIR3123", "table_providers")]
    [InlineData("reserved capability", "WEIR3121", "bit 6")]
    [Trait("Requirement", "R055")]
    [Trait("Requirement", "R067")]
    [Trait("Requirement", "R080")]
    [Trait("Requirement", "R089")]
    [Trait("Requirement", "R086")]
    public void Capabilities_and_exports_must_agree(string fault, string code, string words)
    {
        WeirException refused = Assert.Throws<WeirException>(() => Open(fault));
        Assert.Equal(code, refused.Code);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("smaller")]
    [InlineData("larger")]
    [InlineData("nothing to configure")]
    [Trait("Requirement", "R070")]
    public void Smaller_and_larger_structures_load_and_run(string size)
    {
        using NativePlugin plugin = Open(size);
        // Functions stand at the stride of a later minor version; the second is found behind its unknown fields.
        Assert.Equal(["handshake_one", "handshake_two"], plugin.Scalars.Select(scalar => scalar.Name));
        using EngineColumns arguments = new([ArrowType.Int64], [[1L, 2L]]);
        using RecordBatch result = PortCall.Scalar(plugin.Scalars[1], arguments, 2);
        Assert.Equal(["42", "42"], TypedValues.Told(result.Column(0)));
        plugin.Configure(PluginContext.Empty);
    }

    [Theory]
    [InlineData("smaller", """{"a":1}""", "WEIR3011", "it takes no configuration")]
    [InlineData("", """{"a":1}""", "WEIR3011", "only {} will do")]
    [InlineData("", """{"x":1}""", "WEIR3010", "with another configuration")]
    [Trait("Requirement", "R058")]
    public void A_configuration_is_taken_or_refused(string size, string json, string code, string words)
    {
        using NativePlugin plugin = Open(size);
        WeirException refused = Assert.Throws<WeirException>(() => plugin.Configure(PluginContext.Empty with { ConfigurationJson = json }));
        Assert.Equal(code, refused.Code);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        // A refusal leaves the plugin unconfigured: the right configuration is taken afterwards.
        Assert.True(plugin.Configure(PluginContext.Empty));
    }

    [Fact]
    [Trait("Requirement", "R137")]
    public void A_plugin_speaks_to_the_hosts_log_from_its_first_call_on_and_refusals_stand_there_too()
    {
        List<string> log = [];
        Open("speaks", (level, text) => log.Add($"{level}: {text}")).Dispose();
        Assert.Equal(["Warning: a word before the start"], log);
        WeirException refused = Assert.Throws<WeirException>(() => Open("magic", (level, text) => log.Add($"{level}: {text}")));
        Assert.Equal($"Error: {refused.Message}", log[1]);
    }

    [Fact]
    [Trait("Requirement", "R132")]
    public void A_library_without_the_entry_point_is_refused()
    {
        WeirException refused = Assert.Throws<WeirException>(() => NativePlugin.Open(NativeLibrary.GetMainProgramHandle(), "nobody", (_, _) => { }));
        Assert.Equal("WEIR3140", refused.Code);
        Assert.Contains("weir_plugin_entry_v1", refused.Message, StringComparison.Ordinal);
    }

    private static NativePlugin Open(string fault, Action<PluginLogLevel, string>? log = null)
    {
        nint choose = NativeLibrary.GetExport(Library.Value, "handshake_choose");
        nint text = Marshal.StringToCoTaskMemUTF8(fault);
        ((delegate* unmanaged[Cdecl]<nint, void>)choose)(text);
        Marshal.FreeCoTaskMem(text);
        return NativePlugin.Open(Library.Value, "handshake", log ?? ((_, _) => { }));
    }
}
