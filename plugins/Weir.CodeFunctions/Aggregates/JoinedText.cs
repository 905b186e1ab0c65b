using Weir.Plugins;

namespace Weir.CodeFunctions.Aggregates;

/// <summary>The texts one behind the other, with a separator between them.</summary>
/// <remarks>
/// Rows in which the text or the separator is NULL do not count; NULL when no row counts. The separator may differ from row to row
/// and stands before the row's text, which the engine's own string_agg does not take. Without an order, rows come as they lie.
/// </remarks>
/// <example><code>SELECT string_join_agg(name, ' | ' ORDER BY name) FROM (VALUES ('b'), (NULL), ('a')) AS t(name)</code></example>
[AggregateFunction("string_agg", Aliases = ["string_join_agg"], OrderSensitive = true)]
internal sealed class JoinedText
{
    private readonly Utf8Writer _text = new();
    private byte[] _firstSeparator = [];
    private bool _hasRow;

    /// <summary>Takes a row.</summary>
    /// <param name="value">The text.</param>
    /// <param name="separator">What stands before it when it is not the first.</param>
    public void Add(ReadOnlySpan<byte> value, [Default(",")] ReadOnlySpan<byte> separator)
    {
        if (_hasRow)
            _text.Append(separator);
        else
            _firstSeparator = separator.ToArray();
        _hasRow = true;
        _text.Append(value);
    }

    /// <summary>Takes a state in whose rows come later.</summary>
    public void Merge(JoinedText other)
    {
        if (other._hasRow)
            Add(other._text.Written, other._firstSeparator);
    }

    /// <summary>Writes the text.</summary>
    public bool Finish(Utf8Writer output)
    {
        output.Append(_text.Written);
        return _hasRow;
    }
}
