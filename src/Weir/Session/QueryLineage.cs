using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir;

/// <summary>What a query reads, and what each column of its result depends on. Immutable.</summary>
/// <remarks>
/// It is never too small: a column that is not named changes nothing about a column of the result. Where the text alone does not tell (a
/// <c>COLUMNS</c> with a function, say), <see cref="Unknown"/> says so, and everything that may matter is named.
/// </remarks>
public sealed record QueryLineage
{
    /// <summary>The columns of the result in order.</summary>
    public required IReadOnlyList<LineageColumn> Columns { get; init; }

    /// <summary>Tables, views and table functions that are read, those behind views too, in order of first use.</summary>
    public required IReadOnlyList<LineageTable> Tables { get; init; }

    /// <summary>Functions that are called, those in views too, in order of name; operators are left out.</summary>
    public required IReadOnlyList<RequiredFunction> Functions { get; init; }

    /// <summary>What was not understood; none when the lineage is exact.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }

    /// <summary>The query's fingerprint.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Whether everything was understood.</summary>
    public bool IsExact => Unknown.Count == 0;

    /// <summary>The lineage as indented JSON: <c>fingerprint</c>, <c>columns</c>, <c>tables</c>, <c>functions</c>, <c>unknown</c>.</summary>
    /// <returns>The text; the same lineage gives the same text.</returns>
    public string ToJson() => Json(Write);

    /// <summary>A JSON text of the same look.</summary>
    internal static string Json(Action<Utf8JsonWriter> write)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" }))
            write(writer);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>Writes it as one object.</summary>
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("fingerprint", Fingerprint);
        WriteAll(writer, "columns", Columns, static (json, column) => column.Write(json));
        WriteAll(writer, "tables", Tables, static (json, table) => table.Write(json));
        WriteAll(writer, "functions", Functions, static (json, function) => function.Write(json));
        WriteAll(writer, "unknown", Unknown, static (json, text) => json.WriteStringValue(text));
        writer.WriteEndObject();
    }

    internal static void WriteAll<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
            write(writer, item);
        writer.WriteEndArray();
    }
}

/// <summary>A column of a query's result. Immutable.</summary>
/// <param name="Name">Its name; <c>column</c> and its place where it has none before values of parameters are there.</param>
/// <param name="Type">Its type as SQL writes it; null where it is not known before the query runs.</param>
/// <param name="Sources">What it depends on, in order of table, column and kind.</param>
public sealed record LineageColumn(string Name, string? Type, IReadOnlyList<LineageSource> Sources)
{
    /// <summary>The columns whose values flow into it.</summary>
    public IEnumerable<LineageSource> Direct => Sources.Where(source => source.IsDirect);

    /// <summary>The columns that decide about it, and about which rows there are.</summary>
    public IEnumerable<LineageSource> Indirect => Sources.Where(source => !source.IsDirect);

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Name);
        writer.WriteString("type", Type);
        QueryLineage.WriteAll(writer, "sources", Sources, static (json, source) => source.Write(json));
        writer.WriteEndObject();
    }
}

/// <summary>A column that is read. Immutable.</summary>
/// <param name="Table">The table, or the table function.</param>
/// <param name="Column">The column; <c>*</c> for any of a table whose columns are not known.</param>
/// <param name="Kind">How it matters.</param>
public sealed record LineageSource(string Table, string Column, LineageKind Kind)
{
    /// <summary>Whether its values flow.</summary>
    public bool IsDirect => Kind <= LineageKind.Aggregation;

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("table", Table);
        writer.WriteString("column", Column);
        writer.WriteString("kind", Kind.ToString().ToLowerInvariant());
        writer.WriteBoolean("direct", IsDirect);
        writer.WriteEndObject();
    }
}

/// <summary>A source of rows that a query reads. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>table</c>, <c>view</c> or <c>function</c>.</param>
/// <param name="RequiredColumns">Its columns on which the result depends, in order of name; none of a view, whose tables are listed too.</param>
public sealed record LineageTable(string Name, string Kind, IReadOnlyList<string> RequiredColumns)
{
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Name);
        writer.WriteString("kind", Kind);
        QueryLineage.WriteAll(writer, "required_columns", RequiredColumns, static (json, column) => json.WriteStringValue(column));
        writer.WriteEndObject();
    }
}

/// <summary>A function that a query calls. Immutable.</summary>
/// <param name="Name">Its name, as it is called.</param>
/// <param name="Tier">Who brings it; null when nobody has it, or types decide which of two it is.</param>
/// <param name="Owner">The plugin, or <c>weir</c>; null for the engine's.</param>
/// <param name="Volatility">Whether equal arguments give equal results.</param>
public sealed record RequiredFunction(string Name, FunctionTier? Tier, string? Owner, FunctionVolatility Volatility)
{
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Name);
        writer.WriteString("tier", Tier?.ToString().ToLowerInvariant());
        writer.WriteString("owner", Owner);
        writer.WriteString("volatility", Volatility.ToString().ToLowerInvariant());
        writer.WriteEndObject();
    }
}
