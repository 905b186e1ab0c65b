using System.Runtime.ExceptionServices;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Delta.Commands;

/// <summary>What is committed.</summary>
/// <param name="FirstVersion">The version after the one that the write has read.</param>
/// <param name="TxnId">Unique to this write; stands in the commit's <c>commitInfo</c>.</param>
/// <param name="Basis">Decides which winners it may follow.</param>
/// <param name="Actions">The actions, <c>commitInfo</c> first; made anew for each attempt.</param>
internal sealed record CommitProposal(
    long FirstVersion, string TxnId, WriteBasis Basis, Func<IReadOnlyList<DeltaAction>> Actions);

/// <summary>
/// Puts a commit as the next version of a log: exactly once, or not at all. Every version that
/// others committed since the one read is judged before ours goes behind it. A put whose answer was
/// lost is settled by the txnId in the log, so that no commit is done twice or reported lost.
/// </summary>
/// <param name="store">Rooted at the table.</param>
/// <param name="clock">For the pauses.</param>
/// <param name="chance">Random numbers from 0 to 1, for the pauses; writers that lose together must not return together.</param>
internal sealed class Committer(IObjectStore store, TimeProvider clock, Func<double> chance)
{
    // Storage that fails is asked again a few times; unlike lost races this is no matter of luck.
    private const int FailuresMax = 5;
    private const double PauseMsFirst = 5;
    private const double PauseMsMax = 1_000;

    /// <exception cref="WeirException">WEIR6xxx: the storage refused the commit, and it is not in the log.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two attempts; the commit is not in the log.</exception>
    public async Task<CommitResult> CommitAsync(CommitProposal proposal, int retriesMax, CancellationToken cancellationToken)
    {
        long version = proposal.FirstVersion;
        int failures = 0;
        for (int attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (bool done, Exception? failure) = await TryPutAsync(version, proposal).ConfigureAwait(false);
            if (done)
                return new CommitResult.Committed(version, attempt);

            (IReadOnlyList<DeltaAction>? winner, Exception? unread) = await TryReadAsync(version).ConfigureAwait(false);
            if (unread is not null)
                return new CommitResult.Unknown(version, failure ?? unread, attempt);
            if (TxnId(winner) == proposal.TxnId)
                return new CommitResult.Committed(version, attempt);
            if (winner is null)
            {
                // Nothing is there and nothing will come, so this put has not happened.
                if (failure is not null && (++failures > FailuresMax || !StorageErrors.IsTransient(failure)))
                    ExceptionDispatchInfo.Throw(failure);
            }
            else
            {
                (version, CommitResult? conflict) = await PassWinnersAsync(version, winner, proposal, attempt).ConfigureAwait(false);
                if (conflict is not null)
                    return conflict;
            }
            if (attempt > retriesMax)
                return new CommitResult.Exhausted(version, attempt);
            await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    // Not cancellable: a commit file is small, and its outcome must be known.
    private async Task<(bool Done, Exception? Failure)> TryPutAsync(long version, CommitProposal proposal)
    {
        byte[] content = ActionWriter.ToCommit(proposal.Actions());
        try
        {
            return (await store.PutIfAbsentAsync(LogPath.Commit(version), content, CancellationToken.None).ConfigureAwait(false), null);
        }
        catch (Exception failure)
        {
            return (false, failure);
        }
    }

    // The commit at the version; no actions when there is none, an error when the storage does not say.
    private async Task<(IReadOnlyList<DeltaAction>? Winner, Exception? Unread)> TryReadAsync(long version)
    {
        for (int failures = 1; ; failures++)
        {
            try
            {
                return (await ReadAsync(version, CancellationToken.None).ConfigureAwait(false), null);
            }
            catch (WeirException error) when (StorageErrors.IsStorage(error))
            {
                if (failures > FailuresMax)
                    return (null, error);
            }
            await PauseAsync(failures, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // Judges the winner and all that came after it; ours may go behind the last one.
    private async Task<(long Version, CommitResult? Conflict)> PassWinnersAsync(
        long version, IReadOnlyList<DeltaAction> first, CommitProposal proposal, int attempt)
    {
        for (IReadOnlyList<DeltaAction>? winner = first; winner is not null; )
        {
            if (ConflictCheck.Judge(proposal.Basis, winner) is { } kind)
            {
                string? operation = winner.OfType<CommitInfo>().FirstOrDefault()?.Operation;
                return (version, new CommitResult.Conflicted(kind, version, operation, attempt));
            }
            version++;
            winner = await ReadAsync(version, CancellationToken.None).ConfigureAwait(false);
        }
        return (version, null);
    }

    private async Task<IReadOnlyList<DeltaAction>?> ReadAsync(long version, CancellationToken cancellationToken)
    {
        ObjectPath path = LogPath.Commit(version);
        byte[]? content = await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false);
        return content is null ? null : ActionReader.Read(content, store.ToEnginePath(path));
    }

    private static string? TxnId(IReadOnlyList<DeltaAction>? commit) =>
        commit?.OfType<CommitInfo>().FirstOrDefault()?.TxnId;

    // Full jitter: anywhere between at once and a bound that doubles.
    private Task PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        double boundMs = Math.Min(PauseMsMax, PauseMsFirst * Math.Pow(2, Math.Min(attempt, 16)));
        return Task.Delay(TimeSpan.FromMilliseconds(boundMs * chance()), clock, cancellationToken);
    }
}
