using System.Runtime.InteropServices;

namespace Weir.Tests.Plugins.Process;

/// <summary>The flag of a statement, as an engine keeps it.</summary>
internal sealed unsafe class NativeFlag : IDisposable
{
    public int* Pointer { get; } = (int*)NativeMemory.AllocZeroed(sizeof(int));

    public void Set() => Volatile.Write(ref *Pointer, 1);

    public void Dispose() => NativeMemory.Free(Pointer);
}
