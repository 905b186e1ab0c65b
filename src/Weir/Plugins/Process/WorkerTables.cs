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
                    Show(plugin.TableFunctions[channel.Header->Export].Bind(binding));
                break;
            case WireOperation.TableOpen:
                Show(plugin.TableProviders[channel.Header->Export].Open(Question.Payload(channel).Text()));
                break;
            case WireOperation.TableSupport:
                Support((PluginTable)objects.Get(Subject)!);
                break;
            case WireOperation.TableScan:
                Scan((PluginTable)objects.Get(Subject)!);
                break;
            default:
                Read((WorkerScan)objects.Get(Subject)!);
                break;
        }
    }

    private void Show(PluginTable table)
    {
        using WireWriter answer = new();
        PluginRowCount? rows = table.RowCount;
        answer.Schema(table.Schema).Number(table.PartitionCount).Text(table.SnapshotId)
            .Flag(rows is not null).Number(rows?.Rows ?? 0).Flag(rows?.IsExact ?? false);
        Question.Reply(channel, answer.ToArray());
        channel.Header->Made = objects.Keep(table);
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

    private void Scan(PluginTable table)
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
        Watched(scan, () => batch = scan.Reader.Read(scan.Ending.Token));
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
