namespace Weir.Sessions;

/// <summary>A column that a scan adds behind those of the table.</summary>
/// <param name="Name">Its name in the answer.</param>
/// <param name="SqlType">Its type.</param>
internal sealed record ScanColumn(string Name, string SqlType)
{
    /// <summary>The column of the data files that has its values; null when none does. Where that is null, what follows counts.</summary>
    public string? StoredName { get; init; }

    /// <summary>SQL of the value for all rows of a file, by the file's place; null when there is none.</summary>
    public Func<int, string>? OfFile { get; init; }

    /// <summary>Whether the place of the row in its file is added to the value of the file.</summary>
    public bool AddsRowNumber { get; init; }

    /// <summary>Whether the scan of one file, as the engine reads it by itself, can give it.</summary>
    public bool IsOfFile => StoredName is null && !AddsRowNumber;
}
