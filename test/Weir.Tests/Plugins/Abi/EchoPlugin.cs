using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Abi;

/// <summary>A plugin whose functions take any type and give back what they were given, value by value.</summary>
internal sealed class EchoPlugin : Plugin
{
    public override PluginDescription Description { get; } =
        new("echo", "2.3.4") { BuildId = "b1", Features = ["one", "two"], ConfigurationSchemaJson = """{"type":"object"}""" };

    public override IReadOnlyList<PluginScalar> Scalars { get; } = [new EchoScalar()];

    public override IReadOnlyList<PluginWindow> Windows { get; } = [new EchoWindow()];

    public override IReadOnlyList<PluginTableProvider> TableProviders { get; } = [new EchoProvider()];

    public List<PluginContext> Taken { get; } = [];

    public int Resets { get; private set; }

    public int Disposals { get; private set; }

    protected override void OnConfigure(PluginContext context)
    {
        if (context.ConfigurationJson.Contains("bad", StringComparison.Ordinal))
            throw new ArgumentException("bad is not good enough");
        context.Log(PluginLogLevel.Information, "configured: é");
        Taken.Add(context);
    }

    protected override void OnReset() => Resets++;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Disposals++;
    }
}

internal sealed class EchoScalar : PluginScalar
{
    public EchoScalar() : base("echo", [new PluginParameter("value", null)])
    {
        SeesNulls = true;
        Aliases = ["echo_alias"];
        IsVolatile = true;
        Summary = "Gives back what it gets.";
    }

    public int LiveBindings;

    public int LiveStates;

    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", argumentTypes[0]);

    public override object Bind(PluginBinding binding) => new Counted(() => LiveBindings++, () => LiveBindings--);

    public override object NewState(object? bound) => new Counted(() => LiveStates++, () => LiveStates--);

    public override void Invoke(ref PluginScalarCall batch)
    {
        Assert.IsType<Counted>(batch.Bound);
        Assert.IsType<Counted>(batch.State);
        for (int row = 0; row < batch.RowCount; row++)
            EchoCopy.Row(batch.Argument(0), row, batch.Result, row);
    }

    private sealed class Counted : IDisposable
    {
        private readonly Action _end;

        public Counted(Action begin, Action end)
        {
            _end = end;
            begin();
        }

        public void Dispose() => _end();
    }
}

internal sealed class EchoWindow() : PluginWindow("echo_window", [new PluginParameter("value", null)])
{
    public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", argumentTypes[0]);

    public override void Evaluate(ref PluginWindowCall partition)
    {
        for (int row = 0; row < partition.RowCount; row++)
            EchoCopy.Row(partition.Argument(0), row, partition.Result, row);
    }
}

/// <summary>A table with a column of every type, 3,000 rows in batches of 1,000; the options are the seed.</summary>
internal sealed class EchoProvider() : PluginTableProvider("echo_rows")
{
    public override PluginTable Open(string optionsJson) => new EchoTable(int.Parse(optionsJson, System.Globalization.CultureInfo.InvariantCulture));
}

internal sealed class EchoTable(int seed) : PluginTable
{
    public static int Live;

    private readonly int _counted = Interlocked.Increment(ref Live);

    public override Schema Schema { get; } = new(
        [.. TypedValues.Plain.Concat(TypedValues.Nested).Select((type, i) => new Field($"c{i}", type))], new Dictionary<string, string> { ["made"] = "here" });

    public override PluginRowCount? RowCount => new(3000, IsExact: false);

    public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
    {
        Assert.True(_counted > 0);
        Schema schema = request.Projection is null ? Schema : new Schema(request.Projection.Select(i => Schema.Fields[i]));
        return RecordBatchReader.From(schema, Batches(schema));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Interlocked.Decrement(ref Live);
    }

    private IEnumerable<RecordBatch> Batches(Schema schema)
    {
        Random random = new(seed);
        for (int i = 0; i < 3; i++)
        {
            using RecordBatchWriter writer = new(schema);
            for (int row = 0; row < 1000; row++)
                for (int column = 0; column < schema.Fields.Count; column++)
                    Append(writer[column], random);
            yield return writer.Finish();
        }
    }

    private static void Append(ColumnWriter writer, Random random)
    {
        if (random.Next(4) == 0 || writer is not (FixedWriter<long> or BytesWriter))
            writer.AppendNull();
        else if (writer is FixedWriter<long> numbers)
            numbers.Append(random.NextInt64());
        else
            ((BytesWriter)writer).Append("x".PadLeft(random.Next(1, 40)));
    }
}

internal static class EchoCopy
{
    public static void Row(ColumnView from, int row, ColumnResult to, int at)
    {
        Assert.Equal(from.Type, to.Type);
        if (from.IsNull(row))
        {
            to.SetNull(at);
            return;
        }
        switch (from.Type)
        {
            case StructType fields:
                for (int i = 0; i < fields.Fields.Count; i++)
                    Row(from.Field(i), row, to.Field(i), at);
                break;
            case ListType or MapType:
                (int start, int length) = from.ListRange(row);
                ColumnResult elements = to.AppendList(at, length, out int first);
                for (int i = 0; i < length; i++)
                    Row(from.Elements(), start + i, elements, first + i);
                break;
            case DecimalType:
                to.SetDecimal(at, from.GetDecimal(row));
                break;
            case { IsBytes: true }:
                to.SetBytes(at, from.GetBytes(row));
                break;
            default:
                Plain(from, from.IsConstant ? 0 : row, to, at);
                break;
        }
    }

    private static void Plain(ColumnView from, int row, ColumnResult to, int at)
    {
        switch (from.Type.Id)
        {
            case ArrowTypeId.Boolean: to.SetBoolean(at, from.GetBoolean(row)); break;
            case ArrowTypeId.IntervalMonthDayNano: to.SetInterval(at, from.GetInterval(row)); break;
            case ArrowTypeId.Int8 or ArrowTypeId.UInt8: to.Values<byte>()[at] = from.Values<byte>()[row]; break;
            case ArrowTypeId.Int16 or ArrowTypeId.UInt16: to.Values<short>()[at] = from.Values<short>()[row]; break;
            case ArrowTypeId.Int32 or ArrowTypeId.UInt32 or ArrowTypeId.Float or ArrowTypeId.Date32: to.Values<int>()[at] = from.Values<int>()[row]; break;
            default: to.Values<long>()[at] = from.Values<long>()[row]; break;
        }
    }
}
