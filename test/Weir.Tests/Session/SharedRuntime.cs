namespace Weir.Tests.Sessions;

/// <summary>One runtime for the cases of a class that do not change it.</summary>
public sealed class SharedRuntime : IDisposable
{
    public WeirRuntime Runtime { get; } = WeirRuntime.Open(new WeirOptions { Threads = 2 });

    public void Dispose() => Runtime.Dispose();
}
