using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Weir.Delta.Actions;
using Weir.Delta.Log;

namespace Weir.Tests.Delta.Log;

/// <summary>What a table of actions is given comes back as it was.</summary>
public sealed class AddFileTableTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\\"", " ", "\n", "\0", "null", "true", "-1.5e7", "0", "\"id\":", "\"é\ud83d\ude00\"",
        """{"numRecords":3,"minValues":{"id":1},"maxValues":{"id":9},"nullCount":{"id":0}}""", "\"a\" : 1",
    ];

    [Fact]
    public void Any_statistics_come_back_byte_for_byte()
    {
        Gen<string> any = Gen.Elements(Pieces).ArrayOf().Select(string.Concat);
        Prop.ForAll(any.ListOf().ToArbitrary(), texts => Assert.Equal(texts, RoundTrip(texts))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Statistics_of_one_shape_take_the_bytes_of_their_values()
    {
        string name = new('a', 500);
        AddFileTable table = new();
        for (int i = 0; i < 100_000; i++)
            Add(table, $$$"""{"numRecords":{{{i}}},"minValues":{"{{{name}}}":{{{i}}}}}""");
        Assert.Equal($$$"""{"numRecords":99999,"minValues":{"{{{name}}}":99999}}""", Stats(table, 99_999));
        Assert.InRange(table.BytesHeld, 0, 100_000 * 55);
    }

    [Fact]
    public void Statistics_that_are_all_unlike_each_other_come_back_too()
    {
        string[] texts = [.. Enumerable.Range(0, 5_000).Select(i => $$"""{"c{{i}}":{{i}}}""")];
        Assert.Equal(texts, RoundTrip(texts));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(long.MaxValue, long.MinValue)]
    [InlineData(-1, 127)]
    [InlineData(128, -129)]
    public void Numbers_of_any_size_come_back(long size, long modified)
    {
        AddFile file = new()
        {
            Path = "a",
            Size = size,
            ModificationTime = modified,
            DataChange = true,
            PartitionValues = new Dictionary<string, string?> { ["p"] = null },
            DeletionVector = new DeletionVectorDescriptor("u", "abc", 1, 10, 2),
        };
        AddFileTable table = new();
        int row = table.Add(new AddEntry
        {
            Path = "a"u8,
            PartitionValues = file.PartitionValues,
            Size = size,
            ModificationTime = modified,
            DataChange = true,
            Extras = new AddFileExtras(null, file.DeletionVector, null, null, null),
        });
        AddFile read = table.File(row);
        Assert.Equal(file with { PartitionValues = read.PartitionValues }, read);
        Assert.Equal(file.PartitionValues, read.PartitionValues);
        Assert.Equal((size, modified, true), (table.Size(row), table.ModificationTime(row), table.HasDeletionVector(row)));
    }

    private static List<string> RoundTrip(IEnumerable<string> texts)
    {
        AddFileTable table = new();
        int[] rows = [.. texts.Select(text => Add(table, text))];
        return [.. rows.Select(row => Stats(table, row))];
    }

    private static int Add(AddFileTable table, string stats) => table.Add(new AddEntry
    {
        Path = "part-0.parquet"u8,
        PartitionValues = TextMap.Empty,
        Size = 1,
        ModificationTime = 1,
        DataChange = true,
        Stats = Encoding.UTF8.GetBytes(stats),
    });

    private static string Stats(AddFileTable table, int row) => Encoding.UTF8.GetString(table.Stats(row, new ArrayBufferWriter<byte>()));
}
