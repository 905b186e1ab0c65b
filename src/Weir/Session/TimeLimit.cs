using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>The time that a statement has from its start to the end of its answer. Disposed with the answer.</summary>
/// <param name="limitMs">The time.</param>
/// <param name="clock">Measures it.</param>
internal sealed class TimeLimit(long limitMs, TimeProvider clock) : IDisposable
{
    // The longest time that a timer takes.
    private const long TimerMaxMs = 0xFFFF_FFFE;

    private readonly CancellationTokenSource _end = new(TimeSpan.FromMilliseconds(Math.Min(limitMs, TimerMaxMs)), clock);

    /// <summary>Does a part of the statement, interrupted when the time is over.</summary>
    /// <param name="work">Told a token that is cancelled then, or with the caller's.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="WeirException">WEIR5019: the time is over.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public T Within<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, cancellationToken);
        try
        {
            return work(both.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw SqlPolicyErrors.Time(limitMs);
        }
    }

    public void Dispose() => _end.Dispose();
}
