using System.Diagnostics.CodeAnalysis;

namespace Weir.Plugins;

/// <summary>Where one column of results goes: made by hosts, written through <see cref="ColumnResult"/>.</summary>
[SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "A plain block of memory that two sides share.")]
public unsafe struct ResultNode
{
    /// <summary>Room for the values, as <see cref="Layout"/> says; null where only the sink can write.</summary>
    public void* Data;

    /// <summary>One bit a row, 1 = valid; null until a row is set to NULL.</summary>
    public ulong* Validity;

    /// <summary>Nodes of the children; null when there are none.</summary>
    public ResultNode* Children;

    /// <summary>The host's own mark, for example the engine's vector.</summary>
    public nint Owner;

    /// <summary>Children.</summary>
    public int ChildCount;

    /// <summary>Rows.</summary>
    public int Length;

    /// <summary>Size of one value in bytes, for <see cref="ColumnLayout.Fixed"/>.</summary>
    public byte ValueBytes;

    /// <summary>How values lie.</summary>
    public ColumnLayout Layout;

    /// <summary>True when bytes must be UTF-8.</summary>
    public bool IsText;
}
