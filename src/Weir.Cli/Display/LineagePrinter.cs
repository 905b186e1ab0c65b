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
        using (Utf8JsonWriter writer = new(output, JsonOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("fingerprint", lineage.Fingerprint);
            Array(writer, "columns", lineage.Columns, Write);
            Array(writer, "tables", lineage.Tables, Write);
            Array(writer, "functions", lineage.Functions, Write);
            Array(writer, "unknown", lineage.Unknown, static (json, text) => json.WriteStringValue(text));
            writer.WriteEndObject();
        }
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

    private static void Array<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
            write(writer, item);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, LineageColumn column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteString("type", column.Type);
        Array(writer, "sources", column.Sources, static (json, source) =>
        {
            json.WriteStartObject();
            json.WriteString("table", source.Table);
            json.WriteString("column", source.Column);
            json.WriteString("kind", source.Kind.ToString().ToLowerInvariant());
            json.WriteBoolean("direct", source.IsDirect);
            json.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, LineageTable table)
    {
        writer.WriteStartObject();
        writer.WriteString("name", table.Name);
        writer.WriteString("kind", table.Kind);
        Array(writer, "required_columns", table.RequiredColumns, static (json, text) => json.WriteStringValue(text));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RequiredFunction function)
    {
        writer.WriteStartObject();
        writer.WriteString("name", function.Name);
        writer.WriteString("tier", function.Tier?.ToString().ToLowerInvariant());
        writer.WriteString("owner", function.Owner);
        writer.WriteString("volatility", function.Volatility.ToString().ToLowerInvariant());
        writer.WriteEndObject();
    }
}
