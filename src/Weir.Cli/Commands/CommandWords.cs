using System.CommandLine;

namespace Weir.Cli.Commands;

/// <summary>What a user may write for a command, and after it.</summary>
internal static class CommandWords
{
    /// <summary>The command's own options first, then those of the root, which are the same everywhere.</summary>
    public static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options
            .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive)))
            .Where(option => !option.Hidden)
            .DistinctBy(option => option.Name);

    /// <summary>What a user types to name a command: <c>weir plugins why</c>.</summary>
    public static string PathOf(Command command) => command is RootCommand
        ? "weir"
        : $"{PathOf(command.Parents.OfType<Command>().First())} {command.Name}";

    /// <summary>What a user types to read the help of a command.</summary>
    public static string HelpLine(Command command) => $"{PathOf(command)} --help";
}
