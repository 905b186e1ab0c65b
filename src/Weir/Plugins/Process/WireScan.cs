namespace Weir.Plugins.Process;

/// <summary>A <see cref="PluginScanRequest"/> and its filters on their way. What is read holds batches that the reader disposes.</summary>
internal static class WireScan
{
    public static void Write(WireWriter writer, PluginScanRequest request)
    {
        writer.Number(request.Partition).Flag(request.Projection is not null);
        if (request.Projection is not null)
            writer.Items(request.Projection, column => writer.Number(column));
        writer.Flag(request.Filters is not null);
        if (request.Filters is not null)
            WriteFilters(writer, request.Filters);
        writer.Flag(request.LimitRows is not null).Number(request.LimitRows ?? 0);
    }

    public static PluginScanRequest Read(WireReader reader)
    {
        PluginScanRequest request = new((int)reader.Number())
        {
            Projection = reader.Flag() ? reader.Items(() => (int)reader.Number()) : null,
            Filters = reader.Flag() ? ReadFilters(reader) : null,
        };
        bool isLimited = reader.Flag();
        long limit = reader.Number();
        return isLimited ? request with { LimitRows = limit } : request;
    }

    public static void WriteFilters(WireWriter writer, IReadOnlyList<PluginFilter> filters) =>
        writer.Items(filters, filter => writer.Number(filter.Column).Number((int)filter.Operator).Batch(filter.Values));

    public static PluginFilter[] ReadFilters(WireReader reader) =>
        reader.Items(() => new PluginFilter((int)reader.Number(), (FilterOperator)reader.Number(), reader.Batch()));
}
