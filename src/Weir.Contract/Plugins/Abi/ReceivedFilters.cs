using Weir.Arrow;

namespace Weir.Plugins.Abi;

/// <summary>The filters that a host passed, with values of the table's types copied out of the host's memory.</summary>
internal sealed unsafe class ReceivedFilters : IDisposable
{
    private readonly List<PluginFilter> _filters = [];

    public ReceivedFilters(AbiFilter* filters, uint stride, uint count, Schema schema)
    {
        for (uint i = 0; i < count; i++)
        {
            AbiFilter* filter = (AbiFilter*)((byte*)filters + ((nint)i * (nint)stride));
            if (filter->Column >= schema.Fields.Count || !Enum.IsDefined((FilterOperator)filter->Operator))
                throw new ArgumentException($"Filter {i} names column {filter->Column} and operator {filter->Operator}, which the table does not know.", nameof(filters));
            _filters.Add(new PluginFilter((int)filter->Column, (FilterOperator)filter->Operator, Values(filter->Values, schema.Fields[(int)filter->Column])));
        }
    }

    public IReadOnlyList<PluginFilter> Filters => _filters;

    public void Dispose()
    {
        foreach (PluginFilter filter in _filters)
            filter.Values?.Dispose();
    }

    // A scan outlives the call that brought its filters.
    private static RecordBatch? Values(CArrowArray* values, Field field)
    {
        if (values == null)
            return null;
        Schema schema = new(field with { Name = "value" });
        CArrowArray* child = values;
        CArrowArray root = default;
        void* noValidity = null;
        root.Length = values->Length;
        root.BufferCount = 1;
        root.Buffers = &noValidity;
        root.ChildCount = 1;
        root.Children = &child;
        using RecordBatch borrowed = BorrowedBatch.Read(&root, schema);
        using RecordBatch nothing = borrowed.Slice(0, 0);
        return RecordBatch.Concat([borrowed, nothing]);
    }
}
