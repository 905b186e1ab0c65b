using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Delta.Commands;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Storage;

namespace Weir.Tests.Delta.Commands;

/// <summary>A table on a <see cref="SimulatedStore"/> with placeholder files: what tests do to it and see of it.</summary>
internal sealed class WrittenTable : ICheckpointReader
{
    public static readonly DeltaSchema Schema = new([new StructField("id", DeltaType.Long), new StructField("p", DeltaType.Long)]);

    private readonly TimeProvider _clock;
    private readonly Func<double> _chance;

    /// <summary>A table for one writer at a time, without faults.</summary>
    public WrittenTable()
        : this(new InstantClock(), () => 0.5)
    {
    }

    public WrittenTable(TimeProvider clock, Func<double> chance)
    {
        (_clock, _chance) = (clock, chance);
        Store = new SimulatedStore(chance);
    }

    public SimulatedStore Store { get; }

    public static WriteRequest Request(WriteMode mode) => new() { Mode = mode, Schema = Schema };

    public Task<WriteOutcome> WriteAsync(WriteMode mode, params IReadOnlyList<long> rows) =>
        WriteAsync(Request(mode), new PlaceholderWriter(Store, rows));

    public Task<WriteOutcome> WriteAsync(WriteRequest request, IDataFileWriter writer, CancellationToken cancellationToken = default) =>
        new WriteCommand(Store, new DeltaTable(Store, this), writer, _clock, _chance).ExecuteAsync(request, cancellationToken);

    public Task<Snapshot> OpenAsync() => new DeltaTable(Store, this).OpenAsync(null, default);

    /// <summary>The actions of a version, as the log has them.</summary>
    public IReadOnlyList<DeltaAction> Commit(long version) => ActionReader.Read(Store.Objects[LogPath.Commit(version)], $"{version}");

    public CommitInfo Info(long version) => Commit(version).OfType<CommitInfo>().Single();

    /// <summary>The commit of another writer, put behind the newest version.</summary>
    public void CommitOther(params DeltaAction[] actions) =>
        Store.Place(LogPath.Commit(Versions), ActionWriter.ToCommit(actions));

    public int Versions => Store.Objects.Keys.Count(path => LogPath.Of(path).Kind == LogFileKind.Commit);

    /// <summary>Everything outside the log.</summary>
    public IEnumerable<ObjectPath> DataFiles => Store.Objects.Keys.Where(path => path.Folder != LogPath.Folder);

    /// <summary>The rows of the newest version, ordered.</summary>
    public async Task<IReadOnlyList<long>> RowsAsync() =>
        [.. (await OpenAsync()).Files.SelectMany(file => PlaceholderWriter.Read(Store.Objects[KeyOf(file.Path)])).Order()];

    /// <summary>The data files that some version added.</summary>
    public HashSet<ObjectPath> Referenced =>
        [.. Enumerable.Range(0, Versions).SelectMany(version => Commit(version).OfType<AddFile>()).Select(file => KeyOf(file.Path))];

    public RecordBatchReader Read(string enginePath, IReadOnlyList<string> columns, CancellationToken cancellationToken) =>
        throw new NotSupportedException("These tables have no checkpoints.");

    private static ObjectPath KeyOf(string path) => ObjectPath.Parse(DataFilePath.Parse(path).Text);

    /// <summary>Stands still; timers fire at once.</summary>
    internal sealed class InstantClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_714_521_600_000);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
