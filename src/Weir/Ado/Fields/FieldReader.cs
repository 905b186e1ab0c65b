using Weir.Arrow;

namespace Weir.Ado.Fields;

/// <summary>Reads the values of a column, or of a child of one, as one .NET type.</summary>
internal abstract class FieldReader
{
    /// <summary>The type of the values.</summary>
    public abstract Type ValueType { get; }

    /// <summary>True when a NULL is a value of the type.</summary>
    public abstract bool TakesNull { get; }

    /// <summary>A value as an object.</summary>
    /// <param name="array">The column's rows.</param>
    /// <param name="row">A row that is not null.</param>
    public abstract object ReadObject(ArrowArray array, int row);

    /// <summary>A value inside another one as an object; null for a NULL.</summary>
    public object? ReadItemObject(ArrowArray array, int row) => array.IsNull(row) ? null : ReadObject(array, row);
}

/// <summary>As <see cref="FieldReader"/>, without a box for values.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal abstract class FieldReader<T> : FieldReader
{
    public override Type ValueType => typeof(T);

    public override bool TakesNull => typeof(T).IsValueType && default(T) is null;

    /// <summary>A value.</summary>
    /// <param name="array">The column's rows.</param>
    /// <param name="row">A row that is not null.</param>
    /// <exception cref="OverflowException">The type does not hold this value.</exception>
    /// <exception cref="InvalidCastException">The value is none of the type.</exception>
    public abstract T Read(ArrowArray array, int row);

    public override object ReadObject(ArrowArray array, int row) => Read(array, row)!;

    /// <summary>A value inside another one, which may be null where the type has that.</summary>
    /// <exception cref="InvalidCastException">The type has no null, and the value is one.</exception>
    public T ReadItem(ArrowArray array, int row)
    {
        if (!array.IsNull(row))
            return Read(array, row);
        return default(T) is null
            ? default!
            : throw new InvalidCastException($"a NULL is inside, which {typeof(T)} does not have; ask for {typeof(T)}? there with GetFieldValue, or say '{ConnectionKey.ArrayNullability}={ConnectionKey.Always}' in the connection string for GetValue");
    }
}

/// <summary>A reader whose way of reading is one expression.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="read">Reads a row that is not null.</param>
internal sealed class PlainField<T>(Func<ArrowArray, int, T> read) : FieldReader<T>
{
    public override T Read(ArrowArray array, int row) => read(array, row);
}

/// <summary>The values of a reader that is not typed by what was asked for: another view on the same objects.</summary>
/// <typeparam name="T">What was asked for; values of <paramref name="inner"/> are that.</typeparam>
/// <param name="inner">Reads.</param>
internal sealed class ViewedField<T>(FieldReader inner) : FieldReader<T>
{
    public override T Read(ArrowArray array, int row) => (T)inner.ReadObject(array, row);
}

/// <summary>Values that may be null.</summary>
/// <typeparam name="T">The type without null.</typeparam>
/// <param name="inner">Reads what is not null.</param>
internal sealed class NullableField<T>(FieldReader<T> inner) : FieldReader<T?>
    where T : struct
{
    public override T? Read(ArrowArray array, int row) => inner.Read(array, row);
}
