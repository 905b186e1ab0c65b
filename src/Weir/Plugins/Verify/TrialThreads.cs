using System.Runtime.ExceptionServices;

namespace Weir.Plugins.Verify;

/// <summary>Calls a plugin from several threads at once: from threads of its own, since a busy pool would call one after the other.</summary>
internal static class TrialThreads
{
    private const int Threads = 4;
    private const int Rounds = 2;

    /// <summary>Runs a body on all threads, in rounds that start together; the first failure is thrown when all have ended.</summary>
    /// <param name="body">Called on each thread, once a round.</param>
    public static void Run(Action body)
    {
        ExceptionDispatchInfo? failure = null;
        using Barrier start = new(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(Rounded) { IsBackground = true, Name = "Weir plugin verification" })];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        failure?.Throw();

        void Rounded()
        {
            for (int round = 0; round < Rounds; round++)
            {
                start.SignalAndWait();
                try
                {
                    body();
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                }
            }
        }
    }
}
