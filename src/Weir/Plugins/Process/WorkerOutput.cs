using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Weir.Diagnostics;

namespace Weir.Plugins.Process;

/// <summary>What a worker says: standard output and errors, which the plugin may print to, and its log. Bounded: what is too much is dropped.</summary>
internal sealed unsafe class WorkerOutput : IDisposable
{
    private const int BufferBytes = 16_384;
    private const int LoggedLinesMax = 10_000;

    private readonly SafeFileHandle[] _reading = new SafeFileHandle[3];
    private readonly SafeFileHandle[] _writing = new SafeFileHandle[3];
    private readonly OutputLines[] _lines;
    private readonly ProcessPluginRequest _request;
    private int _logged;

    public WorkerOutput(ProcessPluginRequest request, Action<PluginLogLevel, string> pluginLog)
    {
        _request = request;
        for (int i = 0; i < _reading.Length; i++)
            (_reading[i], _writing[i]) = Descriptor.Pipe();
        _lines = [new OutputLines(Tell), new OutputLines(Tell), new OutputLines(line => TellPlugin(line, pluginLog))];
    }

    /// <summary>Where standard output and standard error go; the caller closes them.</summary>
    public IReadOnlyList<SafeFileHandle> WritingEnds => [_writing[0], _writing[1]];

    /// <summary>Where the plugin's messages go; the caller closes it.</summary>
    public SafeFileHandle LogWritingEnd => _writing[2];

    /// <summary>The last lines of standard error.</summary>
    public string LastWords => _lines[1].Last;

    /// <summary>Hears until a connection ends.</summary>
    public void HearUntilEnd(SafeFileHandle lifeline)
    {
        const int Count = 4;
        PosixProcess.Poll* polls = stackalloc PosixProcess.Poll[Count];
        for (int i = 0; i < Count; i++)
            polls[i] = new PosixProcess.Poll { Descriptor = Descriptor.Number(i < 3 ? _reading[i] : lifeline), Events = PosixProcess.Readable };
        while (polls[3].Returned == 0)
        {
            if (PosixProcess.Wait(polls, Count, -1) < 0 && Marshal.GetLastPInvokeError() != PosixProcess.Interrupted)
                return;
            for (int i = 0; i < 3; i++)
                if (polls[i].Returned != 0 && !Hear(i))
                    polls[i].Descriptor = -1;
        }
        for (int i = 0; i < 3; i++)
        {
            if (polls[i].Descriptor >= 0)
                Hear(i);
            _lines[i].End();
        }
    }

    public void Dispose()
    {
        foreach (SafeFileHandle handle in _reading)
            handle.Dispose();
    }

    // False when no more comes. Reads what is there at most a few times over, so that one that prints without end
    // does not keep the end of the child from being seen.
    private bool Hear(int index)
    {
        const int ReadsMax = 16;
        byte* buffer = stackalloc byte[BufferBytes];
        for (int i = 0; i < ReadsMax; i++)
        {
            nint count = PosixProcess.Read(Descriptor.Number(_reading[index]), buffer, BufferBytes);
            if (count == 0)
                return false;
            if (count < 0)
                return true;
            _lines[index].Add(new ReadOnlySpan<byte>(buffer, (int)count));
        }
        return true;
    }

    private void Tell(string line)
    {
        _logged++;
        if (_logged <= LoggedLinesMax)
            LogMessages.PluginPrinted(_request.Log, _request.Name, line);
        else if (_logged == LoggedLinesMax + 1)
            LogMessages.PluginPrintsTooMuch(_request.Log, _request.Name, LoggedLinesMax);
    }

    private static void TellPlugin(string line, Action<PluginLogLevel, string> pluginLog)
    {
        if (line.Length > 0 && line[0] is >= '1' and <= '4')
            pluginLog((PluginLogLevel)(line[0] - '0'), line[1..]);
    }
}
