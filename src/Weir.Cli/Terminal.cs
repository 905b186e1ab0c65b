using System.Text;

namespace Weir.Cli;

/// <summary>
/// The world around one run of the command: two streams out, one in, what is known about the
/// screen, and the environment. Commands see nothing else, so a test runs them with streams of its own.
/// </summary>
internal sealed class Terminal : IDisposable
{
    private StreamWriter? _text;

    /// <summary>Standard output: results only, UTF-8 without a byte order mark.</summary>
    public required Stream Output { get; init; }

    /// <summary>Standard error: progress, notes, warnings and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard input, opened on first use.</summary>
    public required Func<Stream> Input { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public bool InputIsTerminal { get; init; }

    /// <summary>Columns of the screen; 120 when nothing tells.</summary>
    public int Width { get; init; } = 120;

    /// <summary>An environment variable by name; null when it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Standard output as text. Flush before bytes go to <see cref="Output"/>.</summary>
    public TextWriter Text =>
        _text ??= new StreamWriter(Output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };

    /// <summary>Whether the user allows colour: NO_COLOR unset or empty, and a screen that knows it.</summary>
    public bool ColorAllowed => string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") is not "dumb";

    public bool Debug => Variable("WEIR_DEBUG") is "1";

    public void Dispose()
    {
        try
        {
            _text?.Flush();
        }
        catch (BrokenPipeException)
        {
            // The reader has gone, and RunAsync has already answered for it: nobody is left to write to.
            _text = null;
        }
        Error.Flush();
    }
}
