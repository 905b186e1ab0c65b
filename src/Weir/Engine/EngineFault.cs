using System.Text.Json;
using Weir.Diagnostics;

namespace Weir.Engine;

/// <summary>
/// Turns what the engine reports into a <see cref="WeirException"/>. The engine is told to report
/// errors as JSON, which carries the error type and the byte position in the statement.
/// </summary>
internal static class EngineFault
{
    /// <summary>The exception for an engine error.</summary>
    /// <param name="report">The engine's text; null when it gave none.</param>
    /// <param name="sql">The statement's text.</param>
    /// <param name="faults">Where exceptions of callbacks wait for their text to come through the engine.</param>
    /// <param name="cancellationToken">The token of the call; when it is cancelled, that is the reason.</param>
    public static Exception From(string? report, string sql, CallbackFaults faults, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new OperationCanceledException("The statement was cancelled.", cancellationToken);
        Report parsed = Parse(report);
        if (parsed.Kind.Equals("INTERRUPT", StringComparison.OrdinalIgnoreCase))
            return new OperationCanceledException("The statement was interrupted.");
        if (faults.Take(parsed.Message) is { } callback)
            return callback;
        if (OwnText.Is(sql))
            return EngineErrors.Statement(parsed.Kind, parsed.Message, sql: "", line: null, column: null, excerpt: "");
        // A place in what a statement was rewritten to tells nobody anything.
        TextPosition? place = PluginNames.StandIn(sql) ? null : TextPosition.Of(sql, parsed.Position);
        return EngineErrors.Statement(parsed.Kind, PluginNames.Readable(parsed.Message), sql, place?.Line, place?.Column, place?.Excerpt ?? "");
    }

    /// <summary>True for an inner error of the engine, which spoils its database.</summary>
    public static bool IsDefect(string? report) => Parse(report) is var parsed && EngineErrors.IsDefect(parsed.Kind, parsed.Message);

    /// <summary>The engine's message without JSON around it.</summary>
    public static string MessageOf(string? report) => Parse(report).Message;

    private static Report Parse(string? report)
    {
        if (string.IsNullOrEmpty(report))
            return new Report("Unknown", "the engine gave no message", null);
        int json = report.IndexOf("{\"exception_type\"", StringComparison.Ordinal);
        if (json >= 0 && TryParseJson(report[json..]) is { } parsed)
            return parsed;
        const string Mark = " Error: ";
        int mark = report.IndexOf(Mark, StringComparison.Ordinal);
        return mark > 0
            ? new Report(report[..mark], report[(mark + Mark.Length)..], null)
            : new Report("Unknown", report, null);
    }

    private static Report? TryParseJson(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            int? position = root.TryGetProperty("position", out JsonElement at)
                && int.TryParse(at.GetString(), out int offset) ? offset : null;
            return new Report(
                root.GetProperty("exception_type").GetString() ?? "Unknown",
                root.TryGetProperty("exception_message", out JsonElement message) ? message.GetString() ?? "" : "",
                position);
        }
        catch (JsonException)
        {
            // The engine wrapped its JSON into another message: the plain form is read instead.
            return null;
        }
    }

    private sealed record Report(string Kind, string Message, int? Position);
}
