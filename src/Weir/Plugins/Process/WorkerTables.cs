using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>One call of a table or of what opens tables, in a worker.</summary>
internal sealed unsafe class WorkerTables(SharedChannel channel, Plugin plugin, WorkerObjects objects, WorkerCancellation cancellation)
{
    private long Subject => channel.Header->Subject;

    public void Run(WireOperation operation)
    {
        switch (operation)
        {
            case WireOperation.TableBind:
                PluginBinding binding = WireBinding.Read(Question.Payload(channel));
                using (binding.Constants)
                    Show(WorkerTable.Bind(plugin, plugin.TableFunctions[channel.Header->Export], binding));
                break;
            case WireOperation.TableOpen:
                Show(WorkerTable.Open(plugin, plugin.TableProviders[channel.Header->Export], Question.Payload(channel).Text()));
                break;
            case WireOperation.TableSupport:
                Support(((WorkerTable)objects.Get(Subject)!).Table);
                break;
            case WireOperation.TableScan:
                Scan((WorkerTable)objects.Get(Subject)!);
                break;
            default:
                Read((WorkerScan)objects.Get(Subject)!);
                break;
        }
    }

    private void Show(WorkerTable opened)
    {
        try
        {
            PluginTable table = opened.Table;
            PluginRowCount? rows = table.RowCount;
            using WireWriter answer = new();
            answer.Schema(table.Schema ?? throw opened.Wrong("a table without schema")).Number(table.PartitionCount).Text(table.SnapshotId)
                .Flag(rows is not null).Number(rows?.Rows ?? 0).Flag(rows?.IsExact ?? false);
            Question.Reply(channel, answer.ToArray());
            channel.Header->Made = objects.Keep(opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private void Support(PluginTable table)
    {
        PluginFilter[] filters = WireScan.ReadFilters(Question.Payload(channel));
        try
        {
            using WireWriter answer = new();
            answer.Items(table.Support(filters), support => answer.Number((int)support));
            Question.Reply(channel, answer.ToArray());
        }
        finally
        {
            foreach (PluginFilter filter in filters)
                filter.Values?.Dispose();
        }
    }

    private void Scan(WorkerTable table)
    {
        WorkerScan scan = new(table, WireScan.Read(Question.Payload(channel)));
        try
        {
            Watched(scan, scan.Begin);
            using WireWriter answer = new();
            Question.Reply(channel, answer.Schema(scan.Reader.Schema).ToArray());
            channel.Header->Made = objects.Keep(scan);
        }
        catch
        {
            scan.Dispose();
            throw;
        }
    }

    // No answer is the end of the scan.
    private void Read(WorkerScan scan)
    {
        RecordBatch? batch = null;
        Watched(scan, () => batch = scan.Next());
        if (batch is null)
            return;
        using (batch)
        {
            ChannelStream stream = new(channel);
            using ArrowIpcWriter writer = new(stream, batch.Schema);
            writer.Write(batch);
            writer.Finish();
            channel.Header->Answer = stream.Start;
            channel.Header->AnswerBytes = stream.Length;
        }
    }

    private void Watched(WorkerScan scan, Action work)
    {
        cancellation.Begin(channel, scan.Ending);
        try
        {
            work();
        }
        finally
        {
            cancellation.End(channel);
        }
    }
}
