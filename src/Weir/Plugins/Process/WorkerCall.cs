using Weir.Diagnostics;

namespace Weir.Plugins.Process;

/// <summary>What the calls into one plugin have in common.</summary>
/// <param name="Request">Deadlines and clock.</param>
/// <param name="Types">Numbers of types.</param>
internal sealed record WorkerTerms(ProcessPluginRequest Request, TypeNumbers Types);

/// <summary>
/// One question to a child and its answer. The caller fills the channel, asks, and reads the answer before it
/// disposes the call. Whatever the child answers is checked; a child that lies or does not end is killed.
/// </summary>
internal sealed unsafe class WorkerCall : IDisposable
{
    private readonly WorkerTerms _terms;
    private readonly string _called;
    private readonly int* _hostFlag;
    private readonly CancellationToken _token;
    private List<TypeList>? _newTypes;

    /// <summary>A call that no flag of a statement ends.</summary>
    /// <param name="terms">Of the plugin.</param>
    /// <param name="worker">Of the current generation.</param>
    /// <param name="called">What is called, for errors.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="export">Index among the exports of the kind.</param>
    /// <param name="token">Ends the call.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled while all channels were in use.</exception>
    public WorkerCall(
        WorkerTerms terms, WorkerProcess worker, string called, WireOperation operation, int export = 0, CancellationToken token = default)
        : this(terms, worker, called, operation, export, null, token)
    {
    }

    /// <summary>A call on rows of a statement.</summary>
    /// <param name="terms">Of the plugin.</param>
    /// <param name="worker">Of the current generation.</param>
    /// <param name="called">What is called, for errors.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="export">Index among the exports of the kind.</param>
    /// <param name="hostFlag">The statement's flag; null when it has none.</param>
    /// <param name="token">Ends the call, too.</param>
    /// <exception cref="OperationCanceledException">The statement ended while all channels were in use.</exception>
    public WorkerCall(
        WorkerTerms terms, WorkerProcess worker, string called, WireOperation operation, int export, int* hostFlag,
        CancellationToken token = default)
    {
        _terms = terms;
        _called = called;
        _hostFlag = hostFlag;
        _token = token;
        Worker = worker;
        SharedChannel? channel;
        while ((channel = worker.TryRent()) is null)
        {
            if (IsHostDone)
                throw new OperationCanceledException(token);
            if (!worker.IsAlive)
                throw Died();
        }
        Channel = channel;
        channel.StartAt(SharedChannel.Start);
        *channel.Header = new ChannelHeader { Operation = (int)operation, Export = export };
    }

    public WorkerProcess Worker { get; }

    public SharedChannel Channel { get; }

    public ChannelHeader* Header => Channel.Header;

    private bool IsHostDone => (_hostFlag != null && Volatile.Read(ref *_hostFlag) != 0) || _token.IsCancellationRequested;

    /// <summary>Adds bytes to the question.</summary>
    public void Put(ReadOnlySpan<byte> payload)
    {
        Header->Payload = Channel.Copy(payload);
        Header->PayloadBytes = payload.Length;
    }

    /// <summary>The number of a list of types, which goes along when the child does not know it yet.</summary>
    public int Number(TypeList types)
    {
        if (!Worker.KnownTypes.ContainsKey(types.Number))
            (_newTypes ??= []).Add(types);
        return types.Number;
    }

    /// <summary>Asks and waits for the answer.</summary>
    /// <exception cref="WeirException">WEIR3161, WEIR318x, or an error of the plugin.</exception>
    /// <exception cref="PluginFaultException">The plugin threw.</exception>
    /// <exception cref="OperationCanceledException">The statement was cancelled.</exception>
    public void Ask()
    {
        PutTypes();
        Header->Free = Channel.Room(0);
        if (!Channel.Send())
            throw Died();
        bool isOverdue = Wait();
        int outcome = Volatile.Read(ref Header->Outcome);
        foreach (TypeList types in _newTypes ?? [])
            Worker.KnownTypes[types.Number] = true;
        if (isOverdue)
            throw PluginCallErrors.DeadlinePassed(
                _terms.Request.Name, PluginProcessErrors.NameIn(_called), _called, _terms.Request.Deadline.GetValueOrDefault());
        switch (outcome)
        {
            case ChannelHeader.Done:
                return;
            case ChannelHeader.Cancelled:
                throw new OperationCanceledException("The call was cancelled.", _token);
            case ChannelHeader.Failed:
                throw Fault().ToException();
            default:
                throw Lie($"it ended with {outcome}");
        }
    }

    /// <summary>The bytes of the answer, copied before they are looked at.</summary>
    public byte[] Answer()
    {
        long place = Volatile.Read(ref Header->Answer);
        long count = Volatile.Read(ref Header->AnswerBytes);
        if (count > Array.MaxLength || !Channel.Holds(place, count))
            throw Lie($"{count} bytes of answer at {place}");
        return new ReadOnlySpan<byte>(Channel.Base + place, (int)count).ToArray();
    }

    /// <summary>Reads the answer.</summary>
    public T Read<T>(Func<WireReader, T> read)
    {
        try
        {
            return read(new WireReader(Answer()));
        }
        catch (InvalidDataException e)
        {
            throw Lie(e.Message, e);
        }
    }

    /// <summary>Takes results over.</summary>
    public void Take(ResultTemplate template, ColumnResult result)
    {
        try
        {
            template.Take(result);
        }
        catch (InvalidDataException e)
        {
            throw Lie(e.Message, e);
        }
    }

    /// <summary>Ends a child whose words do not hold together.</summary>
    public WeirException Lie(string found, Exception? inner = null)
    {
        Worker.End();
        return PluginProcessErrors.AnswerInvalid(_terms.Request.Name, _called, found, inner);
    }

    public void Dispose() => Worker.Return(Channel);

    private WireFault Fault()
    {
        try
        {
            return WireFault.Read(Answer());
        }
        catch (InvalidDataException e)
        {
            throw Lie(e.Message, e);
        }
    }

    private void PutTypes()
    {
        if (_newTypes is null)
            return;
        using WireWriter writer = new();
        byte[] bytes = writer.Items(_newTypes, types => writer.Number(types.Number).Raw(types.Bytes)).ToArray();
        Header->NewTypes = Channel.Copy(bytes);
        Header->NewTypesBytes = bytes.Length;
    }

    // True when the answer came after the deadline.
    private bool Wait()
    {
        long start = 0;
        long stopped = 0;
        bool isOverdue = false;
        while (true)
        {
            bool? isAwake = Channel.Receive();
            if (isAwake is null)
                throw Died();
            if (isAwake.Value)
                return isOverdue;
            // The clock is read only by calls that take longer than a moment.
            long now = _terms.Request.Time.GetTimestamp();
            start = start == 0 ? now : start;
            isOverdue |= _terms.Request.Deadline is TimeSpan deadline && _terms.Request.Time.GetElapsedTime(start, now) >= deadline;
            if (!isOverdue && !IsHostDone)
                continue;
            Volatile.Write(ref Header->Cancel, 1);
            stopped = stopped == 0 ? now : stopped;
            if (_terms.Request.Time.GetElapsedTime(stopped, now) >= _terms.Request.Grace)
                throw Killed(isOverdue);
        }
    }

    private Exception Killed(bool isOverdue)
    {
        Worker.End();
        return isOverdue
            ? PluginProcessErrors.Killed(_terms.Request.Name, _called, _terms.Request.Deadline.GetValueOrDefault())
            : new OperationCanceledException("The call was cancelled, and the child process that did not end it was killed.", _token);
    }

    private WeirException Died()
    {
        WorkerExit exit = Worker.Exit;
        return PluginProcessErrors.Died(_terms.Request.Name, _called, exit.ToString(), Worker.LastWords);
    }
}
