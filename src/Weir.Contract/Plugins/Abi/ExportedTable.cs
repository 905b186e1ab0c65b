using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;
using Weir.Arrow.C;

namespace Weir.Plugins.Abi;

/// <summary>An opened table behind the C ABI; lives until the host frees it.</summary>
internal sealed unsafe class ExportedTable : IDisposable
{
    private readonly ExportArena _arena = new();
    private readonly PluginTable _table;

    private ExportedTable(PluginTable table) => _table = table;

    /// <summary>Takes the table over.</summary>
    public static AbiTable* Export(PluginTable table)
    {
        ExportedTable exported = new(table);
        try
        {
            return exported.Describe();
        }
        catch
        {
            exported.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            _table.Dispose();
        }
        finally
        {
            _arena.Dispose();
        }
    }

    private AbiTable* Describe()
    {
        AbiTable* target = _arena.Array<AbiTable>(1);
        PluginRowCount? rows = _table.RowCount;
        *target = new AbiTable
        {
            StructSize = (uint)sizeof(AbiTable),
            PartitionCount = (uint)_table.PartitionCount,
            Context = _arena.Handle(this),
            RowCount = rows?.Rows ?? -1,
            RowCountIsExact = rows is { IsExact: true } ? 1u : 0u,
            SnapshotId = _arena.Text(_table.SnapshotId),
            Schema = &WriteSchema,
            Support = &Support,
            Scan = &Scan,
            Free = &Free,
        };
        return target;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WriteSchema(void* context, CArrowSchema* target, AbiError* error)
    {
        try
        {
            SchemaExport.Schema(Of(context).Schema, target);
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Support(void* context, AbiFilter* filters, uint stride, uint count, int* target, AbiError* error)
    {
        try
        {
            PluginTable table = Of(context);
            using ReceivedFilters received = new(filters, stride, count, table.Schema);
            IReadOnlyList<FilterSupport> answers = table.Support(received.Filters);
            if (answers.Count != count)
                throw new InvalidOperationException($"The table gave {answers.Count} answers for {count} filters.");
            for (int i = 0; i < answers.Count; i++)
                target[i] = (int)answers[i];
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Scan(void* context, AbiScan* scan, AbiControl* control, CArrowArrayStream* target, AbiError* error)
    {
        try
        {
            PluginTable table = Of(context);
            ReceivedFilters? received = scan->Filters == null
                ? null
                : new ReceivedFilters(scan->Filters, scan->FilterStride, scan->FilterCount, table.Schema);
            ExportedScan reader = ExportedScan.Start(table, Request(scan, received), received, control);
            StreamExport.Write(reader, target, reader.CancellationToken);
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(AbiTable* table)
    {
        try
        {
            ExportArena.Of<ExportedTable>(table->Context).Dispose();
        }
        catch (Exception fault)
        {
            ExportFault.Trace("free a table", fault);
        }
    }

    private static PluginScanRequest Request(AbiScan* scan, ReceivedFilters? received) => new((int)scan->Partition)
    {
        Projection = scan->Projection == null
            ? null
            : [.. new ReadOnlySpan<int>(scan->Projection, (int)scan->ProjectionCount)],
        Filters = received?.Filters,
        LimitRows = scan->Limit < 0 ? null : scan->Limit,
    };

    private static PluginTable Of(void* context) => ExportArena.Of<ExportedTable>(context)._table;
}
