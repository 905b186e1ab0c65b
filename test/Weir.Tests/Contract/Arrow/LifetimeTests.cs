using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

/// <summary>Who releases what, and how often.</summary>
public sealed unsafe class LifetimeTests
{
    private static readonly Schema Schema = new(
        new Field("a", ArrowType.Int32), new Field("b", ArrowType.Utf8), new Field("c", new StructType([new Field("d", ArrowType.Int64)])));

    [Fact]
    public void An_imported_array_is_released_once_when_the_last_slice_goes()
    {
        CArrowArray array;
        using (RecordBatch source = Sample())
            ArrowC.ExportBatch(source, &array);
        ReleaseCounter counter = ReleaseCounter.Watch(&array);
        RecordBatch batch = ArrowC.ImportBatch(&array, Schema);
        RecordBatch slice = batch.Slice(1, 1);
        RecordBatch projected = new(new Schema(Schema.Fields[1]), slice.RowCount, [slice.Column(1)]);
        batch.Dispose();
        slice.Dispose();
        slice.Dispose();
        Assert.Equal(0, counter.Released);
        Assert.Equal("b1", projected.Column(0).GetString(0));
        projected.Dispose();
        Assert.Equal(1, counter.Released);
    }

    [Fact]
    public void A_child_moved_out_of_an_export_outlives_its_parent()
    {
        using MemoryLedger ledger = MemoryLedger.Open();
        CArrowArray array;
        using (RecordBatch source = Sample())
            ArrowC.ExportBatch(source, &array);
        CArrowArray moved = *array.Children[0];
        array.Children[0]->Release = null;
        array.Release(&array);
        Assert.True(array.Release == null);
        Assert.NotEqual(0, ledger.Live);
        Assert.Equal([0, 1, 2], new ReadOnlySpan<int>((int*)moved.Buffers[1] + moved.Offset, 3).ToArray());
        moved.Release(&moved);
        Assert.True(moved.Release == null);
        Assert.Equal(0, ledger.Live);
    }

    [Fact]
    public void A_schema_child_moved_out_of_an_export_outlives_its_parent()
    {
        using MemoryLedger ledger = MemoryLedger.Open();
        CArrowSchema schema;
        ArrowC.ExportSchema(Schema, &schema);
        CArrowSchema moved = *schema.Children[1];
        schema.Children[1]->Release = null;
        schema.Release(&schema);
        Assert.Equal("b", Marshal.PtrToStringUTF8((nint)moved.Name));
        moved.Release(&moved);
        Assert.True(moved.Release == null);
        Assert.Equal(0, ledger.Live);
    }

    [Fact]
    public void A_consumer_that_drops_a_stream_early_disposes_its_reader()
    {
        using MemoryLedger ledger = MemoryLedger.Open();
        bool ended = false;
        IEnumerable<RecordBatch> Batches()
        {
            try
            {
                while (true)
                    yield return Sample();
            }
            finally
            {
                ended = true;
            }
        }
        CArrowArrayStream stream;
        ArrowC.ExportStream(RecordBatchReader.From(Schema, Batches()), &stream);
        using (RecordBatchReader reader = ArrowC.ImportStream(&stream))
        {
            Assert.True(stream.Release == null);
            using RecordBatch? batch = reader.Read();
            Assert.NotNull(batch);
        }
        Assert.True(ended);
        Assert.Equal(0, ledger.Live);
    }

    [Fact]
    [Trait("Requirement", "R131")]
    public void A_failing_producer_gives_an_errno_with_its_text_and_no_crash()
    {
        static IEnumerable<RecordBatch> Failing()
        {
            yield return Sample();
            throw new InvalidDataException("row 7 of 'orders.csv' has 3 cells");
        }
        CArrowArrayStream stream;
        ArrowC.ExportStream(RecordBatchReader.From(Schema, Failing()), &stream);
        using RecordBatchReader reader = ArrowC.ImportStream(&stream);
        reader.Read()!.Dispose();
        WeirException error = Assert.Throws<WeirException>(() => reader.Read());
        Assert.Equal("WEIR3005", error.Code);
        Assert.Contains("errno 5: row 7 of 'orders.csv' has 3 cells", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_export_fails_at_the_next_batch()
    {
        using CancellationTokenSource cancellation = new();
        CArrowArrayStream stream;
        ArrowC.ExportStream(RecordBatchReader.From(Schema, [Sample()]), &stream, cancellation.Token);
        using RecordBatchReader reader = ArrowC.ImportStream(&stream);
        cancellation.Cancel();
        Assert.Equal("WEIR3005", Assert.Throws<WeirException>(() => reader.Read()).Code);
    }

    [Fact]
    public void A_stream_whose_schema_fails_is_still_released()
    {
        int released = 0;
        GCHandle handle = GCHandle.Alloc((Action)(() => released++));
        CArrowArrayStream stream = new()
        {
            GetSchema = &NoSchema,
            GetLastError = &NoText,
            Release = &CountRelease,
            PrivateData = (void*)GCHandle.ToIntPtr(handle),
        };
        nint place = (nint)(&stream);
        WeirException error = Assert.Throws<WeirException>(() => ArrowC.ImportStream((CArrowArrayStream*)place));
        Assert.Contains("errno 12: it gave no text", error.Message, StringComparison.Ordinal);
        Assert.True(stream.Release == null);
        Assert.Equal(1, released);
    }

    [Fact]
    public void A_writer_that_is_dropped_frees_its_buffers_and_one_that_is_finished_starts_anew()
    {
        using MemoryLedger ledger = MemoryLedger.Open();
        RecordBatchWriter dropped = new(Schema);
        dropped.Column<BytesWriter>(1).Append("never read");
        Assert.NotEqual(0, ledger.Live);
        dropped.Dispose();
        Assert.Equal(0, ledger.Live);
        using RecordBatchWriter writer = new(new Schema(new Field("a", ArrowType.Int32)));
        writer.Column<FixedWriter<int>>(0).Append(1);
        using (RecordBatch first = writer.Finish())
        {
            writer[0].AppendNull();
            writer.Column<FixedWriter<int>>(0).Append(2);
            using RecordBatch second = writer.Finish();
            Assert.Equal(1, first.Column(0).Values<int>()[0]);
            Assert.Equal((2, 1), (second.RowCount, second.Column(0).NullCount));
        }
        Assert.Equal(0, ledger.Live);
    }

    [Fact]
    public void Writers_refuse_rows_that_do_not_fit_together()
    {
        using RecordBatchWriter uneven = new(new Schema(new Field("a", ArrowType.Int32), new Field("b", ArrowType.Int32)));
        uneven[0].AppendNull();
        Assert.Throws<InvalidOperationException>(() => uneven.Finish());
        using RecordBatchWriter open = new(new Schema(new Field("l", new ListType(new Field("item", ArrowType.Int32)))));
        open.Column<ListWriter>(0).Element.AppendNull();
        Assert.Throws<InvalidOperationException>(() => open.Finish());
        open.Column<ListWriter>(0).EndRow();
        using (RecordBatch kept = open.Finish())
            Assert.Equal((0, 1), kept.Column(0).GetListRange(0));
        using StructWriter half = (StructWriter)ColumnWriter.For(new StructType([new Field("x", ArrowType.Int32), new Field("y", ArrowType.Int32)]));
        half[0].AppendNull();
        Assert.Throws<InvalidOperationException>(half.EndRow);
        Assert.Throws<InvalidOperationException>(half.AppendNull);
        using ListWriter pair = (ListWriter)ColumnWriter.For(new FixedSizeListType(new Field("item", ArrowType.Int32), 2));
        pair.Element.AppendNull();
        Assert.Throws<InvalidOperationException>(pair.EndRow);
        using DictionaryWriter narrow = (DictionaryWriter)ColumnWriter.For(new DictionaryType(ArrowType.Int8, ArrowType.Utf8));
        Assert.Throws<OverflowException>(() => narrow.Append(128));
    }

    [Fact]
    public void Joint_dictionaries_that_outgrow_their_index_are_an_error_and_equal_ones_are_kept_once()
    {
        Schema schema = new(new Field("d", new DictionaryType(ArrowType.Int8, ArrowType.Int32)));
        using RecordBatch low = Dictionary(schema, 0), again = Dictionary(schema, 0), high = Dictionary(schema, 1000);
        using RecordBatch same = RecordBatch.Concat([low, again]);
        Assert.Equal(100, same.Column(0).Dictionary.Length);
        WeirException error = Assert.Throws<WeirException>(() => RecordBatch.Concat([low, high]));
        Assert.Equal("WEIR3002", error.Code);
        Assert.Equal("root.d", error.Details["path"]);
    }

    [Fact]
    public void Accessors_of_another_type_and_rows_outside_are_refused()
    {
        using RecordBatch batch = Sample();
        Assert.Throws<InvalidOperationException>(() => batch.Column(0).Values<long>().Length);
        Assert.Throws<InvalidOperationException>(() => batch.Column(0).GetBytes(0).Length);
        Assert.Throws<InvalidOperationException>(() => batch.Column(0).GetListRange(0));
        Assert.Throws<InvalidOperationException>(() => batch.Column(0).Dictionary);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Column(1).GetString(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Column(1).IsNull(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Slice(2, 2));
    }

    private static RecordBatch Dictionary(Schema schema, int from)
    {
        using RecordBatchWriter writer = new(schema);
        DictionaryWriter column = writer.Column<DictionaryWriter>(0);
        for (int i = 0; i < 100; i++)
        {
            ((FixedWriter<int>)column.Values).Append(from + i);
            column.Append(i);
        }
        return writer.Finish();
    }

    private static RecordBatch Sample()
    {
        using RecordBatchWriter writer = new(Schema);
        for (int i = 0; i < 3; i++)
        {
            writer.Column<FixedWriter<int>>(0).Append(i);
            writer.Column<BytesWriter>(1).Append($"b{i}");
            writer.Column<StructWriter>(2).Field<FixedWriter<long>>(0).Append(i);
            writer.Column<StructWriter>(2).EndRow();
        }
        return writer.Finish();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int NoSchema(CArrowArrayStream* stream, CArrowSchema* schema) => 12;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* NoText(CArrowArrayStream* stream) => null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void CountRelease(CArrowArrayStream* stream)
    {
        GCHandle handle = GCHandle.FromIntPtr((nint)stream->PrivateData);
        ((Action)handle.Target!)();
        handle.Free();
        stream->Release = null;
    }
}
