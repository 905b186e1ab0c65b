using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Weir.Arrow;

// The three structs of the Arrow C data and C stream interfaces, member for member:
// https://arrow.apache.org/docs/format/CDataInterface.html, CStreamInterface.html.

/// <summary>The ABI of <c>struct ArrowSchema</c>: the type of an array.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct CArrowSchema
{
    /// <summary>Set when a dictionary's order means something.</summary>
    public const long FlagDictionaryOrdered = 1;

    /// <summary>Set when values may be null.</summary>
    public const long FlagNullable = 2;

    /// <summary>Set when the keys of each map are sorted.</summary>
    public const long FlagMapKeysSorted = 4;

    /// <summary>The format string, NUL-terminated.</summary>
    public byte* Format;

    /// <summary>The field's name, NUL-terminated, or null.</summary>
    public byte* Name;

    /// <summary>Binary metadata, or null.</summary>
    public byte* Metadata;

    /// <summary>The flags above.</summary>
    public long Flags;

    /// <summary>Count of <see cref="Children"/>.</summary>
    public long ChildCount;

    /// <summary>Pointers to the children.</summary>
    public CArrowSchema** Children;

    /// <summary>The type of the dictionary's values, or null.</summary>
    public CArrowSchema* Dictionary;

    /// <summary>Frees the struct; null marks a struct that is released or moved.</summary>
    public delegate* unmanaged[Cdecl]<CArrowSchema*, void> Release;

    /// <summary>The producer's own.</summary>
    public void* PrivateData;
}

/// <summary>The ABI of <c>struct ArrowArray</c>: the memory of an array.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct CArrowArray
{
    /// <summary>Rows.</summary>
    public long Length;

    /// <summary>Nulls, or -1 when not counted.</summary>
    public long NullCount;

    /// <summary>Rows to skip at the start of every buffer.</summary>
    public long Offset;

    /// <summary>Count of <see cref="Buffers"/>.</summary>
    public long BufferCount;

    /// <summary>Count of <see cref="Children"/>.</summary>
    public long ChildCount;

    /// <summary>The buffers in the order of the type's layout.</summary>
    public void** Buffers;

    /// <summary>Pointers to the children.</summary>
    public CArrowArray** Children;

    /// <summary>The dictionary's values, or null.</summary>
    public CArrowArray* Dictionary;

    /// <summary>Frees the struct and its memory; null marks a struct that is released or moved.</summary>
    public delegate* unmanaged[Cdecl]<CArrowArray*, void> Release;

    /// <summary>The producer's own.</summary>
    public void* PrivateData;
}

/// <summary>The ABI of <c>struct ArrowArrayStream</c>: a stream of arrays of one type.</summary>
[StructLayout(LayoutKind.Sequential)]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The name that the interface's own documents use.")]
public unsafe struct CArrowArrayStream
{
    /// <summary>Writes the schema; 0, or an errno.</summary>
    public delegate* unmanaged[Cdecl]<CArrowArrayStream*, CArrowSchema*, int> GetSchema;

    /// <summary>Writes the next array, released at the end of the stream; 0, or an errno.</summary>
    public delegate* unmanaged[Cdecl]<CArrowArrayStream*, CArrowArray*, int> GetNext;

    /// <summary>The text of the last error, or null; valid until the next call.</summary>
    public delegate* unmanaged[Cdecl]<CArrowArrayStream*, byte*> GetLastError;

    /// <summary>Frees the stream; null marks a stream that is released or moved.</summary>
    public delegate* unmanaged[Cdecl]<CArrowArrayStream*, void> Release;

    /// <summary>The producer's own.</summary>
    public void* PrivateData;
}
