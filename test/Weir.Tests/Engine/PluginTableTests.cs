using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Engine;

public sealed class PluginTableTests : IDisposable
{
    private readonly EngineFixture _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory, Trait("Requirement", "R154"), Trait("Requirement", "R098")]
    [InlineData(0, 1, 100)]
    [InlineData(1, 1, 100)]
    [InlineData(2048, 1, 2048)]
    [InlineData(2049, 2, 3000)]
    [InlineData(100_000, 4, 5000)]
    [InlineData(10_000, 3, 7)]
    public void A_table_is_read_again_and_again_whatever_the_size_of_its_batches(long rows, int partitions, int batchRows)
    {
        RowsTable table = new(rows, partitions, batchRows);
        using (_engine.Connection.RegisterTable("things", table))
        {
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(rows, _engine.Scalar("SELECT count(*) FROM things"));
                Assert.Equal(rows * (rows - 1) / 2, _engine.Scalar("SELECT coalesce(sum(id), 0)::BIGINT FROM things"));
                Assert.Equal(0, _engine.Scalar(
                    "SELECT count(*) FROM things WHERE parts <> [id::INT] OR label IS DISTINCT FROM CASE WHEN id % 10 = 9 THEN NULL ELSE 'the row of the number ' || id END"));
            }
            Assert.Equal(rows, _engine.Scalar("SELECT count(*) FROM things AS a JOIN things AS b USING (id)"));
        }
        Assert.Equal(1, table.Disposed);
        Assert.Equal(0, table.Open);
        Assert.Equal("WEIR4005", _engine.Fails("FROM things").Code);
    }

    [Fact, Trait("Requirement", "R131")]
    public void An_absent_an_empty_and_a_filled_projection_are_three_things()
    {
        RowsTable table = new(1000);
        using IDisposable registration = _engine.Connection.RegisterTable("things", table);
        Assert.Equal(1000, _engine.Scalar("SELECT count(*) FROM things"));
        Assert.Equal(1000, _engine.Drain("SELECT * FROM things"));
        Assert.Equal(1000, _engine.Drain("SELECT parts, id FROM things"));
        Assert.Equal(1000, _engine.Drain("SELECT label FROM things"));
        Assert.Equal([[], null, [0, 2], [1]], table.Requests.Select(request => request.Projection?.Order().ToArray()).ToArray());
    }

    [Fact]
    public void Filters_and_limit_reach_every_scan_in_their_three_states()
    {
        RowsTable table = new(10);
        PluginFilter[] filters = [new(0, FilterOperator.IsNotNull, null)];
        using (_engine.Connection.RegisterTable("things", table, filters, 5))
            _engine.Drain("FROM things");
        using (_engine.Connection.RegisterTable("others", new RowsTable(10), [], 0))
            _engine.Drain("FROM others");
        Assert.Same(filters, table.Requests[0].Filters);
        Assert.Equal(5, table.Requests[0].LimitRows);
    }

    [Fact]
    public void The_exact_row_count_is_what_the_engine_plans_with()
    {
        using IDisposable registration = _engine.Connection.RegisterTable("things", new RowsTable(123_456));
        Assert.Contains("123,456", string.Join('\n', Explain("EXPLAIN SELECT id FROM things")).Replace("~", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Partitions_are_read_by_several_threads()
    {
        using Barrier both = new(2);
        RowsTable table = new(10_000, partitions: 2, batchRows: 100)
        {
            Spoil = batch =>
            {
                both.SignalAndWait(TimeSpan.FromSeconds(5));
                return batch;
            },
        };
        using IDisposable registration = _engine.Connection.RegisterTable("things", table);
        Assert.Equal(10_000, _engine.Scalar("SELECT count(*) FROM things"));
    }

    [Fact, Trait("Requirement", "R131"), Trait("Requirement", "R129")]
    public void A_table_that_fails_or_lies_is_an_error_with_its_name_and_leaves_nothing_open()
    {
        (RowsTable Table, string Code, string Words)[] cases =
        [
            (new RowsTable(10_000, batchRows: 100) { FailsAt = 7777 }, "WEIR3203", "reading the table 'things' failed: the disk is gone"),
            (new RowsTable(100) { Spoil = batch => Replace(batch, new Schema(new Field("id", ArrowType.Int64))) }, "WEIR3205", "were asked for"),
            (new RowsTable(100) { Spoil = batch => Replace(batch, new Schema(batch.Schema.Fields.Reverse())) }, "WEIR3205", "were asked for"),
        ];
        foreach ((RowsTable table, string code, string words) in cases)
        {
            using (_engine.Connection.RegisterTable("things", table))
            {
                WeirException failure = _engine.Fails("FROM things");
                Assert.Equal(code, failure.Code);
                Assert.Contains(words, failure.Message, StringComparison.Ordinal);
            }
            Assert.Equal((0, 1), (table.Open, table.Disposed));
        }
        Assert.Equal(1, _engine.Scalar("SELECT 1::BIGINT"));
    }

    [Fact, Trait("Requirement", "R154")]
    public void An_endless_table_gives_its_first_rows_and_can_be_cancelled()
    {
        RowsTable table = new(1, batchRows: 10) { IsEndless = true };
        using (_engine.Connection.RegisterTable("things", table))
        {
            Assert.Equal(25, _engine.Drain("SELECT id FROM things LIMIT 25"));
            using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(200));
            Assert.ThrowsAny<OperationCanceledException>(() =>
            {
                using RecordBatchReader reader = _engine.Connection.Query("SELECT max(id) FROM things", cancellationToken: stop.Token);
                EngineFixture.Drain(reader, stop.Token);
            });
        }
        Assert.Equal((0, 1), (table.Open, table.Disposed));
    }

    [Fact, Trait("Requirement", "R049")]
    public void A_table_function_gets_its_arguments_as_constants_of_the_types_of_its_parameters()
    {
        List<RowsTable> opened = [];
        PluginParameter[] parameters =
        [
            new("rows", ArrowType.Int64), new("partitions", ArrowType.Int32), new("label", ArrowType.Utf8),
        ];
        Register(new InlineTable("rows_of", parameters, binding =>
        {
            Assert.Equal([true, true, true], binding.IsConstant);
            RecordBatch constants = binding.Constants!;
            if (!constants.Column(2).IsNull(0) && constants.Column(2).GetString(0) == "refuse me")
                throw new InvalidOperationException("that label is not known");
            opened.Add(new RowsTable(constants.Column(0).Values<long>()[0], constants.Column(1).Values<int>()[0]));
            return opened[^1];
        }));
        Assert.Equal(9000, _engine.Scalar("SELECT count(*) FROM rows_of(9000, 2, 'x')"));
        Assert.Equal(2, opened[^1].PartitionCount);
        Assert.Equal(9000, _engine.Scalar("SELECT count(*) FROM rows_of(9000, 3, NULL)"));
        Assert.Equal(3, opened[^1].PartitionCount);
        Assert.Equal(36, _engine.Scalar("SELECT sum(id)::BIGINT FROM rows_of(9, 2 + 2, upper('x'))"));
        Assert.Equal(4, opened[^1].PartitionCount);
        Assert.Equal(6, _engine.Scalar("SELECT sum(id)::BIGINT FROM rows_of(2 + 2, 1, 'y')"));
        WeirException refused = _engine.Fails("FROM rows_of(9, 1, 'refuse me')");
        Assert.Equal("WEIR3203", refused.Code);
        Assert.Equal("the function 'rows_of' of the plugin 'inline' failed: that label is not known", refused.Message);
        Assert.All(opened, table => Assert.Equal((0, 1), (table.Open, table.Disposed)));
    }

    private static RecordBatch Replace(RecordBatch batch, Schema schema)
    {
        batch.Dispose();
        using RecordBatchWriter writer = new(schema);
        return writer.Finish();
    }

    private string[] Explain(string sql)
    {
        using RecordBatchReader reader = _engine.Connection.Query(sql);
        using RecordBatch batch = Assert.IsType<RecordBatch>(reader.Read());
        return [batch.Column(1).GetString(0)];
    }

    private void Register(PluginTableFunction function) => _engine.Database.Register(new InlinePlugin("inline").With(function));

    private sealed class InlineTable(string name, PluginParameter[] parameters, Func<PluginBinding, PluginTable> bind) : PluginTableFunction(name, parameters)
    {
        public override PluginTable Bind(PluginBinding binding) => bind(binding);
    }
}
