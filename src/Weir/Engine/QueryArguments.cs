namespace Weir.Engine;

/// <summary>
/// Values for the parameters of a statement: by position (<c>?</c>, <c>$1</c>) or by name
/// (<c>$name</c>), not both in one statement. Supported are null, bool, all integers up to 128 bits,
/// float, double, decimal, string, byte[], <see cref="DateOnly"/>, <see cref="TimeOnly"/>,
/// <see cref="DateTime"/> (unspecified kind: TIMESTAMP; UTC: TIMESTAMP WITH TIME ZONE),
/// <see cref="DateTimeOffset"/>, <see cref="TimeSpan"/>, <see cref="Guid"/>, and lists of one of these
/// or of such lists.
/// </summary>
internal sealed class QueryArguments
{
    /// <summary>Values for the parameters in order.</summary>
    public QueryArguments(params IReadOnlyList<object?> values) =>
        ByName = values.Select((value, i) => KeyValuePair.Create((i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), value))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Values for the parameters by name, without <c>$</c>; case does not matter.</summary>
    public QueryArguments(IEnumerable<KeyValuePair<string, object?>> values) =>
        ByName = values.ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values; a positional one under its number, from 1.</summary>
    public IReadOnlyDictionary<string, object?> ByName { get; }
}
