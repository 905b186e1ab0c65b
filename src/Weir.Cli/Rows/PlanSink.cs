using Weir.Arrow;

namespace Weir.Cli.Rows;

/// <summary>The answer of an EXPLAIN as a text for a person, whose lines stay lines; every other result goes on.</summary>
/// <param name="rows">Takes results that are no plans; disposed with this.</param>
/// <param name="output">Where plans go.</param>
internal sealed class PlanSink(RowSink rows, TextWriter output) : RowSink
{
    private static readonly string[] PlanColumns = ["explain_key", "explain_value"];

    private bool _isPlan;

    public override void Begin(Schema schema)
    {
        _isPlan = schema.Fields.Select(field => field.Name).SequenceEqual(PlanColumns) && schema.Fields.All(field => field.Type.IsText);
        if (!_isPlan)
            rows.Begin(schema);
    }

    public override void Write(RecordBatch batch)
    {
        if (!_isPlan)
        {
            rows.Write(batch);
            return;
        }
        for (int row = 0; row < batch.RowCount; row++)
            output.WriteLine(PrintableText.Of(batch.Column(1).IsNull(row) ? "" : batch.Column(1).GetString(row), keepLineBreaks: true).TrimEnd('\n'));
        output.Flush();
    }

    public override void End()
    {
        if (!_isPlan)
            rows.End();
    }

    public override void Dispose()
    {
        rows.Dispose();
        base.Dispose();
    }
}
