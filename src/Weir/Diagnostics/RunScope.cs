namespace Weir.Diagnostics;

/// <summary>
/// Which run and which query the work at hand belongs to. It flows with the work, over awaits and into tasks, but not onto
/// the engine's own threads.
/// </summary>
/// <param name="RunId">The run.</param>
/// <param name="QueryId">The query or write; null outside of both.</param>
internal sealed record RunScope(string RunId, string? QueryId = null)
{
    private static readonly AsyncLocal<RunScope?> Flow = new();

    /// <summary>The scope that this code runs in; null outside of all.</summary>
    public static RunScope? Current => Flow.Value;

    /// <summary>A name for a run or a query that no other has.</summary>
    public static string NewId() => Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());

    /// <summary>Makes a scope the current one until the lease is disposed, which is done in the same method.</summary>
    public static Lease Enter(RunScope scope)
    {
        RunScope? before = Flow.Value;
        Flow.Value = scope;
        return new Lease(before);
    }

    /// <summary>Brings the scope back that was current before.</summary>
    internal readonly struct Lease(RunScope? before) : IDisposable
    {
        public void Dispose() => Flow.Value = before;
    }
}
