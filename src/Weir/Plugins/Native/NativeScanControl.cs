using Weir.Arrow;
using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>A token as the number that a plugin looks at; lives until the stream of the scan is released.</summary>
internal sealed unsafe class NativeScanControl : IDisposable
{
    private readonly NativeBlocks _memory = new();
    private readonly CancellationTokenRegistration _registration;

    public NativeScanControl(CancellationToken token)
    {
        Pointer = (AbiControl*)_memory.AllocateZeroed(sizeof(AbiControl));
        Pointer->StructSize = (uint)sizeof(AbiControl);
        Pointer->Cancelled = (int*)_memory.AllocateZeroed(sizeof(int));
        _registration = Watch(token);
    }

    public AbiControl* Pointer { get; }

    /// <summary>Sets the number when a token is cancelled, until the registration is disposed.</summary>
    public CancellationTokenRegistration Watch(CancellationToken token) =>
        token.UnsafeRegister(static control => ((NativeScanControl)control!).Set(), this);

    public void Dispose()
    {
        // Waits for a callback that runs: none writes after the memory is gone.
        _registration.Dispose();
        _memory.Release();
    }

    private void Set() => Volatile.Write(ref *Pointer->Cancelled, 1);
}
