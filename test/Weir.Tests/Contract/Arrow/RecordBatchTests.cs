using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

public sealed unsafe class RecordBatchTests
{
    private static readonly Schema TwoColumns = new(new Field("id", ArrowType.Int64, Nullable: false), new Field("name", ArrowType.Utf8));

    [Fact]
    public void Memory_is_freed_when_the_last_of_batch_and_slices_is_disposed()
    {
        using MemoryLedger ledger = MemoryLedger.Open();
        RecordBatch batch = Sample(10);
        RecordBatch slice = batch.Slice(2, 5);
        Assert.Equal(1, ledger.Live);
        batch.Dispose();
        batch.Dispose();
        Assert.Equal("name 4", slice.Column(1).GetString(2));
        Assert.Equal([2L, 3, 4, 5, 6], slice.Column(0).Values<long>().ToArray());
        ArrowArray column = slice.Column(0);
        slice.Dispose();
        Assert.Equal(0, ledger.Live);
        Assert.Throws<ObjectDisposedException>(() => column.Values<long>().Length);
        Assert.Throws<ObjectDisposedException>(() => slice.Column(0));
    }

    [Fact]
    public void Batches_concatenate_with_their_nulls()
    {
        using RecordBatch first = Sample(13);
        using RecordBatch second = Sample(9);
        using RecordBatch middle = second.Slice(3, 5);
        using RecordBatch all = RecordBatch.Concat([first, middle, second]);
        Assert.Equal(27, all.RowCount);
        Assert.Equal(first.Column(1).NullCount + middle.Column(1).NullCount + second.Column(1).NullCount, all.Column(1).NullCount);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(middle.Column(1).IsNull(i), all.Column(1).IsNull(13 + i));
            Assert.Equal(middle.Column(1).GetString(i), all.Column(1).GetString(13 + i));
        }
    }

    [Fact]
    public void An_exported_window_comes_back_as_the_same_rows_and_is_released_once()
    {
        using MemoryLedger ledger = MemoryLedger.Open();
        RecordBatch batch = Sample(10);
        CArrowArray array;
        CArrowSchema schema;
        ArrowC.ExportBatch(batch, 4, 3, &array);
        ArrowC.ExportSchema(batch.Schema, &schema);
        batch.Dispose();
        using (RecordBatch again = ArrowC.ImportBatch(&array, ArrowC.ImportSchema(&schema)))
        {
            Assert.True(array.Release == null);
            Assert.True(schema.Release == null);
            Assert.Equal(TwoColumns, again.Schema);
            Assert.Equal([4L, 5, 6], again.Column(0).Values<long>().ToArray());
            Assert.Equal("name 5", again.Column(1).GetString(1));
            Assert.True(again.Column(1).IsNull(2));
        }
        Assert.Equal(0, ledger.Live);
    }

    [Fact]
    [Trait("Requirement", "R096")]
    [Trait("Requirement", "R153")]
    [Trait("Requirement", "R154")]
    public void The_first_batch_of_an_endless_stream_arrives()
    {
        int made = 0;
        IEnumerable<RecordBatch> Endless()
        {
            while (true)
            {
                made++;
                yield return Sample(3);
            }
        }
        CArrowArrayStream stream;
        ArrowC.ExportStream(RecordBatchReader.From(TwoColumns, Endless()), &stream);
        using RecordBatchReader reader = ArrowC.ImportStream(&stream);
        Assert.Equal(TwoColumns, reader.Schema);
        using RecordBatch? batch = reader.Read();
        Assert.Equal(3, batch!.RowCount);
        Assert.Equal(1, made);
    }

    private static RecordBatch Sample(int rows)
    {
        using RecordBatchWriter writer = new(TwoColumns);
        for (int i = 0; i < rows; i++)
        {
            writer.Column<FixedWriter<long>>(0).Append(i);
            if (i % 3 == 0)
                writer[1].AppendNull();
            else
                writer.Column<BytesWriter>(1).Append($"name {i}");
        }
        return writer.Finish();
    }
}
