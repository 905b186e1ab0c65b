using System.Diagnostics;
using System.Diagnostics.Metrics;
using Weir.Delta.Actions;
using Weir.Delta.Table;
using Weir.Tests.Delta.Log;

namespace Weir.Tests.Delta.Table;

public sealed class SnapshotTests
{
    private static readonly MetadataAction Partitioned = LogBuilder.Metadata() with { PartitionColumns = ["p"] };

    [Theory]
    [InlineData("p=1/a%20b%23.parquet", "/memory/table/p=1/a b#.parquet")]
    [InlineData("file:/memory/table/a%20b", "/memory/table/a b")]
    [InlineData("/memory/table/x/a", "/memory/table/x/a")]
    [InlineData("100%.parquet", "/memory/table/100%.parquet")]
    [InlineData("a:b.parquet", "/memory/table/a:b.parquet")]
    public async Task A_path_is_resolved_as_the_protocol_says(string path, string enginePath)
    {
        Snapshot snapshot = await new LogBuilder().Start(LogBuilder.Add(path)).OpenAsync();
        Assert.Equal(enginePath, snapshot.EnginePath(snapshot.Files[0]));
    }

    [Theory]
    [InlineData("file:/data/a%20b", "/data/a b")]
    [InlineData("/data/a", "/data/a")]
    [InlineData("/a", "/a")]
    [InlineData("/memory/tables/a", "/memory/tables/a")]
    public async Task A_path_to_elsewhere_is_followed_only_where_that_is_allowed(string path, string enginePath)
    {
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add(path));
        Snapshot snapshot = await log.OpenAsync();
        Assert.Equal("WEIR2017", Assert.Throws<WeirException>(() => snapshot.EnginePath(snapshot.Files[0])).Code);
        Snapshot trusted = await new DeltaTable(log.Store, log, mayLeaveRoot: true).OpenAsync(null, CancellationToken.None);
        Assert.Equal(enginePath, trusted.EnginePath(trusted.Files[0]));
    }

    [Theory]
    [InlineData("/memory/table/../secret", "WEIR6005")]
    [InlineData("../secret", "WEIR6005")]
    [InlineData("a/%2e%2e/%2e%2e/secret", "WEIR6005")]
    [InlineData("a%00b", "WEIR6005")]
    [InlineData("s3://bucket/a", "WEIR2013")]
    public async Task A_path_that_leaves_the_store_is_refused(string path, string code)
    {
        Snapshot snapshot = await new LogBuilder().Start(LogBuilder.Add(path)).OpenAsync();
        Assert.Equal(code, Assert.Throws<WeirException>(() => snapshot.EnginePath(snapshot.Files[0])).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("file://elsewhere/a")]
    [InlineData("file://elsewhere")]
    public async Task A_path_that_is_no_path_is_refused(string path) =>
        Assert.Equal("WEIR2013", (await new LogBuilder().Start(LogBuilder.Add(path)).RefusalAsync()).Code);

    [Fact]
    public async Task A_file_without_a_value_for_a_partition_column_is_refused()
    {
        AddFile with = LogBuilder.Add("a") with { PartitionValues = new Dictionary<string, string?> { ["p"] = null } };
        Snapshot snapshot = await new LogBuilder()
            .Commit(0, new ProtocolAction(1, 2), Partitioned, with, LogBuilder.Add("b")).OpenAsync();
        StructField column = Assert.Single(snapshot.PartitionColumns);
        Assert.Null(snapshot.PartitionValue(snapshot.Files, 0, column).Value);
        Assert.Equal("WEIR2012", Assert.Throws<WeirException>(() => snapshot.PartitionValue(snapshot.Files, 1, column)).Code);
    }

    [Theory]
    [InlineData("q", "\"string\"")]
    [InlineData("p", """{"type":"array","elementType":"long","containsNull":true}""")]
    public async Task A_partition_column_that_cannot_be_one_is_refused(string partition, string type)
    {
        MetadataAction metadata = Partitioned with
        {
            PartitionColumns = [partition],
            SchemaString = $$"""{"type":"struct","fields":[{"name":"p","type":{{type}}}]}""",
        };
        LogBuilder log = new LogBuilder().Commit(0, new ProtocolAction(1, 2), metadata);
        Assert.Equal("WEIR2015", (await log.RefusalAsync()).Code);
    }

    [Fact]
    public async Task A_version_without_schema_is_refused_and_a_later_one_with_schema_is_read()
    {
        LogBuilder log = new LogBuilder()
            .Text("00000000000000000000.json", """
                {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
                {"metaData":{"id":"x","format":{"provider":"parquet","options":{}},"partitionColumns":[],"configuration":{}}}
                """)
            .Commit(1, LogBuilder.Metadata());
        Assert.Equal("WEIR2015", (await log.RefusalAsync(0)).Code);
        Assert.Equal(LogBuilder.Schema, (await log.OpenAsync()).Schema);
    }

    [Fact]
    public async Task Files_of_another_format_are_refused()
    {
        MetadataAction metadata = LogBuilder.Metadata() with { Format = TableFormat.Parquet with { Provider = "orc" } };
        Assert.Equal("WEIR2015", (await new LogBuilder().Commit(0, new ProtocolAction(1, 2), metadata).RefusalAsync()).Code);
    }

    [Fact]
    public async Task An_unknown_feature_is_refused_before_an_unknown_type_is_met()
    {
        MetadataAction metadata = LogBuilder.Metadata() with
        {
            SchemaString = """{"type":"struct","fields":[{"name":"g","type":"geometry(4326)"}]}""",
        };
        LogBuilder log = new LogBuilder().Commit(0, new ProtocolAction(3, 7, ["geospatial"], ["geospatial"]), metadata);
        WeirException error = await log.RefusalAsync();
        Assert.Equal(("WEIR2003", "geospatial"), (error.Code, error.Details["feature"]));
    }

    [Fact]
    public async Task The_row_count_is_known_only_when_every_file_says_it()
    {
        LogBuilder log = new LogBuilder().Start(LogBuilder.Add("a")).Commit(1, LogBuilder.Add("b") with { Stats = "{broken" });
        Assert.Equal(3, (await log.OpenAsync(0)).RowCount);
        Assert.Null((await log.OpenAsync(1)).RowCount);
    }

    [Fact]
    public async Task Opening_a_table_is_traced_and_counted()
    {
        List<Activity> spans = [];
        long snapshots = 0;
        using ActivityListener tracer = new()
        {
            ShouldListenTo = source => source.Name == "Weir",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => { lock (spans) spans.Add(span); },
        };
        ActivitySource.AddActivityListener(tracer);
        using MeterListener meter = new();
        meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "weir.delta.snapshots")
                listener.EnableMeasurementEvents(instrument);
        };
        meter.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref snapshots, value));
        meter.Start();
        using Activity parent = new Activity("test").Start();
        await new LogBuilder().Checkpoint(3, new ProtocolAction(1, 2), LogBuilder.Metadata(), LogBuilder.Add("a")).OpenAsync();
        parent.Stop();
        Activity span;
        lock (spans)
            span = Assert.Single(spans, span => span.TraceId == parent.TraceId);
        Assert.Equal("weir.delta.open", span.OperationName);
        Assert.Equal(3L, span.GetTagItem("weir.delta.version"));
        Assert.Equal(1, span.GetTagItem("weir.delta.files"));
        Assert.Equal(3L, span.GetTagItem("weir.delta.checkpoint"));
        Assert.True(Interlocked.Read(ref snapshots) >= 1);
    }
}
