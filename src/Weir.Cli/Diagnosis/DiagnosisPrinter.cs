using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Cli.Diagnosis;

/// <summary>A diagnosis for a person, or as one JSON document for a program.</summary>
internal static class DiagnosisPrinter
{
    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    public static void PrintText(DiagnosisReport report, TextWriter output, bool color)
    {
        int names = report.Findings.Max(finding => finding.Name.Length);
        foreach (Finding finding in report.Findings)
        {
            string value = PrintableText.Of(finding.Value ?? "missing");
            output.WriteLine($"{Mark(finding.State, color)} {finding.Name.PadRight(names)}  {value}");
            string indent = new(' ', names + 4);
            if (finding.Where is not null)
                output.WriteLine(indent + Ink.Paint(PrintableText.Of(finding.Where), Ink.Dim, color));
            if (finding.Mend is not null)
                output.WriteLine($"{indent}{Ink.Paint("mend", Ink.Yellow, color)}: {PrintableText.Of(finding.Mend)}");
        }
        output.WriteLine();
        output.WriteLine(report.Healthy
            ? Ink.Paint("Weir has all that it needs.", Ink.Green, color)
            : Ink.Paint("Something that Weir needs is missing; see the lines marked ✗.", Ink.Red, color));
    }

    public static void PrintJson(DiagnosisReport report, Stream output)
    {
        using Utf8JsonWriter json = new(output, JsonOptions);
        json.WriteStartObject();
        json.WriteBoolean("healthy", report.Healthy);
        json.WriteStartArray("findings");
        foreach (Finding finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("name", finding.Name);
            json.WriteString("state", finding.State.ToString().ToLowerInvariant());
            json.WriteString("value", finding.Value);
            json.WriteString("where", finding.Where);
            json.WriteString("mend", finding.Mend);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static string Mark(FindingState state, bool color) => state switch
    {
        FindingState.Found => Ink.Paint("✓", Ink.Green, color),
        FindingState.Weak => Ink.Paint("!", Ink.Yellow, color),
        _ => Ink.Paint("✗", Ink.Red, color),
    };
}
