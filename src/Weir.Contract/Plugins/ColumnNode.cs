using System.Diagnostics.CodeAnalysis;

namespace Weir.Plugins;

/// <summary>
/// Where one column of arguments lies: made by hosts, read through <see cref="ColumnView"/>. All memory belongs
/// to the host and lives as long as the call.
/// </summary>
[SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "A plain block of memory that two sides share.")]
public unsafe struct ColumnNode
{
    /// <summary>Values, offsets or entries; see <see cref="ColumnLayout"/>.</summary>
    public void* Data;

    /// <summary>One bit a row, 1 = valid, in words of 64; null when no row is NULL. At least so many words as the rows need.</summary>
    public ulong* Validity;

    /// <summary>The bytes that offsets point into; null in other layouts.</summary>
    public byte* Bytes;

    /// <summary>Nodes of the children; null when there are none.</summary>
    public ColumnNode* Children;

    /// <summary>Children.</summary>
    public int ChildCount;

    /// <summary>Rows that lie here: 1 for a constant.</summary>
    public int Length;

    /// <summary>Size of one value in bytes, for <see cref="ColumnLayout.Fixed"/>.</summary>
    public byte ValueBytes;

    /// <summary>How values lie.</summary>
    public ColumnLayout Layout;

    /// <summary>True when the one row that lies here is the value of every row of the batch.</summary>
    public bool IsConstant;
}
