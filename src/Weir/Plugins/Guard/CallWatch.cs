using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Plugins.Guard;

/// <summary>
/// Knows which calls are inside one plugin. One timer looks at them: it dates a call when it first sees it, so
/// that calls themselves read no clock; asks it to stop at the deadline; and fences the plugin off when it goes on
/// beyond the grace after it was asked to stop, by the deadline or because its statement was cancelled. Times are kept
/// to one period of the timer.
/// </summary>
internal sealed unsafe class CallWatch : IDisposable
{
    /// <summary>What a flag is set to at a deadline; a host that cancels sets 1.</summary>
    public const int DeadlineFlag = 2;

    private static readonly TimeSpan PeriodMin = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PeriodMax = TimeSpan.FromMilliseconds(500);

    private readonly NativeBlocks _memory = new();
    private readonly CallSlot* _slots;
    private readonly CancellationTokenSource?[] _sources;
    private readonly int _mask;
    private readonly BreadcrumbFile? _breadcrumbs;
    private readonly ITimer _timer;
    private int _ticking;
    private string? _stuck;
    private bool _isDisposed;

    public CallWatch(PluginDescription plugin, GuardedName[] exports, PluginCallPolicy policy)
    {
        Plugin = plugin.Name;
        Exports = exports;
        Policy = policy;
        Invariant.Holds(int.IsPow2(policy.CallsMax));
        _mask = policy.CallsMax - 1;
        _sources = new CancellationTokenSource?[policy.CallsMax];
        _breadcrumbs = policy.Breadcrumbs?.Begin(plugin, exports, policy.CallsMax);
        _slots = (CallSlot*)_memory.AllocateZeroed((long)policy.CallsMax * CallSlot.SizeBytes);
        TimeSpan period = policy.Deadline is TimeSpan deadline && deadline / 8 < PeriodMax
            ? TimeSpan.FromTicks(Math.Max(PeriodMin.Ticks, deadline.Ticks / 8))
            : PeriodMax;
        _timer = policy.Time.CreateTimer(static self => ((CallWatch)self!).Look(), this, period, period);
    }

    public string Plugin { get; }

    public GuardedName[] Exports { get; }

    public PluginCallPolicy Policy { get; }

    /// <summary>The call that did not come back, in words; null while the plugin is not fenced off.</summary>
    public string? Stuck => Volatile.Read(ref _stuck);

    /// <summary>Whether a call is inside the plugin.</summary>
    public bool IsAnyRunning
    {
        get
        {
            for (int i = 0; i <= _mask; i++)
                if (Volatile.Read(ref _slots[i].Ticket) != 0)
                    return true;
            return false;
        }
    }

    /// <summary>Begins a call.</summary>
    /// <param name="export">Index into <see cref="Exports"/>.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="rows">Rows of the batch, 0 where there are none.</param>
    /// <param name="hostFlag">The statement's own flag; null when it has none.</param>
    /// <param name="source">Cancelled at the deadline, too.</param>
    /// <param name="ticket">To end the call with.</param>
    /// <returns>The slot of the call.</returns>
    /// <exception cref="WeirException">WEIR3162: the plugin is fenced off. WEIR3164: too many calls at once.</exception>
    public int Enter(int export, PluginOperation operation, int rows, int* hostFlag, CancellationTokenSource? source, out long ticket)
    {
        if (Stuck is string stuck)
            throw PluginCallErrors.Fenced(Plugin, Exports[export].Name, Exports[export].ToString(), stuck);
        int thread = Environment.CurrentManagedThreadId;
        int index = Lease(thread & _mask);
        if (index < 0)
            throw PluginCallErrors.TooMany(Plugin, Exports[export].Name, Exports[export].ToString(), _mask + 1);
        CallSlot* slot = _slots + index;
        ticket = ++slot->Calls;
        slot->OwnFlag = 0;
        slot->Flag = hostFlag == null ? &slot->OwnFlag : hostFlag;
        slot->Export = export;
        slot->Operation = (int)operation;
        _sources[index] = source;
        _breadcrumbs?.Begin(index, ticket, export, operation, rows, thread);
        Volatile.Write(ref slot->Ticket, ticket);
        return index;
    }

    /// <summary>Where a running call of this watch looks to see whether it should stop.</summary>
    public CallSlot* Slot(int index) => _slots + index;

    /// <summary>Ends a call. From here on nobody touches its flag or source.</summary>
    public void Leave(int index, long ticket)
    {
        CallSlot* slot = _slots + index;
        // The exchange is a full fence: either the watch-dog sees that the call ended, or its claim is seen here.
        Interlocked.Exchange(ref slot->Ticket, CallSlot.Busy);
        SpinWait patience = default;
        while (Volatile.Read(ref slot->Claim) != 0)
            patience.SpinOnce();
        _sources[index] = null;
        _breadcrumbs?.End(index, ticket);
        Volatile.Write(ref slot->Ticket, 0);
    }

    /// <summary>No call runs, or the stuck one keeps the slots for ever.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _timer.Dispose();
        SpinWait patience = default;
        while (Interlocked.CompareExchange(ref _ticking, 1, 0) != 0)
            patience.SpinOnce();
        if (IsAnyRunning)
            return;
        _memory.Release();
        if (_breadcrumbs is not null)
            Policy.Breadcrumbs!.End(_breadcrumbs);
    }

    // Threads begin at different slots, so one that calls again finds its own free.
    private int Lease(int first)
    {
        for (int i = 0; i <= _mask; i++)
        {
            int index = (first + i) & _mask;
            if (Interlocked.CompareExchange(ref _slots[index].Ticket, CallSlot.Busy, 0) == 0)
                return index;
        }
        return -1;
    }

    private void Look()
    {
        // A look that comes while another runs has nothing to add; the one after Dispose finds the door shut.
        if (Interlocked.CompareExchange(ref _ticking, 1, 0) != 0)
            return;
        _breadcrumbs?.SetClock(Policy.Time.GetUtcNow());
        long now = Policy.Time.GetTimestamp();
        for (int i = 0; i <= _mask; i++)
            if (Volatile.Read(ref _slots[i].Ticket) is > 0 and long ticket)
                Look(i, ticket, now);
        Volatile.Write(ref _ticking, 0);
    }

    private void Look(int index, long ticket, long now)
    {
        CallSlot* slot = _slots + index;
        if (slot->SeenTicket != ticket)
        {
            slot->SeenTicket = ticket;
            slot->SeenAt = now;
            slot->StopSeenAt = CallSlot.NotSeen;
        }
        TimeSpan elapsed = Policy.Time.GetElapsedTime(slot->SeenAt, now);
        if (elapsed >= Policy.Deadline && slot->OverdueTicket != ticket)
            Stop(index, ticket);
        if (slot->StopSeenAt == CallSlot.NotSeen)
            slot->StopSeenAt = IsAskedToStop(index, ticket) ? now : CallSlot.NotSeen;
        else if (Policy.Time.GetElapsedTime(slot->StopSeenAt, now) >= Policy.Grace)
            Fence(index, ticket, elapsed);
    }

    // The flag may be the host's, and live no longer than the call.
    private bool IsAskedToStop(int index, long ticket)
    {
        CallSlot* slot = _slots + index;
        Interlocked.Exchange(ref slot->Claim, 1);
        bool isAsked = Volatile.Read(ref slot->Ticket) == ticket
            && (Volatile.Read(ref *slot->Flag) != 0 || _sources[index]?.IsCancellationRequested == true);
        Volatile.Write(ref slot->Claim, 0);
        return isAsked;
    }

    private void Stop(int index, long ticket)
    {
        CallSlot* slot = _slots + index;
        Interlocked.Exchange(ref slot->Claim, 1);
        if (Volatile.Read(ref slot->Ticket) == ticket)
        {
            slot->OverdueTicket = ticket;
            Interlocked.CompareExchange(ref *slot->Flag, DeadlineFlag, 0);
            // The plugin's own registrations run elsewhere: they must not hold up the watch-dog.
            _ = _sources[index]?.CancelAsync();
        }
        Volatile.Write(ref slot->Claim, 0);
    }

    private void Fence(int index, long ticket, TimeSpan elapsed)
    {
        GuardedName export = Exports[_slots[index].Export];
        PluginOperation operation = (PluginOperation)_slots[index].Operation;
        if (Stuck is not null || Volatile.Read(ref _slots[index].Ticket) != ticket)
            return;
        Volatile.Write(ref _stuck, $"{export} ({operation})");
        LogMessages.PluginFenced(Policy.Log, Plugin, export.ToString(), operation, elapsed.TotalSeconds);
    }
}
