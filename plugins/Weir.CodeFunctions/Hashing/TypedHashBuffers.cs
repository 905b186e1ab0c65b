using Weir.Plugins;

namespace Weir.CodeFunctions.Hashing;

/// <summary>What a thread keeps that hashes typed values.</summary>
internal sealed class TypedHashBuffers
{
    private readonly TypedMessage _message = new();

    public HashBatch Hashes { get; } = new();

    /// <summary>The bytes that stand for the values of one row; valid until the next call.</summary>
    public ReadOnlySpan<byte> MessageOf(ColumnView value, ColumnArguments more, int row)
    {
        _message.Clear();
        _message.AppendCount(more.Count + 1);
        _message.Append(value, row);
        for (int i = 0; i < more.Count; i++)
            _message.Append(more[i], row);
        return _message.Written;
    }
}
