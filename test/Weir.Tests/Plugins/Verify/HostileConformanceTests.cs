using System.Runtime.InteropServices;
using Weir.Plugins;
using Weir.Plugins.Native;

namespace Weir.Tests.Plugins.Verify;

/// <summary>Each function that breaks the contract fails the check that is about it; one that only refuses fails none.</summary>
public sealed class HostileConformanceTests
{
    private static readonly Lazy<Task<PluginVerifyReport>> Functions = new(() => VerifyAsync("hostile", "test/fixtures/hostile"));
    private static readonly Lazy<Task<PluginVerifyReport>> Types = new(() => VerifyAsync("hostile_types", "test/fixtures/hostile-types"));

    [Theory]
    [InlineData("samples", "scalar hostile_more_rows")]
    [InlineData("samples", "scalar hostile_fewer_rows")]
    [InlineData("samples", "scalar hostile_negative_rows")]
    [InlineData("samples", "scalar hostile_no_rows_of_many")]
    [InlineData("samples", "scalar hostile_nothing")]
    [InlineData("samples", "scalar hostile_released")]
    [InlineData("samples", "scalar hostile_releases_first")]
    [InlineData("samples", "scalar hostile_without_text")]
    [InlineData("samples", "scalar hostile_unknown_status")]
    [InlineData("samples", "scalar hostile_cancelled_by_itself")]
    [InlineData("samples", "scalar hostile_null_buffer_table")]
    [InlineData("samples", "scalar hostile_one_buffer")]
    [InlineData("samples", "scalar hostile_lying_nulls")]
    [InlineData("samples", "scalar hostile_claims_children")]
    [InlineData("samples", "scalar hostile_gives_other_type")]
    [InlineData("samples", "scalar hostile_bad_utf8")]
    [InlineData("result_type", "scalar hostile_type_nothing")]
    [InlineData("result_type", "scalar hostile_type_unknown")]
    [InlineData("result_type", "scalar hostile_type_view")]
    [InlineData("result_type", "scalar hostile_type_list_without_child")]
    [InlineData("samples", "aggregate hostile_finish_rows")]
    [InlineData("samples", "window hostile_window_rows")]
    [InlineData("samples", "table hostile_table_nothing")]
    [InlineData("samples", "table hostile_table_no_partitions")]
    [InlineData("samples", "table hostile_table_row_count")]
    [InlineData("samples", "table hostile_table_schema_unknown")]
    [InlineData("schema", "table hostile_table_stream_schema")]
    [InlineData("schema", "table hostile_table_stream_nothing")]
    [InlineData("schema", "table hostile_table_stream_half")]
    [InlineData("schema", "table hostile_table_stream_fails")]
    [InlineData("schema", "table hostile_table_null")]
    [InlineData("schema", "table hostile_table_without_child")]
    [InlineData("schema", "table hostile_table_empty_batches")]
    [InlineData("filters", "table hostile_table_support")]
    public async Task A_breach_fails_its_check(string check, string subject)
    {
        PluginVerifyReport report = await (check == "result_type" ? Types : Functions).Value;
        Assert.False(report.Conforms);
        ConformanceCheck failed = report.Checks.First(entry => Is(entry, subject) && entry.Name == check && entry.Outcome == ConformanceOutcome.Failed);
        Assert.NotEmpty(failed.Message);
        Assert.NotNull(failed.Mend);
    }

    // One row of it may read as a text by chance; many cannot.
    [Fact]
    public async Task Offsets_that_fall_fail_a_check() =>
        Assert.Contains((await Functions.Value).Checks, entry => Is(entry, "scalar hostile_offsets_fall") && entry.Outcome == ConformanceOutcome.Failed);

    [Theory]
    [InlineData("scalar hostile_bind_fails")]
    [InlineData("scalar hostile_state_fails")]
    [InlineData("scalar hostile_counts")]
    [InlineData("table hostile_table_schema_fails")]
    public async Task What_refuses_in_words_or_is_in_order_fails_none(string subject)
    {
        PluginVerifyReport report = await Functions.Value;
        Assert.DoesNotContain(report.Checks, entry => Is(entry, subject) && entry.Outcome == ConformanceOutcome.Failed);
        Assert.Contains(report.Checks, entry => Is(entry, subject));
    }

    // Libraries of their own, since the counters in one belong to whoever uses it.
    private static async Task<PluginVerifyReport> VerifyAsync(string name, string folder)
    {
        string library = CompiledPlugin.Library(
            name, [.. CompiledPlugin.Sources(folder), "test/fixtures/c-plugin/arrow_build.h"], CompiledPlugin.ArrowBuild, "-DFOR_THE_KIT=1");
        using NativePlugin plugin = NativePlugin.Open(NativeLibrary.Load(library), name, (_, _) => { });
        return await PluginVerifier.VerifyAsync(plugin, new PluginVerifyOptions { TableRowsMax = 2000 });
    }

    private static bool Is(ConformanceCheck check, string subject) =>
        check.Subject == subject || check.Subject.StartsWith(subject + "(", StringComparison.Ordinal);
}
