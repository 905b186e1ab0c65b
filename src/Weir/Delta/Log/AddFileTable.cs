using System.Buffers;
using System.Runtime.CompilerServices;
using Weir.Delta.Actions;

namespace Weir.Delta.Log;

/// <summary>
/// The <c>add</c> actions that the versions of a table are made of, in blocks of bytes: about 25 bytes a file besides its
/// path and what its statistics do not share with others. Rows are only ever added, so that versions share a table; which rows
/// a version has is the matter of a <see cref="FileList"/>.
/// </summary>
/// <remarks>One thread adds at a time (of a <see cref="LogReplay"/>); any number reads rows that were there before.</remarks>
internal sealed class AddFileTable
{
    private const int RowsPerBlock = 4096;
    private const int BytesPerBlock = 1 << 20;

    private readonly PartitionValueSets _partitions = new();
    private readonly StatisticsTemplates _templates = new();
    private readonly ArrayBufferWriter<byte> _row = new(), _extras = new();
    private Place[][] _places = [];
    private byte[][] _blocks = [];
    private int _blockUsed;

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that paths, statistics and numbers of all rows take.</summary>
    public long BytesHeld => _blocks.Sum(block => (long)block.Length) + ((long)_places.Length * RowsPerBlock * Unsafe.SizeOf<Place>());

    /// <summary>Taken by whoever adds rows.</summary>
    public Lock Adding { get; } = new();

    /// <summary>Adds a row.</summary>
    /// <returns>Its number.</returns>
    public int Add(in AddEntry add)
    {
        _extras.ResetWrittenCount();
        if (!add.Extras.IsEmpty)
            ActionWriter.WriteExtras(_extras, add.Extras);
        int template = _templates.Split(add.Stats, out ReadOnlySpan<byte> stats);
        _row.ResetWrittenCount();
        Row.Write(_row, new Row
        {
            Path = add.Path,
            Size = add.Size,
            ModificationTime = add.ModificationTime,
            DataChange = add.DataChange,
            HasVector = add.Extras.DeletionVector is not null,
            Partition = _partitions.IdOf(add.PartitionValues),
            Template = template,
            Stats = stats,
            Extras = _extras.WrittenSpan,
        });
        int block = Count / RowsPerBlock;
        if (block == _places.Length)
            _places = [.. _places, new Place[RowsPerBlock]];
        _places[block][Count % RowsPerBlock] = Keep(_row.WrittenSpan);
        return Count++;
    }

    /// <summary>The path as the log has it, in UTF-8.</summary>
    public ReadOnlySpan<byte> Path(int row) => Row.PathOf(Bytes(row));

    /// <summary>The statistics in UTF-8; empty when there are none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="room">Holds the text, which is valid until the room is used again.</param>
    public ReadOnlySpan<byte> Stats(int row, ArrayBufferWriter<byte> room)
    {
        Row read = Row.Read(Bytes(row));
        room.ResetWrittenCount();
        _templates.Join(read.Template, read.Stats, room);
        return room.WrittenSpan;
    }

    public long Size(int row) => Row.Read(Bytes(row)).Size;

    public long ModificationTime(int row) => Row.Read(Bytes(row)).ModificationTime;

    public IReadOnlyDictionary<string, string?> PartitionValues(int row) => _partitions[Row.Read(Bytes(row)).Partition];

    public bool HasDeletionVector(int row) => Row.Read(Bytes(row)).HasVector;

    /// <summary>The members that few tables use.</summary>
    public AddFileExtras Extras(int row) => Row.Read(Bytes(row)).Extras is { IsEmpty: false } extras ? ActionReader.ReadExtras(extras) : default;

    /// <summary>The whole action.</summary>
    public AddFile File(int row)
    {
        Row read = Row.Read(Bytes(row));
        return new AddEntry
        {
            Path = read.Path,
            PartitionValues = _partitions[read.Partition],
            Size = read.Size,
            ModificationTime = read.ModificationTime,
            DataChange = read.DataChange,
            Stats = Stats(row, new ArrayBufferWriter<byte>()),
            Extras = Extras(row),
        }.ToAddFile();
    }

    // A row never crosses blocks; one that is larger than a block gets one of its own.
    private Place Keep(ReadOnlySpan<byte> row)
    {
        if (_blocks.Length == 0 || _blocks[^1].Length - _blockUsed < row.Length)
        {
            // The first block is small: most tables are.
            int wanted = _blocks.Length == 0 ? BytesPerBlock / 16 : BytesPerBlock;
            _blocks = [.. _blocks, new byte[Math.Max(wanted, row.Length)]];
            _blockUsed = 0;
        }
        Place place = new(_blocks.Length - 1, _blockUsed);
        row.CopyTo(_blocks[^1].AsSpan(_blockUsed));
        _blockUsed += row.Length;
        return place;
    }

    // Begins with the row, and goes on to the end of its block.
    private ReadOnlySpan<byte> Bytes(int row)
    {
        Place place = _places[row / RowsPerBlock][row % RowsPerBlock];
        return _blocks[place.Block].AsSpan(place.Offset);
    }

    private readonly record struct Place(int Block, int Offset);

    // Millions of these are kept: numbers take the bytes that they need.
    private ref struct Row
    {
        private const ulong DataChangeBit = 1, VectorBit = 2;

        public ReadOnlySpan<byte> Path, Stats, Extras;
        public long Size, ModificationTime;
        public int Partition, Template;
        public bool DataChange, HasVector;

        public static void Write(ArrayBufferWriter<byte> target, in Row row)
        {
            VariableInteger.Write(target, (ulong)row.Path.Length);
            target.Write(row.Path);
            VariableInteger.Write(target, Unsigned(row.Size));
            VariableInteger.Write(target, Unsigned(row.ModificationTime));
            VariableInteger.Write(target, (row.DataChange ? DataChangeBit : 0) | (row.HasVector ? VectorBit : 0));
            VariableInteger.Write(target, (ulong)row.Partition);
            VariableInteger.Write(target, (ulong)row.Template);
            VariableInteger.Write(target, (ulong)row.Stats.Length);
            target.Write(row.Stats);
            VariableInteger.Write(target, (ulong)row.Extras.Length);
            target.Write(row.Extras);
        }

        public static Row Read(ReadOnlySpan<byte> bytes)
        {
            Row row = new() { Path = Text(ref bytes), Size = Signed(ref bytes), ModificationTime = Signed(ref bytes) };
            ulong flags = VariableInteger.Read(ref bytes);
            row.DataChange = (flags & DataChangeBit) != 0;
            row.HasVector = (flags & VectorBit) != 0;
            row.Partition = (int)VariableInteger.Read(ref bytes);
            row.Template = (int)VariableInteger.Read(ref bytes);
            row.Stats = Text(ref bytes);
            row.Extras = Text(ref bytes);
            return row;
        }

        public static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> bytes) => Text(ref bytes);

        private static ReadOnlySpan<byte> Text(scoped ref ReadOnlySpan<byte> bytes)
        {
            int length = (int)VariableInteger.Read(ref bytes);
            ReadOnlySpan<byte> text = bytes[..length];
            bytes = bytes[length..];
            return text;
        }

        // The sign becomes the lowest bit, so that small numbers of either sign take few bytes.
        private static ulong Unsigned(long value) => (ulong)((value << 1) ^ (value >> 63));

        private static long Signed(scoped ref ReadOnlySpan<byte> bytes)
        {
            ulong value = VariableInteger.Read(ref bytes);
            return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }
}
