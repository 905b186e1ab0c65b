using Microsoft.Win32.SafeHandles;
using Weir.Plugins.Process;

namespace Weir.Tests.Plugins.Process;

/// <summary>The two bells of a channel: nothing that was rung is lost and nothing rings twice, awake or asleep.</summary>
public sealed unsafe class SharedChannelTests : IDisposable
{
    private readonly SharedChannel _host;
    private readonly SharedChannel _child;

    public SharedChannelTests()
    {
        _host = SharedChannel.Create("weir-test", out SafeFileHandle memory, out SafeFileHandle connection);
        _child = new SharedChannel(memory, connection);
        _host.SetPatience(TimeSpan.FromMilliseconds(5));
        _child.SetPatience(TimeSpan.FromMilliseconds(5));
    }

    public void Dispose()
    {
        _host.Dispose();
        _child.Dispose();
    }

    [Fact]
    public void What_was_rung_before_anybody_waited_is_heard_once()
    {
        Assert.True(_host.Send());
        Assert.True(_child.Receive());
        Assert.False(_child.Receive());
    }

    [Fact]
    public void Each_side_hears_the_other_and_never_itself()
    {
        Assert.True(_host.Send());
        Assert.False(_host.Receive());
        Assert.True(_child.Receive());
        Assert.True(_child.Send());
        Assert.True(_host.Receive());
        Assert.False(_child.Receive());
    }

    [Fact]
    public void Who_gave_up_waiting_hears_what_was_rung_in_between_once()
    {
        for (int round = 0; round < 3; round++)
        {
            Assert.False(_child.Receive());
            Assert.True(_host.Send());
            Assert.True(_child.Receive());
            Assert.False(_child.Receive());
            Assert.True(_host.Send());
            Assert.True(_child.Receive());
        }
    }

    [Fact]
    public void Questions_and_answers_at_any_pace_come_in_turns()
    {
        const int Calls = 3_000;
        int answered = 0;
        Thread child = new(() =>
        {
            while (answered < Calls && _child.Receive() is bool isAwake)
            {
                if (!isAwake)
                    continue;
                // Every so often so slow that the host has gone to sleep.
                if (++answered % 1_000 == 0)
                    Thread.Sleep(20);
                _child.Header->Rows = _child.Header->Export + 1;
                _child.Send();
            }
        });
        child.Start();
        for (int i = 0; i < Calls; i++)
        {
            _host.Header->Export = i;
            Assert.True(_host.Send());
            bool? isAwake;
            while ((isAwake = _host.Receive()) == false)
            {
            }
            Assert.True(isAwake);
            Assert.Equal(i + 1, _host.Header->Rows);
        }
        child.Join();
        Assert.Equal(Calls, answered);
    }

    [Fact]
    public void The_end_of_the_other_side_is_seen_whether_one_slept_or_not()
    {
        Assert.False(_child.Receive());
        _host.Dispose();
        Assert.Null(_child.Receive());
        Assert.Null(_child.Receive());
    }

    [Fact]
    public void Ringing_for_a_sleeper_that_is_gone_says_so()
    {
        Assert.False(_child.Receive());
        _child.Dispose();
        Assert.False(_host.Send());
        Assert.Null(_host.Receive());
    }
}
