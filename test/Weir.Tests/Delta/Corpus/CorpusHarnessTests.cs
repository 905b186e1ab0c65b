using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Weir.Arrow;
using Xunit.Abstractions;

namespace Weir.Tests.Delta.Corpus;

/// <summary>
/// All tables of the corpus in one process, through the public session, and an account of them by feature: each is read in full,
/// refused with a reason, or opened without its data where the corpus has none.
/// </summary>
public sealed class CorpusHarnessTests(CorpusRuntime runtime, ITestOutputHelper output) : IClassFixture<CorpusRuntime>
{
    // Tables that cannot be held to the index of the corpus, each with its reason.
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        [CorpusTable.CommitLost] = "The index counts a second commit, which the folder of the table does not have.",
    };

    private sealed record Verdict(CorpusTable Table, string Outcome, string? Fault);

    [CorpusFact]
    public void Every_table_is_read_refused_or_opened_as_the_corpus_says()
    {
        ConcurrentBag<Verdict> verdicts = [];
        Parallel.ForEach(CorpusTable.All, new ParallelOptions { MaxDegreeOfParallelism = 4 }, table => verdicts.Add(Judge(table)));
        output.WriteLine(Account(verdicts));
        Assert.Equal(CorpusTable.All.Count, verdicts.Count);
        Assert.Equal(Exceptions.Keys.Order(StringComparer.Ordinal), verdicts.Where(verdict => verdict.Outcome == "excepted").Select(verdict => verdict.Table.Id).Order(StringComparer.Ordinal));
        Assert.Empty(verdicts.Where(verdict => verdict.Fault is not null).Select(verdict => $"{verdict.Table.Id}: {verdict.Fault}"));
    }

    private Verdict Judge(CorpusTable table)
    {
        if (Exceptions.ContainsKey(table.Id))
            return new Verdict(table, "excepted", null);
        string outcome = !table.MustRead ? "refused" : table.DerivedRows is not null && table.HasData ? "read" : "log only";
        try
        {
            return new Verdict(table, outcome, outcome switch
            {
                "refused" => Refused(table),
                "read" => Read(table) ?? Opened(table),
                _ => Opened(table),
            });
        }
        catch (WeirException error)
        {
            return new Verdict(table, outcome, error.Message);
        }
    }

    private string? Read(CorpusTable table)
    {
        using Session session = runtime.Open(table);
        long rows = CorpusRuntime.Drain(session, "SELECT * FROM t");
        return rows == table.DerivedRows ? null : $"{rows} rows instead of {table.DerivedRows}";
    }

    private string? Opened(CorpusTable table)
    {
        using Session session = runtime.OpenEmpty();
        JsonElement? promised = table.Checks.Where(check => check.GetProperty("kind").GetString() == "snapshot" && check.TryGetProperty("files", out _)).Cast<JsonElement?>().FirstOrDefault();
        long files = promised?.GetProperty("files").GetInt64() ?? table.ActiveFiles;
        string found = Texts(session, "SELECT s.version || '|' || (SELECT count(*) FROM delta_add_actions($1)) FROM delta_snapshot($1) AS s", table.Root).Single();
        string expected = string.Create(CultureInfo.InvariantCulture, $"{table.Latest}|{files}");
        return found == expected ? null : $"version|files is {found} instead of {expected}";
    }

    private string? Refused(CorpusTable table)
    {
        using Session session = runtime.Open(table);
        try
        {
            long rows = CorpusRuntime.Drain(session, "SELECT * FROM t");
            return $"{rows} rows instead of a refusal";
        }
        catch (WeirException error) when (error.Code.StartsWith("WEIR2", StringComparison.Ordinal))
        {
            return table.IsBroken || table.HinderingFeatures.Contains(error.Details.GetValueOrDefault("feature", "")) ? null : $"refused for another reason: {error.Message}";
        }
    }

    private static List<string> Texts(Session session, string sql, string root)
    {
        using QueryResult result = session.Run(new Query(sql) { Parameters = [root] });
        using RecordBatchReader reader = result.AsReader();
        return CorpusRows.Read(reader);
    }

    private static string Account(IReadOnlyCollection<Verdict> verdicts)
    {
        StringBuilder text = new();
        foreach (IGrouping<string, Verdict> outcome in verdicts.GroupBy(verdict => verdict.Outcome).OrderBy(group => group.Key, StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"{outcome.Key,-28} {outcome.Count(),4} tables, {outcome.Count(verdict => verdict.Fault is not null)} failed");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"feature",-28} passed failed");
        foreach (IGrouping<string, Verdict> feature in verdicts.SelectMany(verdict => verdict.Table.Features.DefaultIfEmpty("(none)").Select(name => (name, verdict)))
            .GroupBy(pair => pair.name, pair => pair.verdict).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{feature.Key,-28} {feature.Count(verdict => verdict.Fault is null),6} {feature.Count(verdict => verdict.Fault is not null),6}");
        }
        foreach (Verdict verdict in verdicts.Where(verdict => verdict.Outcome == "excepted"))
            text.AppendLine(CultureInfo.InvariantCulture, $"excepted {verdict.Table.Id}: {Exceptions[verdict.Table.Id]}");
        return text.ToString();
    }
}
