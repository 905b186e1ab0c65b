using Weir.Arrow;
using Weir.Tests.House;

namespace Weir.Tests.Contract.Arrow;

/// <summary>Apache Arrow for JavaScript as the second opinion on IPC; test/peers/arrow-peer.mjs is its side. Needs node.</summary>
public sealed class ArrowPeerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_peer_reads_every_type_that_we_write(int seed)
    {
        Random random = new(seed);
        Schema schema = new(EveryType().Select((type, k) => new Field($"column{k}", type)),
            new Dictionary<string, string> { ["made by"] = "Weir" });
        using RecordBatch whole = RandomRows.Batch(schema, 60, random);
        using RecordBatch first = whole.Slice(0, 20);
        using RecordBatch empty = whole.Slice(20, 0);
        using RecordBatch odd = whole.Slice(23, 30);
        File.WriteAllBytes(ArrowFile, IpcBytes.Of(schema, [first, empty, odd]));
        await RunPeerAsync("read");
        Assert.Equal(ArrowText.Columns(first, odd), File.ReadAllLines(TextFile));
    }

    [Fact]
    public async Task We_read_every_type_that_the_peer_writes()
    {
        await RunPeerAsync("write");
        using ArrowIpcReader reader = new(File.OpenRead(ArrowFile));
        using RecordBatch? batch = reader.Read();
        Assert.NotNull(batch);
        Assert.Null(reader.Read());
        Assert.Equal(File.ReadAllLines(TextFile), ArrowText.Columns(batch));
        HashSet<ArrowTypeId> seen = [.. batch.Schema.Fields.Select(field => field.Type.Id)];
        Assert.Equal(Enum.GetValues<ArrowTypeId>(), seen.Order());
    }

    private static IEnumerable<ArrowType> EveryType()
    {
        // The peer cannot hold values of no bytes.
        foreach (ArrowType type in RandomArrow.PlainTypes.Where(type => type is not FixedSizeBinaryType { Width: 0 }))
            yield return type;
        Field text = new("item", ArrowType.Utf8), number = new("value", ArrowType.Int64);
        StructType pair = new([text, number]);
        yield return new ListType(text);
        yield return new LargeListType(new Field("item", pair));
        yield return new FixedSizeListType(number, 3);
        yield return pair;
        yield return new StructType([new Field("inner", pair), new Field("list", new ListType(new Field("item", new ListType(number))))]);
        yield return new MapType(new Field("key", ArrowType.Utf8, Nullable: false), number);
        yield return new DictionaryType(ArrowType.Int8, ArrowType.Utf8);
        yield return new DictionaryType(ArrowType.UInt16, ArrowType.Int64);
    }

    private string ArrowFile => _folder["data.arrows"];

    private string TextFile => _folder["data.txt"];

    private async Task RunPeerAsync(string mode)
    {
        ProcessResult node = await ChildProcess.RunAsync("node", ["arrow-peer.mjs", mode, ArrowFile, TextFile], Repository.PeersFolder);
        Assert.True(node.ExitCode == 0, node.Errors);
    }
}
