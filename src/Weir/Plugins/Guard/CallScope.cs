using Weir.Arrow;
using Weir.Diagnostics;

namespace Weir.Plugins.Guard;

/// <summary>One call into a plugin, from its making to <see cref="Dispose"/>.</summary>
internal readonly unsafe ref struct CallScope
{
    private readonly CallWatch _watch;
    private readonly int _index;
    private readonly long _ticket;

    /// <summary>Begins a call without a flag of the statement.</summary>
    /// <param name="watch">Of the plugin.</param>
    /// <param name="export">Index into <see cref="CallWatch.Exports"/>.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="source">Cancelled at the deadline; null for nothing.</param>
    /// <exception cref="WeirException">WEIR3162: the plugin is fenced off. WEIR3164: too many calls at once.</exception>
    public CallScope(CallWatch watch, int export, PluginOperation operation, CancellationTokenSource? source = null)
    {
        _watch = watch;
        _index = watch.Enter(export, operation, 0, null, source, out _ticket);
    }

    /// <summary>Begins a call on rows.</summary>
    /// <param name="watch">Of the plugin.</param>
    /// <param name="export">Index into <see cref="CallWatch.Exports"/>.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="rows">How many rows or states.</param>
    /// <param name="hostFlag">The statement's own flag; null when it has none.</param>
    /// <exception cref="WeirException">WEIR3162: the plugin is fenced off. WEIR3164: too many calls at once.</exception>
    public CallScope(CallWatch watch, int export, PluginOperation operation, int rows, int* hostFlag = null)
    {
        _watch = watch;
        _index = watch.Enter(export, operation, rows, hostFlag, null, out _ticket);
    }

    /// <summary>What the plugin shall look at.</summary>
    public PluginCallControl Control => new(_watch.Slot(_index)->Flag);

    private GuardedName Export => _watch.Exports[_watch.Slot(_index)->Export];

    private bool IsOverdue => _watch.Slot(_index)->OverdueTicket == _ticket;

    /// <summary>The plugin returned: its result counts only when it came in time.</summary>
    /// <exception cref="WeirException">WEIR3161: the deadline has passed.</exception>
    public void InTime()
    {
        if (IsOverdue)
            throw Overdue(null);
    }

    /// <summary>The error of a result that is not as declared.</summary>
    public WeirException Wrong(string found) => PluginCallErrors.ResultWrong(_watch.Plugin, Export.Name, Export.ToString(), found);

    /// <summary>Asks a function for the type of its result. That it does not take the arguments is an answer, not a failed call.</summary>
    /// <exception cref="WeirException">It takes none of these types. WEIR3163: it gave none.</exception>
    public static Field ResultOf(CallWatch watch, int export, Func<IReadOnlyList<ArrowType>, Field?> ask, IReadOnlyList<ArrowType> argumentTypes)
    {
        using CallScope scope = new(watch, export, PluginOperation.ResultOf);
        Field? result;
        try
        {
            result = ask(argumentTypes);
        }
        catch (Exception refusal) when (refusal is WeirException or ArgumentException or NotSupportedException && !scope.IsOverdue)
        {
            throw scope.Named(refusal);
        }
        catch (Exception e)
        {
            throw scope.Fault(e);
        }
        return result ?? throw scope.Fault(scope.Wrong("no type of the result"));
    }

    /// <summary>
    /// What the host shall see instead of an exception of the plugin. Errors that name a plugin already and the end
    /// of a cancelled statement pass as they are.
    /// </summary>
    public Exception Fault(Exception e, CancellationToken token = default)
    {
        int flag = Volatile.Read(ref *_watch.Slot(_index)->Flag);
        if (!IsNamed(e) && (IsOverdue || (e is OperationCanceledException && flag == CallWatch.DeadlineFlag)))
            return Overdue(e);
        if (e is OperationCanceledException && (flag != 0 || token.IsCancellationRequested))
            return e;
        WeirException failed = Named(e);
        LogMessages.PluginCallFailed(_watch.Policy.Log, _watch.Plugin, Export.ToString(), failed.Code);
        return failed;
    }

    /// <summary>Writes an exception into the log, where none may reach the host.</summary>
    public void Tell(Exception e) => _ = Fault(e);

    public void Dispose() => _watch.Leave(_index, _ticket);

    private static bool IsNamed(Exception e) => e is WeirException known && known.Details.ContainsKey("plugin");

    private WeirException Named(Exception e) => IsNamed(e)
        ? (WeirException)e
        : PluginCallErrors.Failed(_watch.Plugin, Export.Name, Export.ToString(), (e as WeirException)?.Details.GetValueOrDefault("row"), e);

    private WeirException Overdue(Exception? inner)
    {
        WeirException late = PluginCallErrors.DeadlinePassed(
            _watch.Plugin, Export.Name, Export.ToString(), _watch.Policy.Deadline.GetValueOrDefault(), inner);
        LogMessages.PluginCallFailed(_watch.Policy.Log, _watch.Plugin, Export.ToString(), late.Code);
        return late;
    }
}
