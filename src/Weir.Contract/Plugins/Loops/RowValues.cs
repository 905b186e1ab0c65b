using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Plugins.Loops;

/// <summary>The fixed-width values of one argument, as generated loops read them.</summary>
/// <typeparam name="T">As for <see cref="ColumnView.Values{T}"/>.</typeparam>
public interface IRowValues<out T>
{
    /// <summary>The value of a row; undefined for a NULL.</summary>
    /// <param name="row">From 0.</param>
    T this[int row] { get; }
}

/// <summary>Values that differ from row to row.</summary>
/// <typeparam name="T">As for <see cref="ColumnView.Values{T}"/>.</typeparam>
public readonly unsafe struct ColumnValues<T> : IRowValues<T> where T : unmanaged
{
    private readonly T* _values;

    /// <summary>Takes the place of the values once for a batch.</summary>
    /// <param name="column">Not a constant; its memory does not move.</param>
    public ColumnValues(ColumnView column) =>
        _values = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(column.Values<T>()));

    /// <inheritdoc/>
    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _values[(uint)row];
    }
}

/// <summary>A value that is the same for all rows.</summary>
/// <typeparam name="T">As for <see cref="ColumnView.Values{T}"/>.</typeparam>
public readonly struct ConstantValue<T> : IRowValues<T> where T : unmanaged
{
    private readonly T _value;

    /// <summary>Takes the value once for a batch.</summary>
    /// <param name="column">A constant.</param>
    public ConstantValue(ColumnView column) => _value = column.Values<T>()[0];

    /// <inheritdoc/>
    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value;
    }
}

/// <summary>Values of either kind, told apart without a branch; for functions of many parameters.</summary>
/// <typeparam name="T">As for <see cref="ColumnView.Values{T}"/>.</typeparam>
public readonly unsafe struct EitherValues<T> : IRowValues<T> where T : unmanaged
{
    private readonly T* _values;
    private readonly int _mask;

    /// <summary>Takes the place of the values once for a batch.</summary>
    /// <param name="column">Its memory does not move.</param>
    public EitherValues(ColumnView column)
    {
        _values = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(column.Values<T>()));
        _mask = column.IsConstant ? 0 : -1;
    }

    /// <inheritdoc/>
    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _values[row & _mask];
    }
}

/// <summary>The places of fixed-width results, as generated loops write them.</summary>
/// <typeparam name="T">As for <see cref="ColumnResult.Values{T}"/>.</typeparam>
public readonly unsafe struct ResultValues<T> where T : unmanaged
{
    private readonly T* _values;

    /// <summary>Takes the places once for a batch.</summary>
    /// <param name="result">Its memory does not move.</param>
    public ResultValues(ColumnResult result) =>
        _values = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(result.Values<T>()));

    /// <summary>Writes a row's value.</summary>
    /// <param name="row">From 0, below the rows of the batch.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, T value) => _values[(uint)row] = value;
}
