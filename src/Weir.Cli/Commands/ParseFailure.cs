using System.CommandLine;
using System.CommandLine.Parsing;

namespace Weir.Cli.Commands;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class ParseFailure
{
    /// <summary>The first thing that is wrong; null when nothing is, or when help was asked for anyway.</summary>
    public static Failure? Of(ParseResult parsed)
    {
        if (parsed.Action is HelpPage { IsAskedFor: true } or VersionLine)
            return null;
        Command command = parsed.CommandResult.Command;
        string? message = parsed.UnmatchedTokens.Concat(OptionsTakenForArguments(parsed.CommandResult)).FirstOrDefault() is string unknown
            ? Unknown(unknown, command)
            : parsed.Errors is [ParseError first, ..] ? first.Message : null;
        return message is null ? null : Failure.Usage(message, CommandWords.HelpLine(command));
    }

    // The parser takes an option that it does not know for an argument: '--mx-rows' would be run as SQL.
    private static IEnumerable<string> OptionsTakenForArguments(CommandResult command) =>
        command.Children
            .OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .Where(word => word.Length > 1 && word[0] is '-' && !word.Any(char.IsWhiteSpace));

    private static string Unknown(string word, Command command)
    {
        bool option = word.StartsWith('-');
        IEnumerable<string> names = option
            ? CommandWords.OptionsOf(command).Select(known => known.Name)
            : command.Subcommands.Select(known => known.Name);
        string kind = option ? "option" : command.Subcommands.Count > 0 ? "command" : "further argument";
        string found = $"there is no {kind} '{word}'";
        return NearestName.Of(word, names) is string near ? $"{found}; did you mean {near}?" : found;
    }
}
