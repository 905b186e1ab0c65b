using System.Globalization;
using System.Text.Json;
using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Tests.Plugins.Sample;

/// <summary>Opens a file of comma-separated lines by the schema that its options carry as Arrow IPC. Integers and texts only.</summary>
internal sealed class LineFile : PluginTableProvider
{
    public LineFile() : base("line_file") => OptionsSchemaJson = """
        {"type":"object","properties":{"path":{"type":"string"},"schema_ipc":{}},"required":["path","schema_ipc"],"additionalProperties":false}
        """;

    public override PluginTable Open(string optionsJson)
    {
        using JsonDocument options = JsonDocument.Parse(optionsJson);
        JsonElement root = options.RootElement;
        return new Lines(root.GetProperty("path").GetString()!, SchemaIpc.Read(root.GetProperty("schema_ipc")));
    }

    private sealed class Lines(string path, Schema schema) : PluginTable
    {
        public override Schema Schema => schema;

        public override RecordBatchReader Scan(PluginScanRequest request, CancellationToken cancellationToken)
        {
            Schema wanted = SampleProjection.Of(schema, request.Projection);
            return RecordBatchReader.From(wanted, [Read(wanted)]);
        }

        private RecordBatch Read(Schema wanted)
        {
            using RecordBatchWriter writer = new(wanted);
            int[] places = [.. wanted.Fields.Select(field => schema.Fields.ToList().FindIndex(known => known.Name == field.Name))];
            foreach (string[] cells in File.ReadLines(path).Select(line => line.Split(',')))
                for (int i = 0; i < places.Length; i++)
                {
                    if (wanted.Fields[i].Type == ArrowType.Int64)
                        writer.Column<FixedWriter<long>>(i).Append(long.Parse(cells[places[i]], CultureInfo.InvariantCulture));
                    else
                        writer.Column<BytesWriter>(i).Append(cells[places[i]]);
                }
            return writer.Finish();
        }
    }
}
