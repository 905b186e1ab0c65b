using System.Buffers;
using System.Runtime.InteropServices;
using Weir.Delta.Actions;

namespace Weir.Delta.Log;

/// <summary>
/// The <c>add</c> actions that the versions of a table are made of, in blocks of bytes: about 40 bytes a file besides its
/// path and statistics. Rows are only ever added, so that versions share a table; which rows a version has is the
/// matter of a <see cref="FileList"/>.
/// </summary>
/// <remarks>One thread adds at a time (of a <see cref="LogReplay"/>); any number reads rows that were there before.</remarks>
internal sealed class AddFileTable
{
    private const int RowsPerBlock = 4096;
    private const int BytesPerBlock = 1 << 20;

    private readonly PartitionValueSets _partitions = new();
    private readonly ArrayBufferWriter<byte> _extras = new();
    private Row[][] _rows = [];
    private byte[][] _blocks = [];
    private int _blockUsed;

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>Taken by whoever adds rows.</summary>
    public Lock Adding { get; } = new();

    /// <summary>Adds a row.</summary>
    /// <returns>Its number.</returns>
    public int Add(in AddEntry add)
    {
        ReadOnlySpan<byte> extras = [];
        if (!add.Extras.IsEmpty)
        {
            _extras.ResetWrittenCount();
            ActionWriter.WriteExtras(_extras, add.Extras);
            extras = _extras.WrittenSpan;
        }
        Span<byte> room = Reserve(add.Path.Length + add.Stats.Length + extras.Length);
        add.Path.CopyTo(room);
        add.Stats.CopyTo(room[add.Path.Length..]);
        extras.CopyTo(room[(add.Path.Length + add.Stats.Length)..]);
        int block = Count / RowsPerBlock;
        if (block == _rows.Length)
            _rows = [.. _rows, new Row[RowsPerBlock]];
        _rows[block][Count % RowsPerBlock] = new Row
        {
            Block = _blocks.Length - 1,
            Offset = _blockUsed,
            PathLength = add.Path.Length,
            StatsLength = add.Stats.Length,
            ExtrasLength = extras.Length,
            Partition = _partitions.IdOf(add.PartitionValues),
            Size = add.Size,
            ModificationTime = add.ModificationTime,
            DataChange = add.DataChange,
            HasVector = add.Extras.DeletionVector is not null,
        };
        _blockUsed += room.Length;
        return Count++;
    }

    /// <summary>The path as the log has it, in UTF-8.</summary>
    public ReadOnlySpan<byte> Path(int row) => Bytes(row, start: 0, At(row).PathLength);

    /// <summary>The statistics in UTF-8; empty when there are none.</summary>
    public ReadOnlySpan<byte> Stats(int row) => Bytes(row, At(row).PathLength, At(row).StatsLength);

    public long Size(int row) => At(row).Size;

    public long ModificationTime(int row) => At(row).ModificationTime;

    public IReadOnlyDictionary<string, string?> PartitionValues(int row) => _partitions[At(row).Partition];

    public bool HasDeletionVector(int row) => At(row).HasVector;

    /// <summary>The members that few tables use.</summary>
    public AddFileExtras Extras(int row) => At(row).ExtrasLength == 0
        ? default
        : ActionReader.ReadExtras(Bytes(row, At(row).PathLength + At(row).StatsLength, At(row).ExtrasLength));

    /// <summary>The whole action.</summary>
    public AddFile File(int row) => new AddEntry
    {
        Path = Path(row),
        PartitionValues = PartitionValues(row),
        Size = At(row).Size,
        ModificationTime = At(row).ModificationTime,
        DataChange = At(row).DataChange,
        Stats = Stats(row),
        Extras = Extras(row),
    }.ToAddFile();

    // An entry never crosses blocks; one that is larger than a block gets one of its own.
    private Span<byte> Reserve(int length)
    {
        if (_blocks.Length == 0 || _blocks[^1].Length - _blockUsed < length)
        {
            // The first block is small: most tables are.
            int wanted = _blocks.Length == 0 ? BytesPerBlock / 16 : BytesPerBlock;
            _blocks = [.. _blocks, new byte[Math.Max(wanted, length)]];
            _blockUsed = 0;
        }
        return _blocks[^1].AsSpan(_blockUsed, length);
    }

    private ReadOnlySpan<byte> Bytes(int row, int start, int length)
    {
        ref readonly Row at = ref At(row);
        return _blocks[at.Block].AsSpan(at.Offset + start, length);
    }

    private ref readonly Row At(int row) => ref _rows[row / RowsPerBlock][row % RowsPerBlock];

    // Millions of these are kept: no byte between two of them.
    [StructLayout(LayoutKind.Sequential, Pack = sizeof(int))]
    private struct Row
    {
        public int Block;
        public int Offset;
        public int PathLength;
        public int StatsLength;
        public int ExtrasLength;
        public int Partition;
        public long Size;
        public long ModificationTime;
        public bool DataChange;
        public bool HasVector;
    }
}
