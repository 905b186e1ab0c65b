using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

public sealed class RecordBatchReaderTests
{
    private static readonly Schema Schema = new(new Field("a", ArrowType.Int32));

    [Fact]
    public async Task Batches_are_read_asynchronously_and_cancelled_between_two()
    {
        using CancellationTokenSource cancellation = new();
        using RecordBatchReader reader = RecordBatchReader.From(Schema, Enumerable.Range(0, 1000).Select(_ => Sample()));
        int seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (RecordBatch batch in reader.ReadAllAsync(cancellation.Token))
                using (batch)
                    if (++seen == 3)
                        await cancellation.CancelAsync();
        });
        Assert.Equal(3, seen);
    }

    private static RecordBatch Sample()
    {
        using RecordBatchWriter writer = new(Schema);
        writer.Column<FixedWriter<int>>(0).Append([1, 2, 3]);
        return writer.Finish();
    }
}
