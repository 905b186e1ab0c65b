using Microsoft.Win32.SafeHandles;
using Weir.Arrow;
using Weir.Plugins;
using Weir.Plugins.Process;
using Weir.Plugins.Verify;

namespace Weir.Tests.Plugins.Process;

/// <summary>Plays the child and lies in every number that the host reads.</summary>
public sealed unsafe class LyingChildTests : IDisposable
{
    private const int Rows = 3;

    private delegate void Lie(WireResult* result, byte* memory);

    private readonly SharedChannel _host;
    private readonly SharedChannel _child;

    public LyingChildTests()
    {
        _host = SharedChannel.Create("weir-test", out SafeFileHandle memory, out SafeFileHandle connection);
        _child = new SharedChannel(memory, connection);
    }

    public void Dispose()
    {
        _host.Dispose();
        _child.Dispose();
    }

    [Fact]
    public void Honest_texts_and_lists_are_taken()
    {
        Assert.Equal(["6161", "6161", "6161"], Take(ArrowType.Utf8, (_, _) => { }));
        Assert.Equal(["[6161]", "[6161]", "[6161]"], Take(new ListType(new Field("item", ArrowType.Utf8)), (_, _) => { }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_wrong_length_of_a_text_is_found(int length) =>
        Refuse(ArrowType.Utf8, (result, memory) => ((int*)(memory + result->Data))[1] = length);

    [Theory]
    [InlineData(-1, 6)]
    [InlineData(1L << 40, 6)]
    [InlineData(long.MaxValue, 6)]
    [InlineData(0, long.MaxValue)]
    [InlineData(0, -1)]
    [InlineData(0, 7)]
    [InlineData(0, 5)]
    [InlineData(SharedChannel.BytesFirst - 1, 6)]
    public void Bytes_that_are_not_there_are_found(long place, long length) =>
        Refuse(ArrowType.Utf8, (result, _) => (result->Bytes, result->BytesLength) = (place, length));

    [Fact]
    public void A_text_that_is_not_UTF_8_is_found() =>
        Refuse(ArrowType.Utf8, (result, memory) => memory[result->Bytes] = 0xFF);

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void A_wrong_number_of_elements_is_found(int count) =>
        Refuse(new ListType(new Field("item", ArrowType.Int64)), (result, memory) => ((WireResult*)(memory + result->Children))->Length = count);

    [Theory]
    [InlineData(-8)]
    [InlineData(long.MaxValue)]
    [InlineData(SharedChannel.BytesFirst - 8)]
    [InlineData(SharedChannel.BytesMax)]
    public void Elements_that_are_not_there_are_found(long place) =>
        Refuse(new ListType(new Field("item", ArrowType.Int64)), (result, memory) => ((WireResult*)(memory + result->Children))->Data = place);

    [Fact]
    public void A_child_that_moves_what_the_host_placed_moves_nothing()
    {
        Assert.Equal(["0x0100000000000000", "0x0100000000000000", "0x0100000000000000"], Take(ArrowType.Int64, (result, _) =>
            (result->Data, result->Validity, result->Length, result->ValueBytes, result->Layout) = (long.MaxValue, -1, int.MaxValue, 255, ColumnLayout.Texts)));
    }

    private void Refuse(ArrowType type, Lie lie) => Assert.Throws<InvalidDataException>(() => Take(type, lie));

    private string[] Take(ArrowType type, Lie lie)
    {
        using CollectedResult collected = new(type, Rows, isArrow: true, filling: 0);
        _host.StartAt(SharedChannel.Start);
        ResultTemplate template = ResultTemplate.Ask(_host, collected.Root);
        _child.StartAt(_host.Room(0));
        using (WorkerResult result = new(_child, template.Place, type))
        {
            for (int row = 0; row < Rows; row++)
                Write(result.Place, row);
            result.Finish();
        }
        lie((WireResult*)(_child.Base + template.Place), _child.Base);
        template.Take(collected.Place());
        return [.. collected.Rows()];
    }

    private static void Write(ColumnResult place, int row)
    {
        switch (place.Type)
        {
            case ListType:
                Write(place.AppendList(row, 1, out int start), start);
                break;
            case { IsBytes: true }:
                place.SetBytes(row, "aa"u8);
                break;
            default:
                place.Values<long>()[row] = 1;
                break;
        }
    }
}
