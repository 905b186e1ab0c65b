namespace Weir.Plugins;

/// <summary>What a host does for results that need memory. One batch on one thread at a time.</summary>
public abstract unsafe class ResultSink
{
    /// <summary>Gives a node its validity words, all valid.</summary>
    /// <param name="node">Has none yet.</param>
    public abstract void MakeValidity(ResultNode* node);

    /// <summary>Writes a text or binary.</summary>
    /// <param name="node">Of a layout for bytes.</param>
    /// <param name="row">From 0.</param>
    /// <param name="bytes">Copied; UTF-8 already where the node is a text.</param>
    public abstract void SetBytes(ResultNode* node, int row, ReadOnlySpan<byte> bytes);

    /// <summary>Makes room for the elements of one row of a list, behind those of the rows before.</summary>
    /// <param name="node">A list; its child node grows in place.</param>
    /// <param name="row">From 0.</param>
    /// <param name="length">Elements.</param>
    /// <returns>Place of the first element in the child.</returns>
    public abstract int AppendList(ResultNode* node, int row, int length);
}
