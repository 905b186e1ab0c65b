namespace Weir;

/// <summary>A column that a dataset is declared to have. Immutable.</summary>
/// <param name="Name">Its name; case does not count.</param>
/// <param name="Type">Its type as SQL writes it, for example <c>DECIMAL(10,2)</c> or <c>STRUCT(a INTEGER, b VARCHAR[])</c>.</param>
public sealed record DatasetColumn(string Name, string Type)
{
    /// <summary>Whether no row may have NULL here. Declared; checked where the dataset's constraints are enforced.</summary>
    public bool NotNull { get; init; }

    /// <summary>
    /// One SQL literal, that rows have where their file lacks the column: <c>0</c>, <c>'new'</c>, <c>DATE '2026-01-01'</c>. Null for
    /// none. Needs an evolution with <see cref="SchemaEvolution.FillsDefaults"/> on reading; a write fills it where its source lacks the column.
    /// </summary>
    public string? Default { get; init; }
}
