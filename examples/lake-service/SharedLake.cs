using Weir;

namespace LakeService;

/// <summary>
/// One session for all requests: it may be used by many threads, and keeps idle connections for the next query. Its texts come from
/// outside, so they may read the registered tables and nothing else: no file of the server, no setting.
/// </summary>
internal sealed class SharedLake : IDisposable
{
    // Time is limited by the endpoint, which answers with 504.
    private static readonly SqlPolicy Policy = SqlPolicy.Service with { Limits = SqlPolicy.Service.Limits with { TimeMaxMs = null } };

    public SharedLake(WeirRuntime runtime, LakeSettings settings)
    {
        Session = runtime.NewSession(new Weir.SessionOptions { Policy = Policy });
        Session.Register("orders", settings.Orders);
    }

    public Session Session { get; }

    public void Dispose() => Session.Dispose();
}
