using System.Collections;
using System.Data.Common;

namespace Weir.Ado;

/// <summary>
/// The parameters of a command, in order. Names are found with or without the sign that marks them; the very name comes before
/// one that differs in case. Not thread-safe.
/// </summary>
public sealed class WeirParameterCollection : DbParameterCollection, IReadOnlyList<WeirParameter>
{
    private readonly List<WeirParameter> _items = [];

    internal WeirParameterCollection()
    {
    }

    /// <inheritdoc/>
    public override int Count => _items.Count;

    /// <inheritdoc/>
    public override object SyncRoot => ((ICollection)_items).SyncRoot;

    /// <summary>A parameter by its place.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public new WeirParameter this[int index]
    {
        get => _items[index];
        set => _items[index] = Require(value);
    }

    /// <summary>A parameter by its name.</summary>
    /// <param name="parameterName">The name, with or without its sign.</param>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public new WeirParameter this[string parameterName]
    {
        get => _items[Find(parameterName)];
        set => _items[Find(parameterName)] = Require(value);
    }

    /// <summary>Adds a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns><paramref name="parameter"/>.</returns>
    public WeirParameter Add(WeirParameter parameter)
    {
        _items.Add(Require(parameter));
        return parameter;
    }

    /// <summary>Adds a parameter.</summary>
    /// <param name="parameterName">Its name; null or empty for one that is found by its place.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The parameter.</returns>
    public WeirParameter AddWithValue(string? parameterName, object? value) => Add(new WeirParameter(parameterName, value));

    /// <inheritdoc/>
    public override int Add(object value)
    {
        _items.Add(Require(value));
        return _items.Count - 1;
    }

    /// <inheritdoc/>
    public override void AddRange(Array values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (object? value in values)
            Add(value!);
    }

    /// <inheritdoc/>
    public override void Clear() => _items.Clear();

    /// <inheritdoc/>
    public override bool Contains(object value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override bool Contains(string value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override void CopyTo(Array array, int index) => ((ICollection)_items).CopyTo(array, index);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    public override int IndexOf(object value) => value is WeirParameter parameter ? _items.IndexOf(parameter) : -1;

    /// <inheritdoc/>
    public override int IndexOf(string parameterName) => PlaceOf(WeirParameter.Bare(parameterName ?? ""));

    /// <inheritdoc/>
    public override void Insert(int index, object value) => _items.Insert(index, Require(value));

    /// <inheritdoc/>
    public override void Remove(object value)
    {
        if (!_items.Remove(Require(value)))
            throw new ArgumentException("The command has no such parameter.", nameof(value));
    }

    /// <inheritdoc/>
    public override void RemoveAt(int index) => _items.RemoveAt(index);

    /// <inheritdoc/>
    public override void RemoveAt(string parameterName) => _items.RemoveAt(Find(parameterName));

    /// <summary>The place of a name without its sign, or -1.</summary>
    internal int PlaceOf(string bareName)
    {
        if (bareName.Length == 0)
            return -1;
        int exact = _items.FindIndex(parameter => parameter.BareName == bareName);
        return exact >= 0 ? exact : _items.FindIndex(parameter => parameter.BareName.Equals(bareName, StringComparison.OrdinalIgnoreCase));
    }

    IEnumerator<WeirParameter> IEnumerable<WeirParameter>.GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    protected override DbParameter GetParameter(int index) => this[index];

    /// <inheritdoc/>
    protected override DbParameter GetParameter(string parameterName) => this[parameterName];

    /// <inheritdoc/>
    protected override void SetParameter(int index, DbParameter value) => _items[index] = Require(value);

    /// <inheritdoc/>
    protected override void SetParameter(string parameterName, DbParameter value) => _items[Find(parameterName)] = Require(value);

    private int Find(string parameterName) => IndexOf(parameterName) is >= 0 and int place
        ? place
        : throw NoSuchPlace.Of($"The command has no parameter '{parameterName}'; it has: {string.Join(", ", _items)}.");

    private static WeirParameter Require(object? value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value as WeirParameter ?? throw new InvalidCastException($"A parameter of a Weir command is a {nameof(WeirParameter)}, not a {value.GetType()}.");
    }
}
