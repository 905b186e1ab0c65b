using Weir.CodeFunctions.Values;
using Weir.Plugins;

namespace Weir.CodeFunctions.Hashing;

/// <summary>Where the parts of one id are put together, as version 1 of the hashes joins them; one a thread, kept from row to row.</summary>
internal sealed class PartBuffers
{
    private const byte Separator = 0x1F;

    private readonly Utf8Writer _joined = new();

    private static ReadOnlySpan<byte> NullPart => "__NULL__"u8;

    public HashBatch Hashes { get; } = new();

    /// <summary>The parts so far.</summary>
    public ReadOnlySpan<byte> Joined => _joined.Written;

    /// <summary>Starts with the first part.</summary>
    public void Begin(ColumnView part, int row)
    {
        _joined.Clear();
        Append(part, row);
    }

    /// <summary>Adds another one.</summary>
    public void Next(ColumnView part, int row)
    {
        _joined.Append([Separator]);
        Append(part, row);
    }

    private void Append(ColumnView part, int row)
    {
        if (part.IsNull(row))
            _joined.Append(NullPart);
        else
            ValueText.Append(part, row, _joined);
    }
}
