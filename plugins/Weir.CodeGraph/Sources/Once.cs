namespace Weir.CodeGraph.Sources;

/// <summary>A value that is made when it is first asked for; when making it fails or is cancelled, the next one tries again. Safe for many threads.</summary>
internal sealed class Once<T> where T : class
{
    private readonly Lock _making = new();
    private T? _value;

    public T Get(Func<T> make)
    {
        if (Volatile.Read(ref _value) is { } known)
            return known;
        lock (_making)
            return _value ??= make();
    }
}
