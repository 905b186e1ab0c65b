using System.Collections.Concurrent;
using Weir.Arrow;

namespace Weir.Plugins.Native;

/// <summary>Batches that threads borrow, for functions whose calls have no state of their own. Thread-safe.</summary>
/// <param name="resultOf">The result's type for these argument types; null where a batch has none.</param>
internal sealed class NativeBatchPool(Func<IReadOnlyList<ArrowType>, Field>? resultOf) : IDisposable
{
    private readonly ConcurrentBag<NativeBatch> _idle = [];

    public NativeBatch Take(IReadOnlyList<ArrowType> types)
    {
        if (_idle.TryTake(out NativeBatch? batch))
        {
            if (ReferenceEquals(batch.Types, types) || batch.Types.SequenceEqual(types))
                return batch;
            batch.Dispose();
        }
        return new NativeBatch(types, resultOf?.Invoke(types));
    }

    public void GiveBack(NativeBatch batch) => _idle.Add(batch);

    public void Dispose()
    {
        while (_idle.TryTake(out NativeBatch? batch))
            batch.Dispose();
    }
}
