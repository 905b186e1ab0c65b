namespace Weir.Bench.Tpch;

/// <summary>The SQL of the TPC-H-shaped benchmark, from the files beside the program.</summary>
internal static class TpchText
{
    /// <summary>Statements that the tables' texts need on their connection.</summary>
    public static string Macros(int scale) => Sections("tables.sql", scale).Single(section => section.Name == "macros").Sql;

    /// <summary>A SELECT a table.</summary>
    public static IEnumerable<(string Name, string Sql)> Tables(int scale) =>
        Sections("tables.sql", scale).Where(section => section.Name.StartsWith("table: ", StringComparison.Ordinal))
            .Select(section => (section.Name["table: ".Length..], section.Sql));

    /// <summary>The 22 queries.</summary>
    public static IEnumerable<(string Name, string Sql)> Queries() =>
        Sections("queries.sql", scale: 1).Select(section => (section.Name["query: ".Length..], section.Sql));

    // A section begins with a line "-- name"; the remark above the first one belongs to none.
    private static IEnumerable<(string Name, string Sql)> Sections(string file, int scale)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Tpch", file))
            .Replace("{scale}", scale.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        foreach (string section in text.Split("\n\n-- ").Skip(1))
        {
            int line = section.IndexOf('\n', StringComparison.Ordinal);
            yield return (section[..line], section[(line + 1)..].Trim());
        }
    }
}
