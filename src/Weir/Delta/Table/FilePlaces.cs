using Weir.Arrow;
using Weir.Delta.Log;

namespace Weir.Delta.Table;

/// <summary>
/// Where the rows of a table of add actions stand among the files of one version: what is known of a row serves every version
/// that has its file. Immutable; may be used by several threads.
/// </summary>
internal sealed class FilePlaces
{
    private const int NoPlace = -1;

    private readonly RecordBatch _places;

    public FilePlaces(FileList files)
    {
        int count = 0;
        foreach (int row in files.Rows)
            count = Math.Max(count, row + 1);
        int[] places = new int[count];
        Array.Fill(places, NoPlace);
        for (int place = 0; place < files.Rows.Length; place++)
            places[files.Rows[place]] = place;
        _places = Batch(places);
    }

    // Nobody disposes a snapshot, and this goes with it.
    ~FilePlaces() => _places.Dispose();

    /// <summary>Rows up to the last one that the version has.</summary>
    public int RowCount => _places.RowCount;

    /// <summary>Whether the version has the file of a row.</summary>
    public bool Has(int row)
    {
        bool has = !_places.Column(0).IsNull(row);
        GC.KeepAlive(this);
        return has;
    }

    /// <summary>The place of each row's file; null where the version does not have it.</summary>
    /// <returns>A batch of one column, the caller's to dispose.</returns>
    public RecordBatch Share()
    {
        RecordBatch shared = _places.Slice(0, RowCount);
        GC.KeepAlive(this);
        return shared;
    }

    private static RecordBatch Batch(int[] places)
    {
        using FixedWriter<int> writer = (FixedWriter<int>)ColumnWriter.For(ArrowType.Int32);
        for (ReadOnlySpan<int> left = places; !left.IsEmpty;)
        {
            int run = left.IndexOf(NoPlace) is var gap and >= 0 ? gap : left.Length;
            writer.Append(left[..run]);
            left = left[run..];
            if (left.IsEmpty)
                break;
            writer.AppendNull();
            left = left[1..];
        }
        NativeBlocks memory = new();
        int rows = writer.Length;
        return RecordBatch.Own(new Schema([new Field("place", writer.Type)]), rows, [writer.Finish(memory)], memory);
    }
}
