using Weir.Ado.Fields;
using Weir.Arrow;

namespace Weir.Ado;

/// <summary>The columns of one result: their names, types, and the readers of their values. Used by one thread.</summary>
internal sealed class ResultColumns
{
    private readonly Schema _schema;
    private readonly FieldShape[] _shapes;
    private readonly FieldReader?[] _natural;
    private readonly FieldReader?[] _last;
    private Dictionary<string, int>? _places;

    /// <param name="result">The result.</param>
    /// <param name="choices">What .NET types its values have.</param>
    public ResultColumns(QueryResult result, ValueChoices choices)
    {
        _schema = result.Schema;
        _shapes = [.. _schema.Fields.Select((field, i) => new FieldShape(field.Type, i < result.Types.Count ? result.Types[i] : null, choices))];
        _natural = new FieldReader?[_shapes.Length];
        _last = new FieldReader?[_shapes.Length];
    }

    public int Count => _shapes.Length;

    public Field Field(int ordinal) => _schema.Fields[ordinal];

    public FieldShape Shape(int ordinal) => _shapes[ordinal];

    /// <summary>The .NET type of a column's values.</summary>
    public Type TypeOf(int ordinal) => NaturalType.Of(_shapes[ordinal]);

    /// <summary>Reads values as they are.</summary>
    public FieldReader Natural(int ordinal) => _natural[ordinal] ??= FieldReaders.Natural(_shapes[ordinal]);

    /// <summary>Reads values as what is asked for.</summary>
    /// <exception cref="InvalidCastException">The column's type cannot be read so.</exception>
    public FieldReader<T> Reader<T>(int ordinal)
    {
        if (_last[ordinal] is FieldReader<T> last)
            return last;
        FieldReader<T> reader = FieldReaders.For(typeof(T), _shapes[ordinal]) as FieldReader<T> ?? throw new InvalidCastException(
            $"The column '{Field(ordinal).Name}' has the type {_shapes[ordinal].Text}, which is read as {TypeOf(ordinal)} and not as {typeof(T)}.{StructMismatch.Of(typeof(T), _shapes[ordinal])} Ask for the first, or cast the column in the query.");
        _last[ordinal] = reader;
        return reader;
    }

    /// <summary>The place of a column: the first one of the very name, else of the name in other case.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public int PlaceOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _places ??= Places();
        if (_places.TryGetValue(name, out int place))
            return place;
        for (int i = 0; i < Count; i++)
            if (Field(i).Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return i;
        throw NoSuchPlace.Of($"The result has no column '{name}'; it has: {string.Join(", ", _schema.Fields.Select(field => field.Name))}.");
    }

    private Dictionary<string, int> Places()
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < Count; i++)
            places.TryAdd(Field(i).Name, i);
        return places;
    }
}
