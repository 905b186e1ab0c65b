namespace Weir.Arrow.Ipc;

/// <summary>
/// How much may be built out of one metadata buffer. Tables and texts may be shared inside the
/// buffer, so a small hostile one could otherwise unfold into any amount of memory.
/// </summary>
internal sealed class FlatBudget(int metadataLength)
{
    // Honest writers share little: each field costs more bytes than this allows for.
    private const int Factor = 4;

    private long _left = (long)metadataLength * Factor;

    public void Spend(long bytes)
    {
        _left -= bytes;
        if (_left < 0)
            throw ContractErrors.IpcInvalid("metadata", $"its {metadataLength} bytes unfold into more than {Factor} times as many");
    }
}
