using Weir.Delta.Commands;

namespace Weir.Sessions;

/// <summary>
/// Tells while a write runs how far it is. The engine says nothing before its end, so the files of the
/// write are looked at on the disk; nothing is looked at when nobody listens.
/// </summary>
internal sealed class WriteWatch(IProgress<DeltaWriteProgress>? listener, Func<long>? rowsRead, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs the work and reports until it ends.</summary>
    public async Task<T> DuringAsync<T>(DataFileRequest request, Func<Task<T>> work)
    {
        if (listener is null)
            return await work().ConfigureAwait(false);
        using CancellationTokenSource end = new();
        Task watching = WatchAsync(request, end.Token);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(DataFileRequest request, CancellationToken end)
    {
        using PeriodicTimer timer = new(Pause, clock);
        while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false))
        {
            (int files, long bytes) = FilesOf(request);
            listener!.Report(new DeltaWriteProgress(rowsRead?.Invoke(), files, bytes));
        }
    }

    private static (int Files, long Bytes) FilesOf(DataFileRequest request)
    {
        EnumerationOptions tree = new() { RecurseSubdirectories = request.PartitionColumns.Count > 0, IgnoreInaccessible = true };
        DirectoryInfo root = new(request.TableRoot);
        if (!root.Exists)
            return (0, 0);
        long[] sizes = [.. root.EnumerateFiles($"*{request.WriteId}*", tree).Select(file => file.Exists ? file.Length : 0)];
        return (sizes.Length, sizes.Sum());
    }
}
