using System.Collections.Concurrent;
using System.Diagnostics;
using Weir.Delta.Actions;
using Weir.Delta.Commands;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Tests.Delta.Commands;

public sealed class WriteFailureTests
{
    private readonly WrittenTable _table = new();

    [Fact]
    public async Task When_the_writer_fails_half_way_no_file_and_no_version_stays()
    {
        await _table.WriteAsync(WriteMode.Append, 1);
        HashSet<ObjectPath> before = [.. _table.Store.Objects.Keys];
        InvalidDataException failure = new("row 7");
        PlaceholderWriter writer = new(_table.Store, [.. Enumerable.Range(0, 10)])
        {
            BeforeFile = number => { if (number == 2) throw failure; },
        };
        Assert.Same(failure, await Assert.ThrowsAsync<InvalidDataException>(() => _table.WriteAsync(WrittenTable.Request(WriteMode.Append), writer)));
        Assert.Equal(before, [.. _table.Store.Objects.Keys]);
    }

    [Fact]
    public async Task When_the_write_is_cancelled_no_file_and_no_version_stays()
    {
        using CancellationTokenSource stop = new();
        PlaceholderWriter writer = new(_table.Store, [.. Enumerable.Range(0, 10)]) { BeforeFile = number => { if (number == 2) stop.Cancel(); } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _table.WriteAsync(WrittenTable.Request(WriteMode.Append), writer, stop.Token));
        Assert.Empty(_table.Store.Objects);
    }

    [Fact]
    public async Task A_cancellation_that_comes_after_the_commit_comes_too_late()
    {
        using CancellationTokenSource stop = new();
        _table.Store.After = (call, _) => { if (call == "put_if_absent") stop.Cancel(); };
        WriteOutcome done = await _table.WriteAsync(WrittenTable.Request(WriteMode.Append), new PlaceholderWriter(_table.Store, 1), stop.Token);
        Assert.Equal(0, done.Version);
        Assert.Equal([1], await _table.RowsAsync());
    }

    [Fact]
    public async Task A_full_disk_at_the_commit_is_not_tried_again_and_leaves_nothing()
    {
        _table.Store.Before = (call, path) =>
        {
            if (call == "put_if_absent")
                throw StorageErrors.From(new IOException("No space left on device", 28), "write", path.Value);
        };
        WeirException error = await FailsAsync(1, 2);
        Assert.Equal("WEIR6003", error.Code);
        Assert.Empty(_table.Store.Objects);
        Assert.Single(_table.Store.Calls, call => call.StartsWith("put_if_absent", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R105")]
    public async Task An_unknown_failure_of_the_commit_is_not_tried_again()
    {
        InvalidOperationException unknown = new("never heard of");
        _table.Store.Before = (call, _) => { if (call == "put_if_absent") throw unknown; };
        Assert.Same(unknown, await Assert.ThrowsAsync<InvalidOperationException>(() => _table.WriteAsync(WriteMode.Append, 1)));
        Assert.Single(_table.Store.Calls, call => call.StartsWith("put_if_absent", StringComparison.Ordinal));
        Assert.Empty(_table.Store.Objects);
    }

    [Fact]
    [Trait("Requirement", "R105")]
    public async Task A_storage_failure_is_tried_again_a_few_times_and_then_leaves_nothing()
    {
        int failures = 3;
        _table.Store.Before = (call, _) => { if (call == "put_if_absent" && failures-- > 0) throw SimulatedStore.Failure(); };
        WriteOutcome done = await _table.WriteAsync(WriteMode.Append, 1);
        Assert.Equal((0, 4), (done.Version, done.CommitAttempts));

        _table.Store.Before = (call, _) => { if (call == "put_if_absent") throw SimulatedStore.Failure(); };
        Assert.Equal("WEIR6004", (await FailsAsync(2)).Code);
        Assert.Equal([1], await _table.RowsAsync());
        Assert.Single(_table.DataFiles);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_found_in_the_log_and_not_done_twice()
    {
        bool once = true;
        _table.Store.After = (call, _) => { if (call == "put_if_absent" && once) { once = false; throw SimulatedStore.Failure(); } };
        WriteOutcome done = await _table.WriteAsync(WriteMode.Append, 1);
        Assert.Equal((0, 1), (done.Version, done.CommitAttempts));
        Assert.Equal(1, _table.Versions);
        Assert.Equal([1], await _table.RowsAsync());
    }

    [Fact]
    public async Task An_outcome_that_nobody_can_tell_is_said_to_be_unknown_and_the_files_stay()
    {
        await _table.WriteAsync(WriteMode.Append, 1);
        _table.Store.After = (call, _) =>
        {
            if (call != "put_if_absent")
                return;
            _table.Store.Faults = new Faults { ReadFails = 1 };
            throw SimulatedStore.Failure("the cable");
        };
        WeirException error = await FailsAsync(2);
        _table.Store.Faults = new Faults();
        Assert.Equal(("WEIR2023", "1"), (error.Code, error.Details["version"]));
        Assert.Contains("the cable", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Details["txnId"], _table.Info(1).TxnId);
        Assert.Equal([1, 2], await _table.RowsAsync()); // it was there, so deleting the files had lost rows
    }

    [Fact]
    public async Task When_cleaning_up_fails_as_well_the_error_names_what_stays()
    {
        PlaceholderWriter writer = new(_table.Store, [.. Enumerable.Range(0, 9)]) { BeforeFile = number => { if (number == 2) throw SimulatedStore.Failure("first"); } };
        _table.Store.Before = (call, path) =>
        {
            if (call == "delete" && path.Name.StartsWith("part-00000", StringComparison.Ordinal))
                throw SimulatedStore.Failure("second");
        };
        WeirException error = await Assert.ThrowsAsync<WeirException>(() => _table.WriteAsync(WrittenTable.Request(WriteMode.Append), writer));
        Assert.Equal(("WEIR6008", "WEIR6004"), (error.Code, error.Details["cause"]));
        string stray = _table.Store.ToEnginePath(Assert.Single(_table.DataFiles));
        Assert.Equal(stray, error.Details["files"]);
        Assert.Contains("first", error.Message, StringComparison.Ordinal);
        Assert.Contains("second", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_a_dead_engine_that_were_never_answered_are_found_by_their_name()
    {
        HalfWriter writer = new(_table.Store);
        await Assert.ThrowsAsync<InvalidDataException>(() => _table.WriteAsync(WrittenTable.Request(WriteMode.Append), writer));
        Assert.Equal(["p=1/other.parquet"], _table.DataFiles.Select(path => path.Value));
    }

    [Fact]
    [Trait("Requirement", "R109")]
    public async Task Attempts_are_reported_and_stand_on_the_span()
    {
        await _table.WriteAsync(WriteMode.Append, 1);
        // Tests beside this one write too, on other threads: the listener hears their spans.
        ConcurrentQueue<Activity> spans = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source == WeirTelemetry.Source,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using Activity parent = new Activity("test").Start();

        int others = 2;
        _table.Store.Before = (call, _) =>
        {
            if (call == "put_if_absent" && others-- > 0)
                _table.CommitOther(new CommitInfo { Operation = "WRITE", IsBlindAppend = true });
        };
        WriteOutcome done = await _table.WriteAsync(WriteMode.Append, 2);
        Assert.Equal((3, 3), (done.Version, done.CommitAttempts));
        Activity span = spans.Single(one => one.TraceId == parent.TraceId && one.OperationName == "weir.delta.write");
        Assert.Equal((3, 3L), (span.GetTagItem("weir.commit.attempts"), span.GetTagItem("weir.table.version")));
    }

    private async Task<WeirException> FailsAsync(params IReadOnlyList<long> rows) =>
        await Assert.ThrowsAsync<WeirException>(() => _table.WriteAsync(WriteMode.Append, rows));

    private sealed class HalfWriter(SimulatedStore store) : IDataFileWriter
    {
        public async Task<IReadOnlyList<AddFile>> WriteAsync(DataFileRequest request, CancellationToken cancellationToken)
        {
            await store.PutAsync(ObjectPath.Parse($"p=1/{request.FileName("00000")}"), "PAR1"u8.ToArray(), cancellationToken);
            await store.PutAsync(ObjectPath.Parse($"p=1/tmp_{request.FileName("00001")}"), "PA"u8.ToArray(), cancellationToken);
            await store.PutAsync(ObjectPath.Parse("p=1/other.parquet"), "PAR1"u8.ToArray(), cancellationToken);
            throw new InvalidDataException("killed");
        }
    }
}
