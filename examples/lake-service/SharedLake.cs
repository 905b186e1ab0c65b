using Weir;

namespace LakeService;

/// <summary>One session for all requests: it may be used by many threads, and keeps idle connections for the next query.</summary>
internal sealed class SharedLake : IDisposable
{
    public SharedLake(WeirRuntime runtime, LakeSettings settings)
    {
        Session = runtime.NewSession();
        Session.Register("orders", settings.Orders);
    }

    public Session Session { get; }

    public void Dispose() => Session.Dispose();
}
