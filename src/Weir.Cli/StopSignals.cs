using System.Runtime.InteropServices;

namespace Weir.Cli;

/// <summary>
/// Turns the first SIGINT, SIGTERM or SIGHUP into a cancellation; the next one is left to the system,
/// which ends the process at once.
/// </summary>
/// <remarks>Thread-safe: signals arrive on threads of their own.</remarks>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _exitCode;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>128 and the number of the signal that came; null when none came.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is not 0 and int code ? code : null;

    /// <summary>Called when the process is about to end at once, to give a screen back as it was.</summary>
    public Action? Leaving { get; set; }

    /// <summary>Listens to the signals of this process until disposed.</summary>
    public static StopSignals Listen()
    {
        StopSignals signals = new();
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            signals._registrations.Add(PosixSignalRegistration.Create(
                signal,
                context => context.Cancel = signals.Request(context.Signal)));
        }
        return signals;
    }

    /// <summary>Answers one signal: true when it was the first and the work now stops cleanly.</summary>
    public bool Request(PosixSignal signal)
    {
        int code = 128 + signal switch
        {
            PosixSignal.SIGHUP => 1,
            PosixSignal.SIGTERM => 15,
            _ => 2,
        };
        if (Interlocked.CompareExchange(ref _exitCode, code, 0) is not 0)
        {
            Leaving?.Invoke();
            return false;
        }
        _source.Cancel();
        return true;
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }
}
