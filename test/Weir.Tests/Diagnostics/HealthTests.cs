using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Weir.Tests.Sessions;

namespace Weir.Tests.Diagnostics;

public sealed class HealthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_runtime_is_healthy_and_says_what_was_looked_at()
    {
        using Lake lake = new(options => options.SpillFolder = _folder["spill"]);
        await lake.Session.WriteAsync(lake.Table("t"), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
        RuntimeHealth health = await lake.Runtime.CheckHealthAsync([lake.Table("t")]);
        Assert.True(health.IsHealthy);
        Assert.Equal(["engine", "plugin weir_code_functions", $"table {lake.At("t")}", "spill folder"], health.Findings.Select(finding => finding.Name));
        Assert.Equal("version 0, 1 files", health.Findings[2].Text);
        Assert.False(Directory.Exists(_folder["spill"])); // as it was before anybody looked
    }

    [Fact]
    public async Task What_is_wrong_is_a_finding()
    {
        using Lake lake = new(options => options.SpillFolder = _folder["taken/spill"]);
        File.WriteAllText(_folder["taken"], "no folder");
        RuntimeHealth health = await lake.Runtime.CheckHealthAsync([lake.Table("nothing")]);
        Assert.False(health.IsHealthy);
        Assert.Equal("WEIR2001", health.Findings.Single(finding => finding.Name.StartsWith("table", StringComparison.Ordinal)).ErrorCode);
        Assert.False(health.Findings.Single(finding => finding.Name == "spill folder").IsHealthy);
    }

    [Fact]
    public async Task A_closed_runtime_is_not_healthy()
    {
        Lake lake = new();
        lake.Dispose();
        Assert.False((await lake.Runtime.CheckHealthAsync()).IsHealthy);
    }

    [Fact]
    public async Task The_check_of_a_container_reports_the_findings()
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().AddWeir(options => options.Threads = 1)
            .AddHealthChecks().AddWeir(health => health.Tables.Add(new DatasetLocation(_folder["nothing"])), tags: ["lake"]).Services.BuildServiceProvider();
        HealthReport report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        HealthReportEntry entry = report.Entries["weir"];
        Assert.Equal((HealthStatus.Unhealthy, "lake"), (entry.Status, entry.Tags.Single()));
        Assert.StartsWith($"table {_folder["nothing"]}: ", entry.Description, StringComparison.Ordinal);
        Assert.Contains("answers in", (string)entry.Data["engine"], StringComparison.Ordinal);
    }
}
