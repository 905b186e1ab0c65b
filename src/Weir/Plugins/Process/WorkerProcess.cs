using System.Collections.Concurrent;
using System.ComponentModel;
using Microsoft.Win32.SafeHandles;
using Weir.Diagnostics;

namespace Weir.Plugins.Process;

/// <summary>
/// One child process, from its start to its end. A thread of its own starts it, hears what it says, and waits for
/// its end: the kernel ends the child together with the thread that started it, so that thread must last. Safe for use
/// by many threads.
/// </summary>
internal sealed unsafe class WorkerProcess : IDisposable
{
    /// <summary>How long a caller sleeps before it looks at flags and clocks.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly ProcessPluginRequest _request;
    private readonly Lock _lock = new();
    private readonly Stack<SharedChannel> _idle = [];
    private readonly SemaphoreSlim _free;
    private readonly SafeFileHandle _lifeline;
    private readonly WorkerOutput _output;
    private readonly ManualResetEventSlim _started = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly ConcurrentDictionary<int, bool> _knownTypes = [];
    private List<SafeFileHandle> _handedOver = [];
    private Win32Exception? _refusal;
    private int _process;
    private bool _isReaped;
    private bool _isClosed;

    /// <param name="request">What to start.</param>
    /// <param name="generation">Counts the children of one plugin.</param>
    /// <param name="pluginLog">Takes messages of the plugin.</param>
    public WorkerProcess(ProcessPluginRequest request, int generation, Action<PluginLogLevel, string> pluginLog)
    {
        _request = request;
        Generation = generation;
        int channels = request.CallsAtOnce;
        (string program, IReadOnlyList<string> arguments) = WorkerCommand.Find(request, channels);
        _free = new SemaphoreSlim(channels, channels);
        (_lifeline, SafeFileHandle theirs) = Descriptor.Connection();
        _output = new WorkerOutput(request, pluginLog);
        List<SafeFileHandle> handles = [.. _output.WritingEnds, theirs, _output.LogWritingEnd];
        // Standard output and errors come first, then the lifeline and the log: see WorkerProtocol.
        for (int i = 0; i < channels; i++)
        {
            SharedChannel channel = SharedChannel.Create($"weir-{request.Name}", out SafeFileHandle memory, out SafeFileHandle connection);
            channel.SetPatience(Patience);
            _idle.Push(channel);
            handles.Add(connection);
            handles.Add(memory);
        }
        _handedOver = [.. handles.Select(Descriptor.ForChild)];
        new Thread(() => Keep(program, arguments)) { IsBackground = true, Name = $"weir plugin {request.Name}" }.Start();
        _started.Wait();
        foreach (SafeFileHandle handle in (IEnumerable<SafeFileHandle>)[.. _output.WritingEnds, theirs, _output.LogWritingEnd])
            handle.Dispose();
        for (int i = 0; i < channels; i++)
            handles[4 + (2 * i)].Dispose();
        if (_refusal is null)
            return;
        Dispose();
        throw PluginProcessErrors.NotStarted(request.Name, _refusal.Message, _refusal);
    }

    public int Generation { get; }

    /// <summary>Lists of types that the child has learnt.</summary>
    public ConcurrentDictionary<int, bool> KnownTypes => _knownTypes;

    public bool IsAlive => !_ended.IsSet;

    /// <summary>How it ended; waits for it, since a connection closes before the process is gone.</summary>
    public WorkerExit Exit
    {
        get
        {
            if (!_ended.Wait(EndPatience))
                Kill();
            _ended.Wait();
            return _exit;
        }
    }

    private WorkerExit _exit;

    /// <summary>What it printed last to its standard error.</summary>
    public string LastWords => _output.LastWords;

    /// <summary>Waits a moment for a channel that no call uses.</summary>
    /// <returns>Null when all are in use still, or the child has ended.</returns>
    public SharedChannel? TryRent()
    {
        if (!_free.Wait(Patience))
            return null;
        lock (_lock)
            if (_idle.TryPop(out SharedChannel? channel))
                return channel;
        _free.Release();
        return null;
    }

    public void Return(SharedChannel channel)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                channel.Dispose();
                return;
            }
            _idle.Push(channel);
        }
        _free.Release();
    }

    /// <summary>Ends the child at once and waits until it is gone, so that the next call sees that it is.</summary>
    public void End()
    {
        Kill();
        _ = Exit;
    }

    /// <summary>Ends the child in order, and kills it when it does not end. Calls that still run see its end.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            while (_idle.TryPop(out SharedChannel? channel))
                channel.Dispose();
        }
        _ = PosixProcess.Shutdown(Descriptor.Number(_lifeline), 1);
        _ = Exit;
        _lifeline.Dispose();
        _output.Dispose();
    }

    private void Kill()
    {
        // Under the lock, so that the number cannot belong to another process yet.
        lock (_lock)
            if (_process > 0 && !_isReaped)
                _ = PosixProcess.Kill(_process, PosixProcess.KillSignal);
    }

    private void Keep(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            _process = ChildStart.Run(program, arguments, [.. _handedOver.Select(Descriptor.Number)]);
        }
        catch (Win32Exception e)
        {
            _refusal = e;
        }
        foreach (SafeFileHandle handle in _handedOver)
            handle.Dispose();
        _handedOver = [];
        _started.Set();
        if (_refusal is null)
        {
            _output.HearUntilEnd(_lifeline);
            Reap();
        }
        _ended.Set();
    }

    // The lifeline ends with the child, or a child that closed it has given up its right to live.
    private void Reap()
    {
        Kill();
        int status = 0;
        while (PosixProcess.WaitFor(_process, &status, 0) < 0 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == PosixProcess.Interrupted)
        {
        }
        lock (_lock)
            _isReaped = true;
        _exit = WorkerExit.FromStatus(status);
        LogMessages.PluginProcessEnded(_request.Log, _request.Name, _process, _exit.ToString());
    }
}
