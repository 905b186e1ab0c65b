using Weir.Build;
using Weir.Build.Check;
using Weir.Build.Spec;

namespace Weir.Tests.Build;

/// <summary>Inputs that are read as they were at a moment.</summary>
public sealed class TimestampPinTests : IDisposable
{
    private readonly BuildFixture _build = new();

    public void Dispose() => _build.Dispose();

    [Theory]
    [InlineData("2026-01-01", 0, "1|50")]
    [InlineData("2026-01-01T23:59:59.9999999Z", 0, "1|50")]
    [InlineData("2026-01-02 02:00:00+02:00", 1, "2|60")]
    public async Task An_input_is_read_at_the_version_that_it_had_then(string moment, int version, string row)
    {
        await MakeOrdersAsync();
        BuildReport report = await _build.BuildAsync(Pinned($"\"{moment}\""));
        Assert.Equal([row], _build.Table("big_orders"));
        Assert.Equal($"{version}", report.Diagnostics.Events[0].Facts["version"]);
        string commit = File.ReadAllText(_build.PathOf("out/big_orders/_delta_log/00000000000000000000.json"));
        Assert.Contains($"\\\"weir.input_version.orders\\\":\\\"{version}\\\"", commit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-12-31")]
    [InlineData("2026-01-03")]
    public async Task A_moment_that_the_table_does_not_have_is_told_with_those_that_it_has(string moment)
    {
        await MakeOrdersAsync();
        WeirException error = await _build.FailsAsync(Pinned($"\"{moment}\""));
        Assert.Equal(("WEIR7001", "WEIR2030", "$.input_relations[0]"), (error.Code, error.Details["cause"], error.Details["path"]));
        Assert.Contains("2026-01-01T00:00:00Z", error.Details["cause_message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "logical_name": "orders", "delta_location": "a", "timestamp_pin": "soon" }""")]
    [InlineData("""{ "logical_name": "orders", "delta_location": "a", "timestamp_pin": "" }""")]
    [InlineData("""{ "logical_name": "orders", "delta_location": "a", "timestamp_pin": "2026-02-30" }""")]
    [InlineData("""{ "logical_name": "orders", "delta_location": "a", "timestamp_pin": "2026-01-01", "version_pin": 0 }""")]
    [InlineData("""{ "logical_name": "orders", "location": "a", "format": "csv", "timestamp_pin": "2026-01-01" }""")]
    public void A_moment_that_is_none_or_one_too_many_is_refused(string input)
    {
        WeirException error = Assert.Throws<WeirException>(() => SpecCheck.Require(SpecReader.Read(SpecText.With("input_relations/0", input))));
        Assert.Equal(("WEIR1011", "$.input_relations[0].timestamp_pin"), (error.Code, error.Details["path"]));
    }

    // Version 0 is of 2026-01-01, version 1 of 2026-01-02.
    private async Task MakeOrdersAsync()
    {
        for (int version = 0; version < 2; version++)
        {
            using Session session = _build.Runtime.NewSession();
            await session.WriteAsync(
                new DatasetLocation(_build.PathOf("orders")), new Query($"SELECT {1 + version} AS id, {50 + (10 * version)} AS amount"), DeltaWriteMode.Overwrite);
            File.SetLastWriteTimeUtc(
                _build.PathOf($"orders/_delta_log/{version:D20}.json"), new DateTime(2026, 1, 1 + version, 0, 0, 0, DateTimeKind.Utc));
        }
    }

    private static string Pinned(string moment) =>
        SpecText.With("input_relations/0", $$"""{ "logical_name": "orders", "delta_location": "orders", "timestamp_pin": {{moment}} }""");
}
