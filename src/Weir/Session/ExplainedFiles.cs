using System.Text;
using Weir.Arrow;

namespace Weir.Sessions;

/// <summary>The answer of an EXPLAIN, and behind it which files of each Delta table the query reads and why, and what it calls of plugins.</summary>
/// <param name="inner">The engine's answer.</param>
/// <param name="tables">The tables of the query.</param>
/// <param name="pluginCalls">The calls, as <c>function (plugin)</c>.</param>
internal sealed class ExplainedFiles(RecordBatchReader inner, IReadOnlyList<TableBinding> tables, IReadOnlyList<string> pluginCalls) : RecordBatchReader
{
    private const string FilesKey = "delta_files", CallsKey = "plugin_calls";

    private bool _isAdded;

    public override Schema Schema => inner.Schema;

    public override RecordBatch? Read(CancellationToken cancellationToken = default)
    {
        if (inner.Read(cancellationToken) is { } batch)
            return batch;
        bool isPair = Schema.Fields.Count == 2 && Schema.Fields.All(field => field.Type.IsText);
        if (_isAdded || !isPair || (pluginCalls.Count == 0 && !tables.Any(table => table.Files is not null)))
            return null;
        _isAdded = true;
        return Account();
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }

    private RecordBatch Account()
    {
        using RecordBatchWriter writer = new(Schema);
        foreach (TableBinding table in tables)
        {
            if (table.Files is not { } files)
                continue;
            Append(writer, FilesKey, Text(table, files));
        }
        if (pluginCalls.Count > 0)
            Append(writer, CallsKey, string.Join(", ", pluginCalls) + "\n");
        return writer.Finish();
    }

    private static void Append(RecordBatchWriter writer, string key, string value)
    {
        writer.Column<BytesWriter>(0).Append(key);
        writer.Column<BytesWriter>(1).Append(value);
    }

    private static string Text(TableBinding table, FilePruning files)
    {
        StringBuilder text = new($"{table.Name} version {table.Version}: {files.FilesTotal} files, {files.FilesCandidate} by partition values, {files.FilesRead} by statistics");
        if (files.Reason is { } reason)
            text.Append($"\n  {reason}");
        foreach (PruningCondition condition in files.Conditions)
        {
            string obstacle = condition.Obstacle is { } why ? $": {why}" : "";
            text.Append($"\n  {(condition.IsUsed ? "used" : "not used")} {condition.Sql}{obstacle}");
        }
        return text.Append('\n').ToString();
    }
}
