using System.CommandLine;

namespace Weir.Cli.Commands;

/// <summary>A command of the tree that shows by example how to use it.</summary>
internal abstract class DocumentedCommand(string name, string description) : Command(name, description)
{
    /// <summary>What the command does, in the paragraphs that follow its first line of help.</summary>
    public abstract string Story { get; }

    public abstract IReadOnlyList<CommandExample> Examples { get; }
}

/// <param name="Line">The command line, without the shell's prompt.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record CommandExample(string Line, string Meaning);
