using System.Text;
using Spectre.Console;

namespace Weir.Cli.Display;

/// <summary>Spectre.Console over one of our writers; nothing is found out from the process's own console.</summary>
internal static class SpectreConsole
{
    public static IAnsiConsole On(TextWriter writer, int width, bool color) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new Screen(writer, width),
        Ansi = AnsiSupport.Yes,
        ColorSystem = color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.Yes,
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });

    private sealed class Screen(TextWriter writer, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => width;

        public int Height => 40;

        // The writer has its encoding from whoever opened it.
        public void SetEncoding(Encoding encoding) => writer.Flush();
    }
}
