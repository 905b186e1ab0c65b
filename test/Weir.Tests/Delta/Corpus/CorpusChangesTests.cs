using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weir.Tests.Delta.Corpus;

/// <summary>The change feeds of other writers' tables against what their own tests expect of them.</summary>
public sealed class CorpusChangesTests(CorpusRuntime runtime) : IClassFixture<CorpusRuntime>
{
    private static readonly Regex KernelRange = new(@"read_cdf_for_table\(""[^""]+"", (\d+), (None|\d+)", RegexOptions.CultureInvariant);
    private static readonly Regex StartVersion = new(@"with_starting_version\((\d+)\)", RegexOptions.CultureInvariant);

    public static TheoryData<string, int> Feeds
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (CorpusTable table in CorpusTable.All)
            {
                foreach ((int index, JsonElement check) in table.Checks.Index())
                {
                    if (check.GetProperty("kind").GetString() == "cdf")
                        data.Add(table.Id, index);
                }
            }
            return data;
        }
    }

    [CorpusTheory]
    [MemberData(nameof(Feeds))]
    [Trait("Requirement", "R185")]
    public void A_feed_has_the_rows_that_the_origin_lists(string id, int index)
    {
        CorpusTable table = CorpusTable.Find(id);
        JsonElement check = table.Checks.ElementAt(index);
        using Session session = runtime.OpenEmpty();
        session.Register("t", new DatasetLocation(DatedTable.Of(table.Root)) { Changes = RangeOf(check) });
        string[] names = [.. check.GetProperty("columns").EnumerateArray().Select(column => $"\"{column.GetString()!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")];
        string[] types = CorpusRuntime.Rows(session, $"SELECT typeof(COLUMNS(*)) FROM (SELECT {string.Join(", ", names)} FROM t LIMIT 1)")[0].Split('|');
        IEnumerable<string> listed = check.GetProperty("rows").EnumerateArray().Select(row =>
            $"SELECT {string.Join(", ", row.EnumerateArray().Zip(types, Listed))}");
        string found = $"SELECT {string.Join(", ", names.Zip(types, Found))} FROM t";
        Assert.Empty(CorpusRuntime.Rows(session, $"({found}) EXCEPT ALL ({string.Join(" UNION ALL ", listed)})"));
        Assert.Empty(CorpusRuntime.Rows(session, $"({string.Join(" UNION ALL ", listed)}) EXCEPT ALL ({found})"));
    }

    // The origin prints nested values without quotes.
    private static string Found(string name, string type) => IsNested(type) ? $"replace(CAST({name} AS VARCHAR), '''', '')"
        : type == "VARCHAR" ? $"coalesce({name}, '')" // the origin prints null and the empty text alike
        : name;

    private static string Listed(JsonElement cell, string type) =>
        cell.ValueKind == JsonValueKind.Null || cell.ToString().Length == 0 ? type == "VARCHAR" ? "''" : "NULL"
        : $"CAST('{cell.ToString().Replace("'", "''", StringComparison.Ordinal)}' AS {(IsNested(type) ? "VARCHAR" : type)})";

    private static bool IsNested(string type) => type.Contains('(', StringComparison.Ordinal) && !type.StartsWith("DECIMAL", StringComparison.Ordinal);

    // Where the origin names a moment that is not on record, it is that of the first change that it lists.
    private static DeltaChangeRange RangeOf(JsonElement check)
    {
        string context = check.TryGetProperty("context", out JsonElement lines) ? string.Join(' ', lines.EnumerateArray().Select(line => line.GetString())) : "";
        if (check.TryGetProperty("start_version", out JsonElement start))
            return new DeltaChangeRange { StartVersion = start.GetInt64() };
        if (KernelRange.Match(context) is { Success: true } kernel)
            return new DeltaChangeRange
            {
                StartVersion = Number(kernel.Groups[1].Value),
                EndVersion = kernel.Groups[2].Value == "None" ? null : Number(kernel.Groups[2].Value),
            };
        if (StartVersion.Match(context) is { Success: true } version)
            return new DeltaChangeRange { StartVersion = Number(version.Groups[1].Value) };
        string first = check.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().Last().GetString()!).Min(StringComparer.Ordinal)!;
        return new DeltaChangeRange { StartTimestamp = DateTimeOffset.Parse(first, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) };
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
