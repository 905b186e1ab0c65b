using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

/// <summary>
/// One damage at a time to a good exported array: the import names the column and the rule, and
/// still releases the array once.
/// </summary>
public sealed unsafe class HostileArrayTests
{
    private delegate void Damage(CArrowArray* root);

    private sealed record Case(string Name, ArrowValidation Finds, string Path, string Says, Damage Damage);

    // root: id int64, name utf8, items list<struct<price decimal, tags large_list<utf8_view>>>,
    // kind dictionary<int8, utf8>, pair fixed_size_list<int32>[2], big large_utf8.
    private static readonly Schema Schema = new(
        new Field("id", ArrowType.Int64, Nullable: false),
        new Field("name", ArrowType.Utf8),
        new Field("items", new ListType(new Field("item", new StructType(
        [
            new Field("price", new DecimalType(18, 2)),
            new Field("tags", new LargeListType(new Field("item", ArrowType.Utf8View))),
        ])))),
        new Field("kind", new DictionaryType(ArrowType.Int8, ArrowType.Utf8)),
        new Field("pair", new FixedSizeListType(new Field("item", ArrowType.Int32), 2)),
        new Field("big", ArrowType.LargeUtf8));

    private static readonly Case[] Cases =
    [
        new("root length negative", ArrowValidation.Trusted, "root", "length -1", a => a->Length = -1),
        new("root too long", ArrowValidation.Trusted, "root", "at most 2147483647", a => a->Length = 1L << 40),
        new("root offset overflows", ArrowValidation.Trusted, "root", "offset", a => a->Offset = int.MaxValue),
        new("root child count", ArrowValidation.Trusted, "root", "6 children, but the array has 5", a => a->ChildCount = 5),
        new("root children null", ArrowValidation.Trusted, "root", "table of children", a => a->Children = null),
        new("root buffers", ArrowValidation.Trusted, "root", "3 buffers", a => a->BufferCount = 3),
        new("root null rows", ArrowValidation.Structure, "root", "cannot have null rows", a =>
        {
            a->Buffers[0] = Zeros;
            a->NullCount = 4;
        }),
        new("root longer than columns", ArrowValidation.Trusted, "root.id", "has 4 rows, but its parent needs 9", a => a->Length = 9),
        new("column pointer null", ArrowValidation.Trusted, "root.name", "null pointer", a => a->Children[1] = null),
        new("column buffers table null", ArrowValidation.Trusted, "root.name", "table of buffers", a => a->Children[1]->Buffers = null),
        new("column buffer count", ArrowValidation.Trusted, "root.name", "2 buffers do not fit", a => a->Children[1]->BufferCount = 2),
        new("column length negative", ArrowValidation.Trusted, "root.id", "length -4", a => a->Children[0]->Length = -4),
        new("column offset negative", ArrowValidation.Trusted, "root.id", "offset -4", a => a->Children[0]->Offset = -4),
        new("null count below -1", ArrowValidation.Trusted, "root.id", "null count -2", a => a->Children[0]->NullCount = -2),
        new("null count above length", ArrowValidation.Trusted, "root.id", "null count 5", a => a->Children[0]->NullCount = 5),
        new("null count without bitmap", ArrowValidation.Trusted, "root.id", "validity buffer is a null pointer", a => a->Children[0]->NullCount = 1),
        new("values null", ArrowValidation.Structure, "root.id", "buffer of values is a null pointer", a => a->Children[0]->Buffers[1] = null),
        new("offsets null", ArrowValidation.Structure, "root.name", "buffer of offsets is a null pointer", a => a->Children[1]->Buffers[1] = null),
        new("bytes null", ArrowValidation.Structure, "root.name", "byte buffer is a null pointer", a => a->Children[1]->Buffers[2] = null),
        new("offsets negative", ArrowValidation.Structure, "root.name", "offsets run from -1", a => ((int*)a->Children[1]->Buffers[1])[0] = -1),
        new("offsets end before start", ArrowValidation.Structure, "root.big", "offsets run from 0 to -8", a => ((long*)a->Children[5]->Buffers[1])[4] = -8),
        new("list ends outside child", ArrowValidation.Structure, "root.items", "last offset is 99", a => ((int*)a->Children[2]->Buffers[1])[4] = 99),
        new("fixed list child too short", ArrowValidation.Trusted, "root.pair[]", "has 7 rows, but its parent needs 8", a => a->Children[4]->Children[0]->Length = 7),
        new("struct child too short", ArrowValidation.Trusted, "root.items[].price", "has 1 rows, but its parent needs", a => a->Children[2]->Children[0]->Children[0]->Length = 1),
        new("dictionary missing", ArrowValidation.Trusted, "root.kind", "dictionary is a null pointer", a => a->Children[3]->Dictionary = null),
        new("view lengths null", ArrowValidation.Structure, "root.items[].tags[]", "table of buffer lengths", a => Tags(a)->Buffers[Tags(a)->BufferCount - 1] = null),
        new("view buffer length negative", ArrowValidation.Structure, "root.items[].tags[]", "has length -1", a => ((long*)Tags(a)->Buffers[Tags(a)->BufferCount - 1])[0] = -1),
        new("offsets not monotone", ArrowValidation.Full, "root.name", "row 1 runs from offset", a => ((int*)a->Children[1]->Buffers[1])[1] = 50),
        new("long offsets not monotone", ArrowValidation.Full, "root.big", "row 1 runs from offset", a => ((long*)a->Children[5]->Buffers[1])[1] = 500),
        new("one value over 2 GiB", ArrowValidation.Full, "root.big", "row 3 runs from offset", a => ((long*)a->Children[5]->Buffers[1])[4] = 1L << 33),
        new("null count wrong", ArrowValidation.Full, "root.name", "null count is 2, but the validity buffer marks 1", a => a->Children[1]->NullCount = 2),
        new("index too large", ArrowValidation.Full, "root.kind", "row 2 has index 7 into a dictionary of 2", a => ((sbyte*)a->Children[3]->Buffers[1])[2] = 7),
        new("index negative", ArrowValidation.Full, "root.kind", "row 0 has index -1", a => ((sbyte*)a->Children[3]->Buffers[1])[0] = -1),
        new("view length negative", ArrowValidation.Full, "root.items[].tags[]", "row 0 has length -5", a => ((int*)Tags(a)->Buffers[1])[0] = -5),
        new("view buffer index", ArrowValidation.Full, "root.items[].tags[]", "byte buffer 3 of 1", a => ((int*)Tags(a)->Buffers[1])[6] = 3),
        new("view outside buffer", ArrowValidation.Full, "root.items[].tags[]", "reads", a => ((int*)Tags(a)->Buffers[1])[7] = 1 << 20),
        new("view offset negative", ArrowValidation.Full, "root.items[].tags[]", "reads", a => ((int*)Tags(a)->Buffers[1])[7] = -1),
        new("text not UTF-8", ArrowValidation.Full, "root.name", "text of row 0 is not UTF-8", a => ((byte*)a->Children[1]->Buffers[2])[0] = 0xFF),
        new("nested text not UTF-8", ArrowValidation.Full, "root.items[].tags[]", "text of row 1 is not UTF-8", a => ((byte*)Tags(a)->Buffers[2])[1] = 0xC0),
    ];

    private static void* Zeros { get; } = NativeMemory.AllocZeroed(8);

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Requirement", "R131")]
    [Trait("Requirement", "R135")]
    public void A_hostile_array_is_refused_with_path_and_rule_and_released_once(string name)
    {
        Case one = Cases.Single(row => row.Name == name);
        foreach (ArrowValidation level in Enum.GetValues<ArrowValidation>().Where(level => level >= one.Finds))
        {
            using MemoryLedger ledger = MemoryLedger.Open();
            CArrowArray array;
            using (RecordBatch good = Good())
                ArrowC.ExportBatch(good, &array);
            ReleaseCounter counter = ReleaseCounter.Watch(&array);
            one.Damage(&array);
            WeirException error = ImportError(&array, level);
            Assert.Equal("WEIR3002", error.Code);
            Assert.Equal(one.Path, error.Details["path"]);
            Assert.Contains($"'{one.Path}'", error.Message, StringComparison.Ordinal);
            Assert.Contains(one.Says, error.Message, StringComparison.Ordinal);
            Assert.True(array.Release == null);
            Assert.Equal(1, counter.Released);
            Assert.Equal(0, ledger.Live);
        }
    }

    [Fact]
    public void The_array_that_is_damaged_above_is_good()
    {
        CArrowArray array;
        using (RecordBatch good = Good())
            ArrowC.ExportBatch(good, &array);
        using RecordBatch again = ArrowC.ImportBatch(&array, Schema);
        Assert.Equal(4, again.RowCount);
    }

    [Fact]
    public void A_released_array_is_refused()
    {
        CArrowArray array = default;
        Assert.Equal("WEIR3002", ImportError(&array, ArrowValidation.Full).Code);
    }

    private static WeirException ImportError(CArrowArray* array, ArrowValidation level)
    {
        nint place = (nint)array;
        return Assert.Throws<WeirException>(() => ArrowC.ImportBatch((CArrowArray*)place, Schema, level).Dispose());
    }

    private static CArrowArray* Tags(CArrowArray* root) => root->Children[2]->Children[0]->Children[1]->Children[0];

    private static RecordBatch Good()
    {
        using RecordBatchWriter writer = new(Schema);
        DictionaryWriter kinds = writer.Column<DictionaryWriter>(3);
        ((BytesWriter)kinds.Values).Append("red");
        ((BytesWriter)kinds.Values).Append("blue");
        ListWriter items = writer.Column<ListWriter>(2);
        StructWriter item = (StructWriter)items.Element;
        for (int row = 0; row < 4; row++)
        {
            writer.Column<FixedWriter<long>>(0).Append(row);
            if (row == 3)
                writer[1].AppendNull();
            else
                writer.Column<BytesWriter>(1).Append($"name {row}");
            item.Field<FixedWriter<Int128>>(0).Append(100 * row);
            ListWriter tags = item.Field<ListWriter>(1);
            ((BytesWriter)tags.Element).Append("short");
            ((BytesWriter)tags.Element).Append("a tag that does not stand inline");
            tags.EndRow();
            item.EndRow();
            items.EndRow();
            kinds.Append(row % 2);
            FixedWriter<int> pair = (FixedWriter<int>)writer.Column<ListWriter>(4).Element;
            pair.Append([row, -row]);
            writer.Column<ListWriter>(4).EndRow();
            writer.Column<BytesWriter>(5).Append("big");
        }
        return writer.Finish();
    }
}
