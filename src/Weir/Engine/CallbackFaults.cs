using System.Globalization;
using System.Text.RegularExpressions;

namespace Weir.Engine;

/// <summary>
/// Exceptions of callbacks on their way around the engine: only a text may go through it, so the
/// exception waits here under a number that the text carries. A fault that the engine swallows
/// (<c>try(f(x))</c>) is never fetched; the oldest give way. Safe for use by many threads.
/// </summary>
internal sealed partial class CallbackFaults
{
    private const int KeptMax = 64;

    private readonly Lock _lock = new();
    private readonly Queue<(long Number, Exception Fault)> _waiting = new();
    private long _last;

    /// <summary>Keeps a fault.</summary>
    /// <returns>The text that the engine is given as error message.</returns>
    public string Keep(Exception fault)
    {
        lock (_lock)
        {
            if (_waiting.Count == KeptMax)
                _waiting.Dequeue();
            _waiting.Enqueue((++_last, fault));
            return string.Create(CultureInfo.InvariantCulture, $"{(fault as WeirException)?.Code ?? "WEIR"}: {fault.Message} [weir fault {_last}]");
        }
    }

    /// <summary>The fault that an engine message speaks of, or null. It stays, because one fault may fail several waiters.</summary>
    public Exception? Take(string message)
    {
        Match match = Mark().Match(message);
        if (!match.Success || !long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out long number))
            return null;
        lock (_lock)
        {
            foreach ((long waiting, Exception fault) in _waiting)
                if (waiting == number)
                    return fault;
        }
        return null;
    }

    /// <summary>The number of the newest fault.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>The first fault that is still kept of those after a number, or null.</summary>
    public Exception? FirstAfter(long number)
    {
        lock (_lock)
        {
            foreach ((long waiting, Exception fault) in _waiting)
                if (waiting > number)
                    return fault;
        }
        return null;
    }

    [GeneratedRegex(@"\[weir fault (\d{1,18})\]")]
    private static partial Regex Mark();
}
