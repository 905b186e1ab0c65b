using System.Runtime.InteropServices;

namespace Weir.Plugins.Process;

/// <summary>
/// One column of results in a channel's memory. Above the line the host says what it wants and, outside of lists,
/// where; below it the worker says what came. Texts and lists give the length of each row at <see cref="Data"/>, in
/// 4 bytes, 0 for a NULL; their bytes and elements follow each other.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WireResult
{
    public int Length;
    public int ChildCount;
    public ColumnLayout Layout;
    public byte ValueBytes;
    public byte IsText;

    /// <summary>Values, bits or lengths. The elements of lists lie where the worker says.</summary>
    public long Data;

    /// <summary>Room for one bit a row.</summary>
    public long Validity;

    /// <summary>The children, one behind the other.</summary>
    public long Children;

    /// <summary>The worker's: whether it wrote <see cref="Validity"/>.</summary>
    public int HasNulls;

    /// <summary>The worker's: the bytes of all texts.</summary>
    public long Bytes;
    public long BytesLength;
}
