using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Cli.Display;

/// <summary>A lineage for a person and for a program.</summary>
internal static class LineagePrinter
{
    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    public static void Print(QueryLineage lineage, TextWriter output)
    {
        foreach (LineageColumn column in lineage.Columns)
        {
            Line(output, $"{column.Name} {column.Type ?? "?"}");
            foreach (LineageSource source in column.Sources)
                Line(output, $"  {(source.IsDirect ? "from" : "by  ")} {source.Table}.{source.Column}  {source.Kind.ToString().ToLowerInvariant()}");
        }
        foreach (LineageTable table in lineage.Tables)
            Line(output, $"{table.Kind} {table.Name}{(table.RequiredColumns.Count > 0 ? $": {string.Join(", ", table.RequiredColumns)}" : "")}");
        foreach (RequiredFunction function in lineage.Functions)
            Line(output, $"calls {function.Name} ({function.Owner ?? (function.Tier is null ? "not known" : "engine")}, {function.Volatility.ToString().ToLowerInvariant()})");
        foreach (string unknown in lineage.Unknown)
            Line(output, $"not known: {unknown}");
    }

    public static void PrintJson(QueryLineage lineage, Stream output)
    {
        output.Write(Encoding.UTF8.GetBytes(lineage.ToJson()));
        output.WriteByte((byte)'\n');
    }

    /// <summary>One text under a name.</summary>
    public static void PrintJson(string name, string text, Stream output)
    {
        using (Utf8JsonWriter writer = new(output, JsonOptions))
        {
            writer.WriteStartObject();
            writer.WriteString(name, text);
            writer.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    private static void Line(TextWriter output, string text) => output.WriteLine(PrintableText.Of(text, keepLineBreaks: false));
}
