using System.Globalization;
using Weir.Delta.Table;
using Weir.Storage;
using Weir.Tests.House;

namespace Weir.Tests.Delta.Corpus;

/// <summary>
/// The 22 queries of TPC-H over Delta tables that Databricks and Spark wrote (scale factor 0.01), against
/// the same engine on the bare Parquet files.
/// </summary>
public sealed class TpchTests(CorpusRuntime runtime, CorpusEngine engine) : IClassFixture<CorpusRuntime>, IClassFixture<CorpusEngine>
{
    // At this scale factor no order holds more than 300 pieces for query 18, and so on: answers without rows.
    private const int QueriesWithRowsMin = 18;

    public static TheoryData<int> Queries => [.. Enumerable.Range(1, 22)];

    [CorpusTheory]
    [MemberData(nameof(Queries))]
    public async Task A_query_answers_over_Delta_as_over_the_files(int number)
    {
        (List<string> delta, List<string> files) = await AnswersAsync(number);
        Assert.Equal(files, delta);
    }

    [CorpusFact]
    public async Task Nearly_all_queries_have_rows_to_compare()
    {
        int withRows = 0;
        foreach (int number in Enumerable.Range(1, 22))
            withRows += (await AnswersAsync(number)).Files.Count > 0 ? 1 : 0;
        Assert.InRange(withRows, QueriesWithRowsMin, 22);
    }

    private async Task<(List<string> Delta, List<string> Files)> AnswersAsync(int number)
    {
        string sql = Repository.Read(string.Create(CultureInfo.InvariantCulture, $"test/Weir.Tests/Delta/Corpus/Tpch/q{number:D2}.sql"));
        using Session delta = runtime.OpenEmpty();
        foreach (CorpusTable table in CorpusTable.All.Where(table => table.Id.StartsWith("trino-tpch/", StringComparison.Ordinal)))
        {
            string name = table.Id.Split('/')[^1];
            delta.Register(name, new DatasetLocation(table.Root));
            Snapshot snapshot = await new DeltaTable(new LocalStore(table.Root), engine.Checkpoints).OpenAsync(null, CancellationToken.None);
            engine.View(name, snapshot.Files.Select(snapshot.EnginePath));
        }
        return (CorpusRuntime.Rows(delta, sql), engine.Rows(sql));
    }
}
