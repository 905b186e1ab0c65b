using System.CommandLine;
using System.CommandLine.Invocation;

namespace Weir.Cli.Commands;

/// <summary>The help of one command, written from the same symbols that parse its command line.</summary>
/// <param name="terminal">The screen that the page is wrapped to.</param>
/// <param name="exit">What the page answers to the shell: asked for, it is a result; shown for want of a command, it is not.</param>
internal sealed class HelpPage(Terminal terminal, int exit) : SynchronousCommandLineAction
{
    private const int WidthMax = 100;
    private const int LabelMax = 30;

    public override bool ClearsParseErrors => IsAskedFor;

    /// <summary>Whether the user asked for the page.</summary>
    public bool IsAskedFor => exit is ExitCode.Done;

    public override int Invoke(ParseResult parseResult)
    {
        Print(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        return exit;
    }

    private void Print(Command command, TextWriter output)
    {
        bool root = command is RootCommand;
        output.WriteLine(command.Description);
        Section("Usage", output);
        output.WriteLine($"  {UsageOf(command)}");
        if (command is DocumentedCommand { Story: string story })
            PrintParagraphs(story, output);
        PrintRows("Commands", command.Subcommands.Select(child => (child.Name, child.Description ?? "")), output);
        PrintRows("Arguments", command.Arguments.Select(argument => (NameOf(argument), argument.Description ?? "")), output);
        PrintRows("Options", CommandWords.OptionsOf(command).Select(option => (LabelOf(option), option.Description ?? "")), output);
        if (command is DocumentedCommand example)
            PrintExamples(example, output);
        if (root)
            PrintRows("Exit codes", ExitCode.All.Select(row => ($"{row.Code}", row.Meaning)), output);
        output.WriteLine();
        output.WriteLine(command.Subcommands.Count > 0
            ? $"{CommandWords.PathOf(command)} COMMAND --help shows more. The manual is docs/command-line.md."
            : "The manual is docs/command-line.md.");
    }

    private static string UsageOf(Command command)
    {
        if (command.Subcommands.Count > 0)
            return $"{CommandWords.PathOf(command)} COMMAND [options]";
        IEnumerable<string> arguments = command.Arguments.Select(
            argument => argument.Arity.MinimumNumberOfValues is 0 ? $"[{NameOf(argument)}]" : NameOf(argument));
        return $"{CommandWords.PathOf(command)} {string.Join(' ', arguments.Append("[options]"))}";
    }

    private static string NameOf(Argument argument) => argument.HelpName ?? argument.Name;

    private static string LabelOf(Option option)
    {
        string names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(name => name.Length));
        return option.HelpName is null ? names : $"{names} {option.HelpName}";
    }

    private static void Section(string title, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{title}:");
    }

    private void PrintParagraphs(string story, TextWriter output)
    {
        foreach (string paragraph in story.Split("\n\n"))
        {
            output.WriteLine();
            foreach (string line in Wrap(paragraph.ReplaceLineEndings(" "), PageWidth))
                output.WriteLine(line);
        }
    }

    private void PrintRows(string title, IEnumerable<(string Name, string Text)> rows, TextWriter output)
    {
        (string Name, string Text)[] all = [.. rows];
        if (all.Length is 0)
            return;
        Section(title, output);
        int indent = Math.Min(all.Max(row => row.Name.Length), LabelMax) + 4;
        foreach ((string name, string text) in all)
        {
            string label = $"  {name}".PadRight(indent);
            if (name.Length > LabelMax)
            {
                output.WriteLine(label);
                label = new string(' ', indent);
            }
            foreach (string line in Wrap(text, Math.Max(24, PageWidth - indent)))
            {
                output.WriteLine(label + line);
                label = new string(' ', indent);
            }
        }
    }

    private static void PrintExamples(DocumentedCommand command, TextWriter output)
    {
        Section("Examples", output);
        foreach ((int index, CommandExample example) in command.Examples.Index())
        {
            if (index > 0)
                output.WriteLine();
            output.WriteLine($"  # {example.Meaning}");
            output.WriteLine($"  {example.Line}");
        }
    }

    private int PageWidth => Math.Min(WidthMax, terminal.Width);

    private static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line = line.Length is 0 ? word : $"{line} {word}";
        }
        yield return line;
    }
}
