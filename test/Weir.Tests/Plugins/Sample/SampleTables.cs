using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Sample;

/// <summary>Numbers from start to stop, both included.</summary>
internal sealed class SampleSeries() : PluginTableFunction(
    "sample_series",
    [new("start", ArrowType.Int64), new("stop", ArrowType.Int64), new("step", ArrowType.Int64) { DefaultJson = "1" }])
{
    public override PluginTable Bind(PluginBinding binding)
    {
        long At(int index) => binding.Constants!.Column(index).Values<long>()[0];
        return At(2) == 0 ? throw new ArgumentException("step is 0") : new SampleSeriesTable(At(0), At(1), At(2));
    }
}

internal sealed class SampleSeriesTable(long start, long stop, long step) : PluginTable
{
    private const int BatchRows = 1_000;

    public override Schema Schema { get; } = new(new Field("value", ArrowType.Int64, Nullable: false));

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        Schema schema = SampleProjection.Of(Schema, request.Projection);
        return RecordBatchReader.From(schema, Batches(schema, request.LimitRows ?? long.MaxValue, cancellationToken));
    }

    private IEnumerable<RecordBatch> Batches(Schema schema, long limit, CancellationToken cancellationToken)
    {
        foreach (Int128[] numbers in Numbers().Take((int)Math.Min(int.MaxValue, limit)).Chunk(BatchRows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (schema.Fields.Count == 0)
            {
                yield return new RecordBatch(schema, numbers.Length, []);
                continue;
            }
            using RecordBatchWriter writer = new(schema);
            foreach (Int128 number in numbers)
                writer.Column<FixedWriter<long>>(0).Append((long)number);
            yield return writer.Finish();
        }
    }

    private IEnumerable<Int128> Numbers()
    {
        for (Int128 number = start; step > 0 ? number <= stop : number >= stop; number += step)
            yield return number;
    }
}

/// <summary>Opens tables of generated rows.</summary>
internal sealed class SampleRows : PluginTableProvider
{
    public SampleRows() : base("sample_rows") => OptionsSchemaJson = """
        {"type":"object","properties":{"rows":{"type":"integer","minimum":0},"partitions":{"type":"integer","minimum":1,"default":1}},
        "required":["rows"],"additionalProperties":false}
        """;

    public override PluginTable Open(string optionsJson)
    {
        using JsonDocument options = JsonDocument.Parse(optionsJson);
        JsonElement root = options.RootElement;
        return new SampleRowsTable(
            root.GetProperty("rows").GetInt64(), root.TryGetProperty("partitions", out JsonElement parts) ? parts.GetInt32() : 1);
    }
}

/// <summary>id, name ("row id") and score (id / 2, NULL for each tenth): comparisons on id are exact, equality on name is not.</summary>
internal sealed class SampleRowsTable(long rows, int partitions) : PluginTable
{
    private const int BatchRows = 1_000;

    public override Schema Schema { get; } = new(
        new Field("id", ArrowType.Int64, Nullable: false), new Field("name", ArrowType.Utf8), new Field("score", ArrowType.Double));

    public override PluginRowCount? RowCount => new(rows, IsExact: true);

    public override string SnapshotId => $"sample-{rows}";

    public override int PartitionCount => partitions;

    public override IReadOnlyList<FilterSupport> Support(IReadOnlyList<PluginFilter> filters) => [.. filters.Select(Support)];

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        Schema schema = SampleProjection.Of(Schema, request.Projection);
        return RecordBatchReader.From(schema, Batches(schema, request, cancellationToken));
    }

    private static FilterSupport Support(PluginFilter filter) => (filter.Column, filter.Operator) switch
    {
        (0, >= FilterOperator.Equal and <= FilterOperator.GreaterOrEqual) => FilterSupport.Exact,
        (1, FilterOperator.Equal) => FilterSupport.Inexact,
        _ => FilterSupport.Unsupported,
    };

    private IEnumerable<RecordBatch> Batches(Schema schema, PluginScanRequest request, CancellationToken cancellationToken)
    {
        long first = rows * request.Partition / partitions;
        long last = rows * (request.Partition + 1) / partitions;
        IEnumerable<long> ids = Ids(first, last).Where(id => (request.Filters ?? []).All(filter => Fits(filter, id)));
        foreach (long[] chunk in ids.Take((int)Math.Min(int.MaxValue, request.LimitRows ?? long.MaxValue)).Chunk(BatchRows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (schema.Fields.Count == 0)
            {
                yield return new RecordBatch(schema, chunk.Length, []);
                continue;
            }
            using RecordBatchWriter writer = new(schema);
            foreach (long id in chunk)
                Write(writer, schema, id);
            yield return writer.Finish();
        }
    }

    private static IEnumerable<long> Ids(long first, long last)
    {
        for (long id = first; id < last; id++)
            yield return id;
    }

    private static bool Fits(PluginFilter filter, long id) => (filter.Column, filter.Operator) switch
    {
        (0, FilterOperator.Equal) => id == Number(filter),
        (0, FilterOperator.NotEqual) => id != Number(filter),
        (0, FilterOperator.Less) => id < Number(filter),
        (0, FilterOperator.LessOrEqual) => id <= Number(filter),
        (0, FilterOperator.Greater) => id > Number(filter),
        (0, FilterOperator.GreaterOrEqual) => id >= Number(filter),
        // Only the length is compared: that leaves out some rows that do not fit.
        (1, FilterOperator.Equal) => $"row {id}".Length == filter.Values!.Column(0).GetBytes(0).Length,
        _ => true,
    };

    private static long Number(PluginFilter filter) => filter.Values!.Column(0).Values<long>()[0];

    private static void Write(RecordBatchWriter writer, Schema schema, long id)
    {
        for (int i = 0; i < schema.Fields.Count; i++)
        {
            switch (schema.Fields[i].Name)
            {
                case "id":
                    writer.Column<FixedWriter<long>>(i).Append(id);
                    break;
                case "name":
                    writer.Column<BytesWriter>(i).Append($"row {id}");
                    break;
                default:
                    if (id % 10 == 9)
                        writer[i].AppendNull();
                    else
                        writer.Column<FixedWriter<double>>(i).Append(id * 0.5);
                    break;
            }
        }
    }
}

internal static class SampleProjection
{
    public static Schema Of(Schema schema, IReadOnlyList<int>? projection) =>
        projection is null ? schema : new Schema(projection.Select(index => schema.Fields[index]));
}

/// <summary>Makes 0 of every call <c>sample_epoch()</c>.</summary>
internal sealed class SampleNowIsEpoch() : PluginRelationPlanner("sample_now_is_epoch")
{
    public override string? Rewrite(string syntaxTreeJson)
    {
        JsonNode tree = JsonNode.Parse(syntaxTreeJson)!;
        return Replace(tree) ? tree.ToJsonString() : null;
    }

    private static bool Replace(JsonNode? node)
    {
        bool changed = false;
        switch (node)
        {
            case JsonArray items:
                foreach (JsonNode? item in items.ToArray())
                    changed |= Replace(item);
                break;
            case JsonObject members when AsText(members["class"]) == "FUNCTION" && AsText(members["function_name"]) == "sample_epoch":
                string alias = AsText(members["alias"]) ?? "";
                members.ReplaceWith(JsonNode.Parse(
                    $$$"""
                    {"class":"CONSTANT","type":"VALUE_CONSTANT","alias":{{{JsonSerializer.Serialize(alias)}}},"query_location":0,
                    "value":{"type":{"id":"BIGINT","type_info":null},"is_null":false,"value":0}}
                    """)!);
                return true;
            case JsonObject members:
                foreach (JsonNode? member in members.Select(pair => pair.Value).ToArray())
                    changed |= Replace(member);
                break;
        }
        return changed;
    }

    private static string? AsText(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
