using FsCheck;
using FsCheck.Fluent;
using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

/// <summary>Random nested batches go out and come back; what comes back means the same, and no memory is left.</summary>
public sealed unsafe class RoundTripTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(250).WithQuietOnSuccess(true);

    [Fact]
    [Trait("Requirement", "R134")]
    public void Batches_survive_the_c_data_interface() => Check(batches =>
    {
        foreach (RecordBatch batch in batches)
        {
            using RecordBatch again = ThroughC(batch, 0, batch.RowCount);
            Assert.Equal(batch.Schema, again.Schema);
            Assert.Equal(ArrowText.Columns(batch), ArrowText.Columns(again));
        }
    });

    [Fact]
    public void Windows_of_windows_survive_the_c_data_interface() => Check(batches =>
    {
        foreach (RecordBatch batch in batches.Where(batch => batch.RowCount > 2))
        {
            using RecordBatch window = batch.Slice(1, batch.RowCount - 2);
            using RecordBatch again = ThroughC(batch, 1, batch.RowCount - 2);
            using RecordBatch inner = again.Slice(0, again.RowCount / 2);
            using RecordBatch twice = ThroughC(again, 0, again.RowCount / 2);
            Assert.Equal(ArrowText.Columns(window), ArrowText.Columns(again));
            Assert.Equal(ArrowText.Columns(inner), ArrowText.Columns(twice));
        }
    });

    [Fact]
    public void A_root_struct_with_an_offset_is_cut_to_it() => Check(batches =>
    {
        foreach (RecordBatch batch in batches.Where(batch => batch.RowCount > 3))
        {
            CArrowArray array;
            ArrowC.ExportBatch(batch, &array);
            array.Offset = 2;
            array.Length -= 3;
            using RecordBatch again = ArrowC.ImportBatch(&array, batch.Schema);
            using RecordBatch expected = batch.Slice(2, batch.RowCount - 3);
            Assert.Equal(ArrowText.Columns(expected), ArrowText.Columns(again));
        }
    });

    [Fact]
    [Trait("Requirement", "R153")]
    [Trait("Requirement", "R155")]
    public void Batches_survive_the_c_stream_interface() => Check((schema, batches) =>
    {
        CArrowArrayStream stream;
        ArrowC.ExportStream(RecordBatchReader.From(schema, batches.Select(batch => batch.Slice(0, batch.RowCount))), &stream);
        using RecordBatchReader reader = ArrowC.ImportStream(&stream);
        MustEqual(schema, batches, reader);
    });

    [Fact]
    public void Batches_survive_ipc() => CheckIpc((schema, batches) =>
    {
        using ArrowIpcReader reader = new(new MemoryStream(IpcBytes.Of(schema, batches)));
        MustEqual(schema, batches, reader);
    });

    [Fact]
    public void Batches_survive_ipc_over_a_stream_that_cannot_seek_and_gives_few_bytes_at_once() => CheckIpc((schema, batches) =>
    {
        using ArrowIpcReader reader = new(new TricklingStream(IpcBytes.Of(schema, batches)));
        MustEqual(schema, batches, reader);
    });

    [Fact]
    public void A_schema_survives_ipc_alone() => CheckIpc((schema, _) =>
        Assert.Equal(schema, ArrowIpcReader.ReadSchema(ArrowIpcWriter.SchemaBytes(schema))));

    [Fact]
    public void Concatenation_is_the_rows_of_all_batches_in_order() => Check(batches =>
    {
        if (batches.Count == 0)
            return;
        using RecordBatch all = RecordBatch.Concat(batches);
        Assert.Equal(batches.Sum(batch => batch.RowCount), all.RowCount);
        Assert.Equal(ArrowText.Columns(batches), ArrowText.Columns(all));
        for (int k = 0; k < all.Schema.Fields.Count; k++)
            Assert.Equal(batches.Sum(batch => batch.Column(k).NullCount), all.Column(k).NullCount);
        using RecordBatch checkedAgain = ThroughC(all, 0, all.RowCount);
        Assert.Equal(ArrowText.Columns(all), ArrowText.Columns(checkedAgain));
    });

    private static void MustEqual(Schema schema, List<RecordBatch> batches, RecordBatchReader reader)
    {
        Assert.Equal(schema, reader.Schema);
        foreach (RecordBatch batch in batches)
        {
            using RecordBatch? again = reader.Read();
            Assert.NotNull(again);
            Assert.Equal(batch.RowCount, again.RowCount);
            Assert.Equal(ArrowText.Columns(batch), ArrowText.Columns(again));
        }
        Assert.Null(reader.Read());
        Assert.Null(reader.Read());
    }

    private static RecordBatch ThroughC(RecordBatch batch, int offset, int length)
    {
        CArrowSchema schema;
        CArrowArray array;
        ArrowC.ExportSchema(batch.Schema, &schema);
        ArrowC.ExportBatch(batch, offset, length, &array);
        return ArrowC.ImportBatch(&array, ArrowC.ImportSchema(&schema), ArrowValidation.Full);
    }

    private static void Check(Action<List<RecordBatch>> property) => Check((_, batches) => property(batches));

    private static void Check(Action<Schema, List<RecordBatch>> property) => Check(RandomArrow.Cases, property);

    private static void CheckIpc(Action<Schema, List<RecordBatch>> property) => Check(RandomArrow.IpcCases, property);

    private static void Check(Arbitrary<ArrowCase> cases, Action<Schema, List<RecordBatch>> property) =>
        FsCheck.Check.One(Many, Prop.ForAll(cases, one =>
        {
            using MemoryLedger ledger = MemoryLedger.Open();
            List<RecordBatch> batches = one.Make();
            property(one.Schema, batches);
            batches.ForEach(batch => batch.Dispose());
            Assert.Equal(0, ledger.Live);
        }));
}
