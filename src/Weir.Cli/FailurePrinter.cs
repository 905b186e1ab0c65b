using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Cli;

/// <summary>
/// Prints a failure to standard error: for a person a line <c>error CODE: message</c> and a hint,
/// for a program one line of JSON. Standard output is never touched: it holds a result or nothing.
/// </summary>
internal static class FailurePrinter
{
    public static void Print(Failure failure, Terminal terminal, bool json, bool color)
    {
        if (json)
            terminal.Error.WriteLine(Envelope(failure));
        else
            PrintText(failure, terminal.Error, color && terminal.ErrorIsTerminal);
        if (terminal.Debug && failure.Cause is not null)
            terminal.Error.WriteLine(failure.Cause);
    }

    private static void PrintText(Failure failure, TextWriter error, bool color)
    {
        string title = failure.Exit > 128 ? "stopped" : failure.Code is null ? "error" : $"error {failure.Code}";
        error.WriteLine($"{Ink.Paint(title, failure.Exit > 128 ? Ink.Yellow : Ink.Red, color)}: {PrintableText.Of(failure.Message, keepLineBreaks: true)}");
        if (failure.Hint is not null)
            error.WriteLine($"{Ink.Paint("hint", Ink.Cyan, color)}: {failure.Hint}");
    }

    // One line: the error envelope of the build contract, for every command.
    private static string Envelope(Failure failure)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("stage", failure.Stage);
            json.WriteString("code", failure.ContractCode);
            json.WriteString("message", failure.Message);
            json.WriteStartObject("details");
            foreach ((string name, string value) in failure.Details.OrderBy(detail => detail.Key, StringComparer.Ordinal))
                json.WriteString(name, value);
            json.WriteNumber("exit_code", failure.Exit);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
