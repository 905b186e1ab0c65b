using System.CommandLine;
using Weir.Cli.Commands;

namespace Weir.Cli;

/// <summary>One run of the command: arguments in, an exit code out, every failure told once.</summary>
internal static class Application
{
    // '@file' is no response file here, and '[x]' no directive: both may begin an SQL text or a path.
    private static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, StopSignals signals)
    {
        CommandTree tree = new(terminal);
        ParseResult parsed = tree.Root.Parse(arguments, Parsing);
        bool color = terminal.ColorAllowed && !parsed.GetValue(tree.NoColor);
        bool json = parsed.GetValue(tree.Json);
        try
        {
            int code = ParseFailure.Of(parsed) is Failure usage
                ? Tell(usage)
                : await InvokeAsync(parsed, terminal, signals.Token).ConfigureAwait(false);
            await terminal.Text.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return code;
        }
        catch (BrokenPipeException)
        {
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (signals.ExitCode is int stopped)
        {
            return Tell(Failure.Stopped(stopped, "nothing was changed"));
        }
        catch (StoppedException error) when (signals.ExitCode is int stopped)
        {
            return Tell(Failure.Stopped(stopped, error.Message));
        }
        catch (UsageException error)
        {
            return Tell(Failure.Usage(error.Message, CommandWords.HelpLine(parsed.CommandResult.Command)));
        }
        // The outermost edge: whatever ends the request is told to the user here, and only here.
        catch (Exception error)
        {
            return Tell(Failure.Of(error));
        }

        int Tell(Failure failure)
        {
            FailurePrinter.Print(failure, terminal, json, color);
            return failure.Exit;
        }
    }

    private static Task<int> InvokeAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken) =>
        parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = terminal.Text,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            },
            cancellationToken);
}
