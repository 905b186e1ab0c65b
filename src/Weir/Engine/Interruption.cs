namespace Weir.Engine;

/// <summary>
/// Interrupts a connection when a token is cancelled, while this exists. The engine forgets an
/// interrupt when a statement begins, so it is made after the statement has begun. Once
/// <see cref="Dispose"/> has returned the connection is not touched any more: the caller then looks
/// at the token, because an interrupt may have come after the engine last looked.
/// </summary>
internal readonly struct Interruption(ConnectionGate connection, CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenRegistration _registration =
        cancellationToken.UnsafeRegister(static state => ((ConnectionGate)state!).Interrupt(), connection);

    public void Dispose() => _registration.Dispose();
}
