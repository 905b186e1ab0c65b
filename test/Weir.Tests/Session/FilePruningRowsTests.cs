using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Weir.Arrow;
using Weir.Catalog;
using Weir.Tests.Delta.Corpus;

namespace Weir.Tests.Sessions;

/// <summary>Queries that leave files out give the rows that they give when they leave none out, whatever they say.</summary>
public sealed class FilePruningRowsTests(FilePruningRowsTests.Tables tables) : IClassFixture<FilePruningRowsTests.Tables>
{
    private const int QueriesUsual = 400;
    private const int QueriesSlow = 10_000;

    // Its statistics tell of a column that its data files do not have.
    private const string UntrueStatistics = "kernel-rs/parsed-stats";

    /// <summary>Tables a (in partitions) and b (appended, one file without statistics), of the same columns.</summary>
    public sealed class Tables : IDisposable
    {
        private static readonly (string Name, string Type)[] Columns =
        [
            ("k", "BIGINT"), ("i", "INTEGER"), ("h", "SMALLINT"), ("y", "TINYINT"), ("f", "FLOAT"), ("x", "DOUBLE"), ("m", "DECIMAL(9,2)"),
            ("w", "DECIMAL(38,10)"), ("s", "VARCHAR"), ("d", "DATE"), ("ts", "TIMESTAMP"), ("tz", "TIMESTAMP WITH TIME ZONE"), ("b", "BOOLEAN"),
            ("o", "BLOB"), ("st", "STRUCT(q BIGINT, r STRUCT(t VARCHAR))"), ("p", "INTEGER"), ("g", "VARCHAR"), ("e", "DATE"),
        ];

        public Tables()
        {
            Lake = new Lake();
            Whole = Lake.Runtime.NewSession();
            Whole.PrunesFiles = false;
            DeltaWriteOptions options = new() { PartitionBy = ["p", "g", "e"] };
            Lake.Session.WriteAsync(Lake.Table("a"), new Query(Rows(0, 60)), DeltaWriteMode.Create, options).GetAwaiter().GetResult();
            for (int part = 0; part < 5; part++)
                Lake.Session.WriteAsync(Lake.Table("b"), new Query(Rows(part * 12, part * 12 + 12)), DeltaWriteMode.Append).GetAwaiter().GetResult();
            Forget(Path.Combine(Lake.At("b"), "_delta_log", "00000000000000000002.json"));
            foreach (Session session in (Session[])[Lake.Session, Whole])
            {
                session.Register("a", Lake.Table("a"));
                session.Register("b", Lake.Table("b"));
                session.RegisterView("va", "SELECT * FROM a WHERE k > 10 OR s IS NULL");
            }
        }

        internal Lake Lake { get; }

        /// <summary>A session that leaves no file out.</summary>
        internal Session Whole { get; }

        public void Dispose()
        {
            Whole.Dispose();
            Lake.Dispose();
        }

        // Nulls, NaN, zeros of both signs, infinities, long texts, parts of milliseconds; values near one another in a file.
        private static string Rows(int from, int to) => $"""
            SELECT {string.Join(", ", Columns.Select(column => $"CAST({column.Name} AS {column.Type}) AS {column.Name}"))} FROM (
            SELECT CASE WHEN j % 11 <> 3 THEN j END AS k, CASE WHEN j % 7 <> 2 THEN j * 3 - 50 END AS i, j % 50 - 20 AS h, CASE WHEN j < 40 THEN j END AS y,
                CASE j % 13 WHEN 0 THEN 'nan'::FLOAT WHEN 1 THEN -0.0 ELSE j / 3 END AS f,
                CASE WHEN j >= 48 THEN 'nan'::DOUBLE WHEN j % 17 = 5 THEN 'inf'::DOUBLE WHEN j % 9 = 1 THEN 0.0 ELSE (j - 20) / 4 END AS x,
                j * 1.37 - 20 AS m, (j - 30) * 1234567890123456.0000000001 AS w,
                CASE WHEN j % 6 = 0 THEN NULL WHEN j % 5 = 0 THEN repeat('é', 40) || j ELSE concat('key', lpad(j::VARCHAR, 2, '0'), repeat('z', j % 40)) END AS s,
                DATE '2023-12-01' + (j * 2)::INTEGER AS d, TIMESTAMP '1969-12-31 12:00:00.0015' + to_microseconds(j * 3600000123) AS ts,
                CASE WHEN j % 4 <> 1 THEN TIMESTAMPTZ '2024-02-28 00:00:00.000999+00' + to_microseconds(j * 7200000077) END AS tz,
                CASE WHEN j < 24 THEN true WHEN j < 36 THEN NULL ELSE false END AS b, j::VARCHAR::BLOB AS o,
                CASE WHEN j % 10 <> 4 THEN {"{'q': j, 'r': {'t': 'q' || j}}"} END AS st,
                CASE WHEN j // 12 <> 2 THEN j // 12 END AS p, CASE WHEN j < 30 THEN 'l%w' WHEN j < 45 THEN 'Zoë' END AS g, DATE '2024-02-28' + (j // 20)::INTEGER AS e
            FROM range({from}, {to}) AS r(j))
            """;

        private static void Forget(string commit) => File.WriteAllText(commit, Regex.Replace(
            File.ReadAllText(commit), @",""stats"":""(?:[^""\\]|\\.)*""", "", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Rows_are_the_same_with_and_without_pruning() => Compare(QueriesUsual);

    [Fact]
    [Trait("Category", "Slow")]
    public void Rows_are_the_same_with_and_without_pruning_for_many_queries() => Compare(QueriesSlow);

    private void Compare(int count)
    {
        int pruned = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), Prop.ForAll(PruningQueries.Query.ToArbitrary(), query =>
        {
            string? difference = Difference(tables.Lake.Session, tables.Whole, query, out bool isPruned);
            Assert.True(difference is null, difference);
            pruned += isPruned ? 1 : 0;
            return true;
        }));
        // Queries that leave nothing out would show nothing.
        Assert.True(pruned > count / 4, $"only {pruned} of {count} queries left files out");
    }

    [CorpusTheory]
    [MemberData(nameof(CorpusTables))]
    public void Rows_of_other_writers_tables_are_the_same(string id)
    {
        using Session pruning = tables.Lake.Runtime.NewSession(), whole = tables.Lake.Runtime.NewSession();
        whole.PrunesFiles = false;
        foreach (Session session in (Session[])[pruning, whole])
            session.Register("c", new DatasetLocation(CorpusTable.Find(id).Root));
        foreach (string condition in CorpusConditions(whole))
        {
            Query query = new($"SELECT count(*), sum(hash(c)::HUGEINT)::VARCHAR FROM c WHERE {condition}");
            string? difference = Difference(pruning, whole, query, out _);
            Assert.True(difference is null, difference);
        }
    }

    public static TheoryData<string> CorpusTables =>
        [.. CorpusTable.All.Where(table => table is { MustRead: true, HasData: true, ActiveFiles: > 1 and < 50, DerivedRows: > 0 and < 10_000 } && table.Id != UntrueStatistics).Select(table => table.Id)];

    // Every column against values that it has, from below, from above and around.
    private static IEnumerable<string> CorpusConditions(Session session)
    {
        List<string> columns = Lake.Rows(session, "SELECT column_name FROM (DESCRIBE c)");
        List<string> types = Lake.Rows(session, "SELECT column_type FROM (DESCRIBE c)");
        foreach ((string name, string type) in columns.Zip(types).Take(6))
        {
            string column = SqlText.Name(name);
            foreach (string value in Lake.Rows(session, $"SELECT {column} FROM c WHERE {column} IS NOT NULL ORDER BY hash({column}) LIMIT 1"))
            {
                string literal = $"{SqlText.Literal(value)}::{type}";
                foreach (string comparison in (string[])["=", "<>", "<", ">="])
                    yield return $"{column} {comparison} {literal}";
                yield return $"{column} IN ({literal}, NULL)";
                if (type == "VARCHAR" && value.Length > 1 && !value.Contains('%', StringComparison.Ordinal))
                    yield return $"{column} LIKE {SqlText.Literal(value[..1] + "%")}";
            }
            yield return $"{column} IS NULL";
            yield return $"{column} IS NOT NULL";
        }
    }

    // A query that leaves nothing out is the same in both sessions. One that leaves one file is asked three times: the file is read in
    // another way when it is asked for again.
    private static string? Difference(Session pruning, Session whole, Query query, out bool isPruned)
    {
        string actual = Answer(pruning, query, out isPruned, out bool isOneFile);
        for (int again = 0; isOneFile && again < 2; again++)
        {
            string later = Answer(pruning, query, out _, out _);
            if (later != actual)
                return $"{query.Sql}\n[{string.Join(", ", query.Parameters)}]\nfirst {actual}, then {later}";
        }
        bool isRefused = actual.StartsWith("WEIR", StringComparison.Ordinal);
        string expected = isPruned || isRefused ? Answer(whole, query, out _, out _) : actual;
        // Where all files are read, a row may fail that is left out otherwise.
        return expected == actual || expected.StartsWith("WEIR", StringComparison.Ordinal)
            ? null
            : $"{query.Sql}\n[{string.Join(", ", query.Parameters)}]\nexpected {expected}, got {actual}";
    }

    private static string Answer(Session session, Query query, out bool isPruned, out bool isOneFile)
    {
        isPruned = isOneFile = false;
        try
        {
            using QueryResult result = session.Run(query);
            isPruned = result.Tables.Any(table => table.Files is { } files && files.FilesRead < files.FilesTotal);
            isOneFile = isPruned && result.Tables.Any(table => table.Files is { FilesRead: 1 });
            using RecordBatchReader reader = result.AsReader();
            using RecordBatch batch = Assert.IsType<RecordBatch>(reader.Read());
            return $"{batch.Column(0).Values<long>()[0]} {(batch.Column(1).IsNull(0) ? "NULL" : batch.Column(1).GetString(0))}";
        }
        catch (WeirException failure)
        {
            return failure.Code;
        }
    }
}
