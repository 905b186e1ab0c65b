using System.Text;

namespace Weir.Plugins.Process;

/// <summary>Cuts what comes out of a pipe into lines; a line that does not end is cut. Keeps the last ones.</summary>
internal sealed class OutputLines(Action<string> tell)
{
    private const int LineBytesMax = 4_096;
    private const int LastLinesMax = 5;

    private readonly List<byte> _line = [];
    private readonly Queue<string> _last = [];

    /// <summary>The last lines, in order.</summary>
    public string Last => string.Join(" | ", _last);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value != (byte)'\n')
                _line.Add(value);
            if (value == (byte)'\n' || _line.Count == LineBytesMax)
                End();
        }
    }

    /// <summary>No more comes.</summary>
    public void End()
    {
        if (_line.Count == 0)
            return;
        string text = Encoding.UTF8.GetString([.. _line]).TrimEnd('\r');
        _line.Clear();
        _last.Enqueue(text);
        if (_last.Count > LastLinesMax)
            _last.Dequeue();
        tell(text);
    }
}
