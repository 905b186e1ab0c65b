using System.Collections.ObjectModel;
using Weir.Build;

namespace Weir.Cli;

/// <summary>What went wrong, as the user is told: made from an exception, then printed as text or as JSON.</summary>
/// <param name="Exit">What the command answers to the shell.</param>
/// <param name="Message">What was found, where, what was expected and what to do.</param>
internal sealed record Failure(int Exit, string Message)
{
    /// <summary>The stable code of <c>docs/errors.md</c>; null when the command itself is at fault or was stopped.</summary>
    public string? Code { get; init; }

    /// <summary>Where it happened, in the words of the build contract and two of our own: <c>command_line</c>, <c>stopped</c>.</summary>
    public string Stage { get; init; } = "runtime";

    /// <summary>What it is called in the build contract.</summary>
    public string ContractCode { get; init; } = "COMMAND_FAILED";

    /// <summary>Facts by name.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Where to read on; null when the message says all.</summary>
    public string? Hint { get; init; }

    /// <summary>What was thrown; printed only under WEIR_DEBUG=1.</summary>
    public Exception? Cause { get; init; }

    public static Failure Of(Exception error) => error switch
    {
        WeirException known => Of(known),
        IOException or UnauthorizedAccessException => new(ExitCode.Failed, error.Message) { Cause = error },
        _ => new(ExitCode.Failed, $"Weir failed in a way it should not: {error.Message}")
        {
            ContractCode = "DEFECT",
            Hint = "this is a defect; run again with WEIR_DEBUG=1 and report what it prints",
            Cause = error,
        },
    };

    /// <summary>The command line was wrong; the hint says which help to read.</summary>
    public static Failure Usage(string message, string hint) =>
        new(ExitCode.Usage, message) { Stage = "command_line", ContractCode = "INVALID_COMMAND_LINE", Hint = hint };

    /// <summary>A signal stopped the work; <paramref name="undone"/> says what became of it.</summary>
    public static Failure Stopped(int exit, string undone) =>
        new(exit, undone) { Stage = "stopped", ContractCode = "STOPPED" };

    private static Failure Of(WeirException error)
    {
        BuildErrorEnvelope envelope = BuildErrorEnvelope.From(error);
        return new(ExitCode.Of(error), error.Message)
        {
            Code = error.Code,
            Stage = envelope.Stage,
            ContractCode = envelope.Code,
            Details = envelope.Details,
            Hint = HintOf(error),
            Cause = error,
        };
    }

    private static string HintOf(WeirException error)
    {
        string page = $"see docs/errors.md#{error.Code.ToLowerInvariant()}";
        if (error.InnerException is WeirException cause && cause.Code != error.Code)
            page += $" and #{cause.Code.ToLowerInvariant()}";
        return error.Code is "WEIR8008" ? $"on the command line, --table NAME=LOCATION registers a table; {page}" : page;
    }
}
