using Weir.Arrow;
using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>What batches of one call need on their way out, reused from batch to batch. One thread at a time.</summary>
internal sealed unsafe class NativeBatch : IDisposable
{
    private readonly ArgumentArrays _arrays;
    private readonly SharedSchema _argumentTypes;
    private readonly SharedSchema? _resultType;

    public NativeBatch(IReadOnlyList<ArrowType> types, Field? result)
    {
        Types = types;
        _arrays = new ArgumentArrays(types);
        _argumentTypes = new SharedSchema(types);
        _resultType = result is null ? null : new SharedSchema(result);
    }

    public IReadOnlyList<ArrowType> Types { get; }

    /// <summary>Shows a batch; good until the next one.</summary>
    public AbiBatch Fill(ColumnNode* arguments, long rowCount, ulong* rows)
    {
        _arrays.Fill(arguments);
        return new AbiBatch
        {
            StructSize = (uint)sizeof(AbiBatch),
            ArgumentCount = (uint)Types.Count,
            Arguments = _arrays.Pointers,
            IsConstant = _arrays.IsConstant,
            RowCount = rowCount,
            Rows = rows,
            ArgumentTypes = _argumentTypes.Pointer,
            ResultType = _resultType is null ? null : _resultType.Pointer,
        };
    }

    public void Dispose()
    {
        _arrays.Dispose();
        _argumentTypes.Dispose();
        _resultType?.Dispose();
    }
}
