using Weir.Arrow;

namespace Weir.Plugins.Verify;

/// <summary>The arguments of one trial in native memory.</summary>
internal sealed unsafe class TrialArguments : IDisposable
{
    private readonly SampleColumns _columns;
    private readonly RecordBatch? _defaults;

    public TrialArguments(PluginFunction function, SampleSignature signature, SampleNumbers numbers, TrialShape shape)
    {
        Types = signature.Types;
        IsConstant = [.. Enumerable.Range(0, Count).Select(i => signature.MustBeConstant[i] || i == shape.Constant
            || (shape.Optional == OptionalArguments.LeftOut && IsOptional(function, i)))];
        Constants = SampleConstants.Of(function, signature, IsConstant, numbers);
        _columns = new SampleColumns(numbers, shape.IsArrow, shape.HasNulls);
        Nodes = _columns.Nodes(Count);
        RowCount = shape.Rows.Count;
        bool[] isDefault = [.. Enumerable.Range(0, Count).Select(i =>
            shape.Optional == OptionalArguments.Given && !IsConstant[i] && IsOptional(function, i))];
        if (isDefault.Contains(true))
            _defaults = SampleConstants.Of(function, signature, isDefault, numbers, RowCount);
        long[] same = [.. Enumerable.Repeat(0L, RowCount)];
        for (int i = 0; i < Count; i++)
        {
            if (isDefault[i])
                ConstantNode.FillColumn(Nodes + i, _defaults!.Column(i), _columns.Words(RowCount));
            else if (IsConstant[i])
                ConstantNode.Fill(Nodes + i, Constants.Column(i), _columns.Words(1));
            else
                _columns.Fill(Nodes + i, i, signature.Types[i], i == shape.Repeated ? same : shape.Rows, isNullable: i != shape.Repeated);
        }
        Wanted = WordsOfValidRows();
    }

    public IReadOnlyList<ArrowType> Types { get; }

    private int Count => Types.Count;

    public int RowCount { get; }

    public ColumnNode* Nodes { get; }

    public RecordBatch Constants { get; }

    public IReadOnlyList<bool> IsConstant { get; }

    /// <summary>One bit a row without a NULL argument; null when that is every row.</summary>
    public ulong* Wanted { get; }

    public bool IsWanted(int row) => Wanted == null || (Wanted[row >> 6] & (1UL << (row & 63))) != 0;

    public void Dispose()
    {
        _columns.Dispose();
        Constants.Dispose();
        _defaults?.Dispose();
    }

    private static bool IsOptional(PluginFunction function, int argument) =>
        argument < function.Parameters.Count && function.Parameters[argument].DefaultJson is not null;

    private ulong* WordsOfValidRows()
    {
        bool any = false;
        ulong* words = _columns.Words(RowCount);
        new Span<ulong>(words, (RowCount + 63) / 64).Fill(ulong.MaxValue);
        for (int i = 0; i < Count; i++)
        {
            ColumnNode node = Nodes[i];
            if (node.Validity == null)
                continue;
            any = true;
            for (int word = 0; word < (RowCount + 63) / 64; word++)
                words[word] &= node.IsConstant ? 0 : node.Validity[word];
        }
        return any ? words : null;
    }
}
