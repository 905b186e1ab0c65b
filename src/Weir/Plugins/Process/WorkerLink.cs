using Microsoft.Extensions.Logging;
using Weir.Diagnostics;

namespace Weir.Plugins.Process;

/// <summary>
/// The way to the child of one plugin: starts it, starts a fresh one when it has ended, and sees to it that the
/// fresh one is what the first was. Safe for use by many threads.
/// </summary>
internal sealed class WorkerLink : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ProcessPluginRequest _request;
    private readonly RestartLimit _limit;
    private byte[]? _surface;
    private PluginContext? _context;
    private WorkerProcess? _current;
    // The number of the child that runs, or of the one that is to be started next.
    private int _generations = 1;
    private bool _isDisposed;

    public WorkerLink(ProcessPluginRequest request)
    {
        _request = request;
        _limit = new RestartLimit(request.Time, request.FreeDeaths);
        Terms = new WorkerTerms(request, new TypeNumbers());
    }

    public WorkerTerms Terms { get; }

    /// <summary>What the plugin shows; the first child said it.</summary>
    public byte[] Surface => _surface ?? throw new InvalidOperationException("No child has started yet.");

    /// <summary>The child, a fresh one when the last one has ended.</summary>
    /// <exception cref="WeirException">WEIR3181: it does not start. WEIR3185: it ended too often. WEIR3186: it is another plugin now.</exception>
    public WorkerProcess Current()
    {
        WorkerProcess? current = Volatile.Read(ref _current);
        return current is { IsAlive: true } ? current : Fresh();
    }

    /// <summary>The child that runs, without starting one; null for none.</summary>
    public WorkerProcess? Running(int generation) =>
        Volatile.Read(ref _current) is { IsAlive: true } current && current.Generation == generation ? current : null;

    /// <summary>Lets a child forget what it keeps for the host; a child that has ended has forgotten it.</summary>
    public void Release(int generation, long number, string called)
    {
        if (number == 0 || Running(generation) is not { } worker)
            return;
        try
        {
            using WorkerCall call = new(Terms, worker, called, WireOperation.Release);
            unsafe
            {
                call.Header->Subject = number;
            }
            call.Ask();
        }
        catch (Exception e) when (e is WeirException or PluginFaultException)
        {
            LogMessages.PluginReleaseFailed(_request.Log, _request.Name, called, e.Message);
        }
    }

    /// <summary>Tells the child, and every later one, what it may use.</summary>
    public void Configure(PluginContext context)
    {
        lock (_lock)
        {
            WorkerProcess worker = Current();
            Send(worker, context);
            _context = context;
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            _context = null;
            using WorkerCall call = new(Terms, Current(), "configuration", WireOperation.Reset);
            call.Ask();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _current?.Dispose();
        }
    }

    private WorkerProcess Fresh()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_current is { IsAlive: true })
                return _current;
            if (_current is not null && _current.Generation == _generations)
            {
                _current.Dispose();
                _limit.Died();
                _generations++;
            }
            if (_limit.Wait > TimeSpan.Zero)
                throw PluginProcessErrors.Resting(_request.Name, _limit.Deaths, _limit.Wait);
            _limit.Started();
            WorkerProcess started = new(_request, _generations, Log);
            try
            {
                Prepare(started);
            }
            catch
            {
                started.Dispose();
                _limit.Died();
                throw;
            }
            Volatile.Write(ref _current, started);
            LogMessages.PluginProcessStarted(_request.Log, _request.Name, _generations);
            return started;
        }
    }

    private void Prepare(WorkerProcess worker)
    {
        byte[] surface = Hello(worker);
        if (_surface is not null && !surface.AsSpan().SequenceEqual(_surface))
            throw PluginProcessErrors.Changed(_request.Name, "set of functions, version or build");
        _surface = surface;
        if (_context is not null)
            Send(worker, _context);
    }

    private byte[] Hello(WorkerProcess worker)
    {
        // Loading has its own deadline: a runtime has to start and a library to be read first.
        WorkerTerms terms = Terms with { Request = _request with { Deadline = _request.StartDeadline } };
        using WireWriter hello = new();
        hello.Number(WorkerProtocol.Version);
        _request.Load.Write(hello);
        using WorkerCall call = new(terms, worker, "loading", WireOperation.Load);
        try
        {
            call.Put(hello.ToArray());
            call.Ask();
            return call.Answer();
        }
        catch (PluginFaultException e)
        {
            throw PluginProcessErrors.NotStarted(_request.Name, e.Message, e);
        }
        catch (WeirException e) when (e.Code == PluginProcessErrors.KilledId)
        {
            throw PluginProcessErrors.NotLoaded(_request.Name, terms.Request.Deadline.GetValueOrDefault(), e);
        }
        catch (WeirException e) when (!worker.IsAlive && worker.Exit is { Signal: 0, Code: WorkerProtocol.WrongVersionExitCode })
        {
            throw PluginProcessErrors.WorkerOfAnotherBuild(_request.Name, e);
        }
    }

    private void Send(WorkerProcess worker, PluginContext context)
    {
        using WireWriter settings = new();
        settings.Text(context.ConfigurationJson).Flag(context.MemoryLimitBytes is not null).Number(context.MemoryLimitBytes ?? 0);
        using WorkerCall call = new(Terms, worker, "configuration", WireOperation.Configure);
        call.Put(settings.ToArray());
        call.Ask();
    }

    private void Log(PluginLogLevel level, string message)
    {
        if (Volatile.Read(ref _context) is { } context)
            context.Log(level, message);
        else
            LogMessages.PluginProcessSaid(_request.Log, level switch
            {
                PluginLogLevel.Debug => LogLevel.Debug,
                PluginLogLevel.Information => LogLevel.Information,
                PluginLogLevel.Warning => LogLevel.Warning,
                _ => LogLevel.Error,
            }, _request.Name, message);
    }
}
