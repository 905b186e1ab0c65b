using FsCheck;
using FsCheck.Fluent;

namespace Weir.Tests.Sessions;

/// <summary>
/// Holds lineages to the engine: where a lineage says that a column of the result does not depend on a column of a table, other values
/// there must leave it as it is.
/// </summary>
public sealed class LineageMutationTests : IDisposable
{
    private static readonly (string Table, string Column)[] Columns = [("t", "a"), ("t", "b"), ("t", "c"), ("u", "a"), ("u", "d"), ("u", "e")];

    private static readonly Dictionary<string, string> Tables = new(StringComparer.Ordinal)
    {
        ["t"] = "SELECT i % 4 AS a, (i * 7) % 5 AS b, CASE WHEN i % 6 = 0 THEN NULL ELSE i % 3 END AS c FROM range(14) r(i)",
        ["u"] = "SELECT i % 5 AS a, (i * 3) % 4 AS d, i % 2 AS e FROM range(9) r(i)",
    };

    private readonly Lake _lake = new();
    private readonly Session _plain;
    private readonly Dictionary<(string Table, string Column), Session> _changed = [];
    private int _independent, _dependent;

    public LineageMutationTests()
    {
        _plain = Make(null);
        foreach ((string Table, string Column) column in Columns)
            _changed[column] = Make(column);
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void A_column_that_is_not_named_changes_nothing()
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).ArrayOf(60).ToArbitrary(), choices => Check(new RandomQuery(choices).Query(2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20260301, 1));
        Assert.True(_independent > 100, $"{_independent} independent pairs show little");
        Assert.True(_dependent > 50, $"{_dependent} changes that were seen show little");
    }

    private void Check(string sql)
    {
        QueryLineage lineage = _plain.Lineage(new Query(sql));
        Assert.True(lineage.IsExact, sql);
        string[] plain = Results(_plain, sql, lineage);
        foreach ((string Table, string Column) changed in Columns)
        {
            bool[] free = [.. lineage.Columns.Select(column => !column.Sources.Any(source => source.Table == changed.Table && source.Column == changed.Column))];
            string[] other = Results(_changed[changed], sql, lineage);
            for (int i = 0; i < free.Length; i++)
            {
                Assert.True(!free[i] || plain[i] == other[i], $"{sql}\n{lineage.Columns[i].Name} depends on {changed.Table}.{changed.Column}");
                _independent += free[i] ? 1 : 0;
                _dependent += plain[i] != other[i] ? 1 : 0;
            }
        }
    }

    // The values of each column, whatever the order of the rows.
    private static string[] Results(Session session, string sql, QueryLineage lineage)
    {
        string lists = string.Join(" || ';' || ", lineage.Columns.Select(column => $"coalesce(list_sort(list({column.Name}))::VARCHAR, '')"));
        using QueryResult result = session.Run(new Query($"SELECT {lists} FROM ({sql})"));
        return Lake.Texts(result)[0].Split(';');
    }

    private Session Make((string Table, string Column)? changed)
    {
        Session session = _lake.Runtime.NewSession();
        foreach ((string table, string select) in Tables)
        {
            string rows = changed?.Table == table ? $"SELECT * REPLACE ((({changed.Value.Column} * 5 + rowid * 2) % 7)::BIGINT AS {changed.Value.Column}) FROM (SELECT *, row_number() OVER () AS rowid FROM ({select}))" : select;
            session.Register(table, new DatasetLocation(_lake.WriteParquet($"{table}-{changed?.Table}-{changed?.Column}.parquet", rows.Replace("SELECT * REPLACE", "SELECT * EXCLUDE (rowid) REPLACE", StringComparison.Ordinal)), DatasetFormat.Parquet));
        }
        return session;
    }
}
