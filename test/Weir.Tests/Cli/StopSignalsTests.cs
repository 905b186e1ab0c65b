using System.Runtime.InteropServices;
using Weir.Cli;

namespace Weir.Tests.Cli;

public sealed class StopSignalsTests
{
    [Theory]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGTERM, 143)]
    [InlineData(PosixSignal.SIGHUP, 129)]
    public void The_first_signal_cancels_and_the_second_is_left_to_the_system(PosixSignal signal, int exit)
    {
        using StopSignals signals = new();
        Assert.Null(signals.ExitCode);
        Assert.True(signals.Request(signal));
        Assert.True(signals.Token.IsCancellationRequested);
        Assert.Equal(exit, signals.ExitCode);
        bool leaving = false;
        signals.Leaving = () => leaving = true;
        Assert.False(signals.Request(PosixSignal.SIGTERM));
        Assert.True(leaving);
        Assert.Equal(exit, signals.ExitCode);
    }
}
