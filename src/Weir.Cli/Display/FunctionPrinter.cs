using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Cli.Rows;

namespace Weir.Cli.Display;

/// <summary>Functions for a person: a list, or a page about one; and for a program.</summary>
internal static class FunctionPrinter
{
    private const string Indent = "  ";

    // One function of the engine has hundreds of signatures.
    private const int SignaturesMax = 12;

    private static readonly string[] Columns = ["kind", "tier", "signature", "summary"];

    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    /// <summary>One line a signature.</summary>
    /// <param name="routines">The functions.</param>
    /// <param name="output">Where lines go.</param>
    /// <param name="screen">Columns of the screen; null when lines may have any length.</param>
    /// <param name="color">Whether names stand out.</param>
    public static void PrintList(IReadOnlyList<FunctionRoutine> routines, TextWriter output, int? screen, bool color)
    {
        string[][] rows = [.. routines.Select(Row)];
        int[] natural = [.. Columns.Select((name, i) => rows.Select(row => ScreenText.Width(row[i])).Append(name.Length).Max())];
        TableText table = new(Columns, new bool[Columns.Length], TableLayout.For(natural, screen).Widths, color);
        output.WriteLine(table.Header());
        output.WriteLine(table.Rule());
        foreach (string[] row in rows)
            output.WriteLine(table.Row(row));
    }

    /// <summary>All that is known of the functions of one name.</summary>
    public static void PrintPage(IReadOnlyList<FunctionRoutine> routines, TextWriter output, bool color)
    {
        FunctionRoutine[] builtins = [.. routines.Where(routine => routine.Owner is null)];
        bool isFirst = true;
        foreach (FunctionRoutine routine in routines.Where(routine => routine.Owner is not null).Concat(builtins.Take(1)))
        {
            if (!isFirst)
                output.WriteLine();
            isFirst = false;
            PrintHead(routine, output, color);
            if (routine.Owner is null)
                PrintSignatures(builtins, output, color);
            PrintBody(routine, output, color);
        }
    }

    /// <summary>The functions as JSON.</summary>
    public static void PrintJson(IReadOnlyList<FunctionRoutine> routines, Stream output)
    {
        using Utf8JsonWriter json = new(output, JsonOptions);
        json.WriteStartObject();
        json.WriteStartArray("functions");
        foreach (FunctionRoutine routine in routines)
            Write(json, routine);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static string[] Row(FunctionRoutine routine) =>
        [Words.Of(routine.Kind), Owner(routine), PrintableText.Of(routine.Signature), PrintableText.Of(routine.Summary)];

    private static string Owner(FunctionRoutine routine) => PrintableText.Of(routine.Owner ?? "engine");

    private static void PrintHead(FunctionRoutine routine, TextWriter output, bool color)
    {
        output.WriteLine(Ink.Paint(PrintableText.Of(routine.Signature), Ink.Bold, color) + (routine.ReturnType is { } type ? $" -> {PrintableText.Of(type)}" : ""));
        List<string> facts = [$"{Words.Of(routine.Kind)} function", routine.Owner switch
        {
            null => "of the engine",
            "weir" => "of Weir",
            string plugin => $"of the plugin {plugin}",
        }];
        if (routine.Volatility is { } volatility)
            facts.Add(Words.Of(volatility));
        output.WriteLine(Indent + Ink.Paint(PrintableText.Of(string.Join(", ", facts)), Ink.Dim, color));
    }

    private static void PrintSignatures(FunctionRoutine[] builtins, TextWriter output, bool color)
    {
        foreach (FunctionRoutine other in builtins.Skip(1).Take(SignaturesMax))
            output.WriteLine(Indent + Ink.Paint(PrintableText.Of(other.Signature + (other.ReturnType is { } type ? $" -> {type}" : "")), Ink.Dim, color));
        if (builtins.Length - 1 > SignaturesMax)
            output.WriteLine($"{Indent}{Ink.Paint($"and {builtins.Length - 1 - SignaturesMax} more signatures", Ink.Dim, color)}");
    }

    private static void PrintBody(FunctionRoutine routine, TextWriter output, bool color)
    {
        Paragraph(output, "", routine.Description);
        FunctionParameter[] described = [.. routine.Parameters.Where(parameter => parameter.Description.Length > 0)];
        if (described.Length > 0)
        {
            output.WriteLine();
            output.WriteLine(Ink.Paint("Arguments", Ink.Bold, color));
            int width = described.Max(parameter => parameter.Name.Length);
            foreach (FunctionParameter parameter in described)
                output.WriteLine($"{Indent}{PrintableText.Of(parameter.Name.PadRight(width))}  {PrintableText.Of(parameter.Description)}");
        }
        Section(output, "Result", routine.ResultDescription, color);
        Section(output, "NULL", routine.NullHandling, color);
        Section(output, "Other names", string.Join(", ", routine.Aliases), color);
        Section(output, "Good to know", routine.Remarks, color);
        Section(output, routine.Examples.Count > 1 ? "Examples" : "Example", string.Join("\n", routine.Examples), color);
        Section(output, "See also", string.Join(", ", routine.Related), color);
    }

    private static void Section(TextWriter output, string title, string text, bool color) => Paragraph(output, Ink.Paint(title, Ink.Bold, color), text);

    private static void Paragraph(TextWriter output, string title, string text)
    {
        if (text.Length == 0)
            return;
        output.WriteLine();
        if (title.Length > 0)
            output.WriteLine(title);
        foreach (string line in text.Split('\n'))
            output.WriteLine(line.Length == 0 ? "" : Indent + PrintableText.Of(line));
    }

    private static void Write(Utf8JsonWriter json, FunctionRoutine routine)
    {
        json.WriteStartObject();
        json.WriteString("name", routine.Name);
        json.WriteString("kind", Words.Of(routine.Kind));
        json.WriteString("tier", Words.Of(routine.Tier));
        json.WriteString("owner", routine.Owner);
        json.WriteString("signature", routine.Signature);
        json.WriteStartArray("parameters");
        foreach (FunctionParameter parameter in routine.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("type", parameter.Type);
            json.WriteString("default", parameter.Default);
            json.WriteBoolean("further", parameter.IsFurther);
            json.WriteString("description", parameter.Description);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("return_type", routine.ReturnType);
        json.WriteString("volatility", routine.Volatility is { } volatility ? Words.Of(volatility) : null);
        json.WriteString("null_handling", routine.NullHandling);
        json.WriteString("section", routine.Section);
        json.WriteString("description", routine.Description);
        json.WriteString("result_description", routine.ResultDescription);
        json.WriteString("remarks", routine.Remarks);
        Write(json, "aliases", routine.Aliases);
        Write(json, "examples", routine.Examples);
        Write(json, "related", routine.Related);
        Write(json, "tags", routine.Tags);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
