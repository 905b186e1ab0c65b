namespace Weir.Engine;

/// <summary>A name under which one connection reads an Arrow stream or a table, until it is disposed.</summary>
/// <param name="source">What is read; disposed with the registration.</param>
/// <param name="ended">Takes the name away.</param>
internal sealed class StreamRegistration(IDisposable source, Action ended) : IDisposable
{
    private int _disposed;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        source.Dispose();
        ended();
    }
}
