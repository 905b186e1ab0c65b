using System.Globalization;
using Weir.Arrow;
using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Plugins;

namespace Weir.Tests.Engine.Syntax;

/// <summary>
/// A provider that leaves out what it was asked to leave out changes no answer. The provider is stood in for by
/// a view that applies exactly the filters that were bound, and each generated query is run with and without it.
/// </summary>
[Trait("Requirement", "R089")]
public sealed class ProviderScansTests : IDisposable
{
    private readonly EngineFixture _engine = new();
    private readonly Schema _schema;

    public ProviderScansTests()
    {
        _engine.Connection.Execute(
            """
            SELECT setseed(0.42);
            CREATE TABLE prov AS SELECT i AS id, CASE WHEN i % 10 <> 9 THEN i * 0.5::DOUBLE END AS score,
                CASE WHEN i % 7 <> 3 THEN 'row ' || i % 50 END AS name, DATE '2020-01-01' + (i % 40)::INT AS day,
                (i % 30 * 1.25)::DECIMAL(9,2) AS price, i % 3 = 0 AS flag, (i % 100)::TINYINT AS tiny,
                TIMESTAMP '2020-01-01 12:00:00' + INTERVAL (i % 40) HOUR AS moment FROM range(600) r(i);
            CREATE TABLE other AS SELECT (random() * 700)::BIGINT AS id, 'row ' || (random() * 60)::INT AS label FROM range(200);
            """);
        using RecordBatchReader reader = _engine.Connection.Query("SELECT * FROM prov LIMIT 0");
        _schema = reader.Schema;
    }

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pushed_and_unpushed_queries_give_the_same_rows(int seed)
    {
        Random random = new(seed);
        int pushed = 0;
        for (int i = 0; i < 150; i++)
        {
            string sql = Query(random);
            pushed += Check(sql, null);
        }
        Assert.True(pushed > 100, $"only {pushed} filters were pushed");
    }

    [Theory]
    [InlineData("id < 3.5", 0)]
    [InlineData("id < 3.0", 1)]
    [InlineData("id = '7'", 1)]
    [InlineData("id = 9007199254740993::DOUBLE", 0)]
    [InlineData("id IN (1, 2, NULL)", 1)]
    [InlineData("id = NULL", 0)]
    [InlineData("score > 1", 1)]
    [InlineData("price = 1.25", 1)]
    [InlineData("price < 1.255", 0)]
    [InlineData("name = 5", 0)]
    [InlineData("name LIKE 'row 1%'", 1)]
    [InlineData("name LIKE 'row%1'", 1)]
    [InlineData("name LIKE '%1'", 0)]
    [InlineData("name LIKE 'row 11'", 1)]
    [InlineData("day > DATE '2020-01-05'", 1)]
    [InlineData("day > '2020-01-05'", 1)]
    [InlineData("day > TIMESTAMP '2020-01-05 00:00:01'", 0)]
    [InlineData("moment < DATE '2020-01-02'", 1)]
    [InlineData("flag = true", 1)]
    [InlineData("tiny = 300", 0)]
    [InlineData("tiny BETWEEN 3 AND 5", 2)]
    [InlineData("prov.id >= 590 AND nothing_of_it IS NULL", 1)]
    [InlineData("id <> 4 AND (id = 1 OR id = 2)", 1)]
    public void A_filter_is_made_where_the_value_means_the_same_in_the_columns_type(string condition, int filters)
    {
        string from = condition.Contains("nothing_of_it", StringComparison.Ordinal) ? "prov, (SELECT NULL AS nothing_of_it)" : "prov";
        if (condition == "name = 5")
            Assert.Empty(Scans($"SELECT id FROM {from} WHERE {condition}", null, out _).SelectMany(scan => scan.Bound.Filters));
        else
            Assert.Equal(filters, Check($"SELECT id FROM {from} WHERE {condition}", null));
    }

    [Fact]
    public void Parameters_are_values_like_others()
    {
        Assert.Equal(3, Check("SELECT id, $3::INT FROM prov WHERE id > $2 AND day = $1 AND name IN ($4, 'row 3')",
            new QueryArguments(new DateOnly(2020, 1, 3), 100L, 1, "row 2")));
        Assert.Equal(1, Check("SELECT id FROM prov WHERE id > $low", new QueryArguments([KeyValuePair.Create("low", (object?)17)])));
        Assert.Equal(0, Check("SELECT id FROM prov WHERE id > $low", new QueryArguments([KeyValuePair.Create("low", (object?)null)])));
    }

    [Fact]
    public void A_limit_holds_only_with_all_filters()
    {
        Assert.Equal(8, Assert.Single(Scans("SELECT id FROM prov WHERE id > 3 LIMIT 5 OFFSET 3", null, out _)).Bound.LimitRows);
        Assert.Null(Assert.Single(Scans("SELECT id FROM prov WHERE id > 3.5 AND id < 9 LIMIT 5", null, out _)).Bound.LimitRows);
    }

    private static string Query(Random random)
    {
        string where = string.Join(random.Next(8) == 0 ? " OR " : " AND ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Condition(random, "p")));
        return random.Next(9) switch
        {
            0 => $"SELECT * FROM prov p WHERE {where.Replace("p.", "", StringComparison.Ordinal)}",
            1 => $"SELECT p.id, q.id FROM prov p LEFT JOIN prov q ON p.id = q.id + 1 AND {Condition(random, "q")} AND {Condition(random, "p")} WHERE {where}",
            2 => $"SELECT p.id, q.id FROM prov q RIGHT JOIN prov p ON p.id = q.id + 1 AND {Condition(random, "q")} WHERE {where}",
            3 => $"SELECT p.id, o.label FROM prov p JOIN other o ON p.id = o.id AND {Condition(random, "p")} WHERE {where}",
            4 => $"SELECT p.id, q.id FROM prov p FULL JOIN prov q ON p.id = q.id * 2 AND {Condition(random, "q")} WHERE {where}",
            5 => $"SELECT p.id FROM prov p WHERE {where} AND EXISTS (SELECT 1 FROM prov q WHERE q.id = p.id + 1 AND {Condition(random, "q")})",
            6 => $"SELECT p.id FROM prov p {(random.Next(2) == 0 ? "SEMI" : "ANTI")} JOIN prov q ON p.id = q.id + 1 AND {Condition(random, "q")} WHERE {where}",
            7 => $"WITH c AS (SELECT * FROM prov p WHERE {where}) SELECT c.id, d.id FROM c LEFT JOIN c d ON c.id = d.id + 1",
            _ => $"SELECT p.name, count(*), (SELECT count(*) FROM prov q WHERE {Condition(random, "q")}) FROM prov p WHERE {where} GROUP BY ALL HAVING count(*) > 1",
        };
    }

    private static string Condition(Random random, string table)
    {
        string comparison = random.GetItems(["=", "<>", "<", "<=", ">", ">="], 1)[0];
        string number = random.Next(-5, 605).ToString(CultureInfo.InvariantCulture);
        return random.Next(12) switch
        {
            0 => $"{table}.id {comparison} {number}",
            1 => $"{number} {comparison} {table}.id",
            2 => $"{table}.score {comparison} {number}.5",
            3 => $"{table}.id {comparison} {number}.5",
            4 => $"{table}.name {comparison} 'row {random.Next(60)}'",
            5 => $"{table}.name LIKE 'row {random.Next(6)}{random.GetItems(["%", "_", "", "%1"], 1)[0]}'",
            6 => $"{table}.id IN ({number}, 3, {random.Next(600)}, NULL)",
            7 => $"{table}.day BETWEEN DATE '2020-01-03' AND '2020-01-{random.Next(10, 29)}'",
            8 => $"{table}.name IS {random.GetItems(["", "NOT "], 1)[0]}NULL",
            9 => $"{table}.price {comparison} {random.Next(40)}.{random.Next(1000)}",
            10 => $"starts_with({table}.name, 'row {random.Next(5)}')",
            _ => $"{table}.score IS {random.GetItems(["", "NOT "], 1)[0]}NULL",
        };
    }

    private int Check(string sql, QueryArguments? arguments)
    {
        List<(ProviderScan Scan, BoundScan Bound)> scans = Scans(sql, arguments, out string rewritten);
        foreach ((ProviderScan scan, BoundScan bound) in scans)
            _engine.Connection.Execute($"CREATE OR REPLACE TEMP VIEW {scan.Name} AS SELECT * FROM prov WHERE true{string.Concat(bound.Filters.Select(Text))}");
        Assert.Equal(Rows(sql, arguments), Rows(rewritten, arguments));
        int filters = scans.Sum(scan => scan.Bound.Filters.Count);
        scans.ForEach(scan => scan.Bound.Dispose());
        return filters;
    }

    private List<(ProviderScan Scan, BoundScan Bound)> Scans(string sql, QueryArguments? arguments, out string rewritten)
    {
        RewrittenStatement statement = StatementRewriter.Rewrite(
            _engine.Connection, sql, new FunctionResolver(PluginCatalog.Empty), name => name == "prov", CancellationToken.None);
        rewritten = statement.Sql;
        return [.. statement.Scans.Select(scan => (scan, ScanBinding.Bind(_engine.Connection, scan, _schema, arguments, CancellationToken.None)))];
    }

    private string Text(PluginFilter filter)
    {
        string column = _schema.Fields[filter.Column].Name;
        if (filter.Values is null)
            return $" AND {column} IS {(filter.Operator == FilterOperator.IsNull ? "" : "NOT ")}NULL";
        string[] values = [.. Enumerable.Range(0, filter.Values.RowCount).Select(row => Literal(filter.Values.Column(0), row, filter.Column))];
        return filter.Operator switch
        {
            FilterOperator.In => $" AND {column} IN ({string.Join(", ", values)})",
            FilterOperator.StartsWith => $" AND starts_with({column}, {values.Single()})",
            FilterOperator.Equal => $" AND {column} = {values.Single()}",
            FilterOperator.NotEqual => $" AND {column} <> {values.Single()}",
            FilterOperator.Less => $" AND {column} < {values.Single()}",
            FilterOperator.LessOrEqual => $" AND {column} <= {values.Single()}",
            FilterOperator.Greater => $" AND {column} > {values.Single()}",
            FilterOperator.GreaterOrEqual => $" AND {column} >= {values.Single()}",
            _ => throw new InvalidOperationException($"'{filter.Operator}' has values"),
        };
    }

    private string Literal(ArrowArray values, int row, int column)
    {
        Assert.False(values.IsNull(row));
        return _schema.Fields[column].Name switch
        {
            "id" => values.Values<long>()[row].ToString(CultureInfo.InvariantCulture),
            "score" => values.Values<double>()[row].ToString("R", CultureInfo.InvariantCulture) + "::DOUBLE",
            "name" => $"'{values.GetString(row)}'",
            "day" => $"(DATE '1970-01-01' + {values.Values<int>()[row]})",
            "price" => $"({values.Values<Int128>()[row]}::DECIMAL(18,0) / 100)::DECIMAL(9,2)",
            "flag" => values.GetBoolean(row) ? "true" : "false",
            "tiny" => values.Values<sbyte>()[row].ToString(CultureInfo.InvariantCulture),
            "moment" => $"make_timestamp({values.Values<long>()[row]})",
            string name => throw new InvalidOperationException($"no literal for '{name}'"),
        };
    }

    private List<string> Rows(string sql, QueryArguments? arguments)
    {
        List<string> rows = [];
        using RecordBatchReader reader = _engine.Connection.Query(
            $"SELECT concat_ws('|', *COLUMNS(*)) AS line FROM (SELECT coalesce(COLUMNS(*)::VARCHAR, 'NULL') FROM ({sql})) ORDER BY 1", arguments);
        while (reader.Read() is { } batch)
        {
            using (batch)
                rows.AddRange(Enumerable.Range(0, batch.RowCount).Select(batch.Column(0).GetString));
        }
        return rows;
    }
}
