using Weir.Arrow;
using Weir.Tests.Contract.Arrow;

namespace Weir.Tests.Sessions;

/// <summary>Results and rows that cross to and from other libraries by the Arrow C stream interface.</summary>
public sealed class ArrowExchangeTests
{
    private static readonly Schema Numbers = new(new Field("i", ArrowType.Int64));

    [Fact]
    [Trait("Requirement", "R096")]
    [Trait("Requirement", "R155")]
    public void Any_result_crosses_as_a_c_stream_while_it_is_made()
    {
        using MemoryLedger ledger = MemoryLedger.Open();
        using (Lake lake = new())
        {
            using RecordBatchReader reader = Exported(lake.Session.Run(new Query("SELECT i, [i] AS l FROM range(1000000000000) r(i)")));
            Assert.Equal("i: int64, l: list<l: int64>", reader.Schema.ToString());
            using RecordBatch first = reader.Read()!;
            Assert.Equal([0L, 1L, 2L], first.Column(0).Values<long>()[..3].ToArray());
        }
        Assert.Equal(0, ledger.Live);
    }

    [Fact]
    public void Several_streams_are_open_at_once_and_end_in_any_order()
    {
        using MemoryLedger ledger = MemoryLedger.Open();
        using (Lake lake = new())
        {
            RecordBatchReader[] readers = [.. Enumerable.Range(0, 8).Select(n => Exported(lake.Session.Run(new Query($"SELECT i + {n} AS i FROM range(1000000000000) r(i)"))))];
            foreach (int n in new[] { 3, 0, 7 })
                readers[n].Dispose();
            lake.Session.Dispose();
            foreach (int n in new[] { 6, 1, 2, 4, 5 })
            {
                using RecordBatch batch = readers[n].Read()!;
                Assert.Equal(n, batch.Column(0).Values<long>()[0]);
                readers[n].Dispose();
            }
        }
        Assert.Equal(0, ledger.Live);
    }

    [Fact]
    public void A_stream_that_outlives_its_runtime_ends_with_an_error()
    {
        Lake lake = new();
        using RecordBatchReader reader = Exported(lake.Session.Run(new Query("SELECT i FROM range(1000000000000) r(i)")));
        reader.Read()!.Dispose();
        lake.Dispose();
        Assert.ThrowsAny<Exception>(() =>
        {
            while (reader.Read() is { } batch)
                batch.Dispose();
        });
    }

    [Fact]
    [Trait("Requirement", "R098")]
    [Trait("Requirement", "R153")]
    public async Task A_c_stream_of_another_library_is_written_as_it_comes()
    {
        using Lake lake = new();
        List<ReleaseCounter> batches = [];
        int most = 0;
        DeltaWriteReport report = await lake.Session.WriteAsync(lake.Table("t"), Foreign(Counted()), DeltaWriteMode.Create);
        Assert.Equal((400_000, 200), (report.RowsWritten, batches.Count));
        Assert.True(most < 20, $"{most} of {batches.Count} batches were alive at once: the stream was collected.");
        Assert.All(batches, batch => Assert.Equal(1, batch.Released));

        IEnumerable<RecordBatch> Counted()
        {
            for (int made = 0; made < 200; made++)
            {
                most = Math.Max(most, batches.Count(batch => batch.Released == 0));
                yield return Batch(made * 2000L, batches);
            }
        }
    }

    [Fact]
    [Trait("Requirement", "R154")]
    public async Task A_write_from_an_endless_stream_starts_with_its_first_batch_and_ends_when_it_is_cancelled()
    {
        using Lake lake = new();
        using CancellationTokenSource cancel = new();
        int made = 0;
        Task write = lake.Session.WriteAsync(lake.Table("t"), Foreign(Endless()), DeltaWriteMode.Create, cancellationToken: cancel.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Assert.True(made >= 50);
        Assert.False(Directory.Exists(Path.Combine(lake.At("t"), "_delta_log")) && Directory.EnumerateFiles(Path.Combine(lake.At("t"), "_delta_log"), "*.json").Any());

        IEnumerable<RecordBatch> Endless()
        {
            while (true)
            {
                if (made++ == 50)
                    cancel.Cancel();
                yield return Batch(0, null);
            }
        }
    }

    private static unsafe RecordBatchReader Exported(QueryResult result)
    {
        CArrowArrayStream stream;
        ArrowC.ExportStream(result.AsReader(), &stream);
        return ArrowC.ImportStream(&stream);
    }

    private static unsafe RecordBatchReader Foreign(IEnumerable<RecordBatch> batches)
    {
        CArrowArrayStream stream;
        ArrowC.ExportStream(RecordBatchReader.From(Numbers, batches), &stream);
        return ArrowC.ImportStream(&stream);
    }

    private static unsafe RecordBatch Batch(long first, List<ReleaseCounter>? counters)
    {
        using RecordBatchWriter writer = new(Numbers);
        FixedWriter<long> column = writer.Column<FixedWriter<long>>(0);
        for (int i = 0; i < 2000; i++)
            column.Append(first + i);
        RecordBatch batch = writer.Finish();
        if (counters is null)
            return batch;
        CArrowArray array;
        using (batch)
            ArrowC.ExportBatch(batch, &array);
        counters.Add(ReleaseCounter.Watch(&array));
        return ArrowC.ImportBatch(&array, Numbers);
    }
}
