using System.Data.Common;

namespace Weir.Ado;

/// <summary>The commands of a batch, in order. Not thread-safe.</summary>
public sealed class WeirBatchCommandCollection : DbBatchCommandCollection
{
    private readonly List<WeirBatchCommand> _items = [];

    internal WeirBatchCommandCollection()
    {
    }

    /// <inheritdoc/>
    public override int Count => _items.Count;

    /// <inheritdoc/>
    public override bool IsReadOnly => false;

    /// <summary>A command by its place.</summary>
    /// <param name="index">From 0.</param>
    public new WeirBatchCommand this[int index]
    {
        get => _items[index];
        set => _items[index] = Require(value);
    }

    /// <inheritdoc/>
    public override void Add(DbBatchCommand item) => _items.Add(Require(item));

    /// <inheritdoc/>
    public override void Clear() => _items.Clear();

    /// <inheritdoc/>
    public override bool Contains(DbBatchCommand item) => IndexOf(item) >= 0;

    /// <inheritdoc/>
    public override void CopyTo(DbBatchCommand[] array, int arrayIndex)
    {
        ArgumentNullException.ThrowIfNull(array);
        for (int i = 0; i < _items.Count; i++)
            array[arrayIndex + i] = _items[i];
    }

    /// <inheritdoc/>
    public override IEnumerator<DbBatchCommand> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    public override int IndexOf(DbBatchCommand item) => item is WeirBatchCommand command ? _items.IndexOf(command) : -1;

    /// <inheritdoc/>
    public override void Insert(int index, DbBatchCommand item) => _items.Insert(index, Require(item));

    /// <inheritdoc/>
    public override bool Remove(DbBatchCommand item) => _items.Remove(Require(item));

    /// <inheritdoc/>
    public override void RemoveAt(int index) => _items.RemoveAt(index);

    /// <inheritdoc/>
    protected override DbBatchCommand GetBatchCommand(int index) => _items[index];

    /// <inheritdoc/>
    protected override void SetBatchCommand(int index, DbBatchCommand batchCommand) => _items[index] = Require(batchCommand);

    private static WeirBatchCommand Require(DbBatchCommand? item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item as WeirBatchCommand ?? throw new InvalidCastException($"A command of a Weir batch is a {nameof(WeirBatchCommand)}, not a {item.GetType()}.");
    }
}
