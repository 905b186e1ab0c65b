using System.Collections.Concurrent;
using Weir.Catalog;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>
/// Finds the files of datasets and what columns they have, and makes the scans over them. What a file has is kept as long as its
/// length and time are the same; lists of files only where a dataset says so. Safe for use by many threads.
/// </summary>
internal sealed class DatasetScans(TimeProvider clock)
{
    private const int FilesMax = 10_000;
    private const int ListsMax = 1_000;

    private readonly ConcurrentDictionary<FileKey, IReadOnlyList<FoundColumn>> _columns = [];
    private readonly ConcurrentDictionary<string, (FilePattern Files, long Listed)> _lists = new(StringComparer.Ordinal);

    private readonly record struct FileKey(string Path, long Bytes, DateTime Written, string Reader);

    /// <summary>The files of a location.</summary>
    /// <exception cref="WeirException">WEIR8004, WEIR8005.</exception>
    public FilePattern FilesOf(DatasetLocation location)
    {
        if (Number(location, DatasetOption.ListCacheSeconds) is not (> 0 and { } seconds))
            return FilePattern.Of(location);
        string key = DatasetFingerprint.Of(location);
        if (_lists.TryGetValue(key, out (FilePattern Files, long Listed) known) && clock.GetElapsedTime(known.Listed) < TimeSpan.FromSeconds(seconds))
            return known.Files;
        long now = clock.GetTimestamp();
        FilePattern files = FilePattern.Of(location);
        if (_lists.Count >= ListsMax)
            _lists.Clear();
        if (files.Patterns.Count <= (Number(location, DatasetOption.ListCacheFilesMax) ?? uint.MaxValue))
            _lists[key] = (files, now);
        return files;
    }

    /// <summary>The scan over plain files in their declared columns, a part for each schema that files have.</summary>
    /// <exception cref="WeirException">WEIR8004 to WEIR8007. WEIR8054: files do not fit.</exception>
    public AdaptedScan Adapt(DatasetLocation location, DuckConnection connection, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = Expand(FilesOf(location), location, connection, cancellationToken);
        RequireFolders(location, files);
        List<string> selects = [];
        List<SchemaGeneration> generations = [];
        foreach ((IReadOnlyList<string> group, IReadOnlyList<FoundColumn> columns) in Generations(location, files, connection, cancellationToken))
        {
            SchemaAdapter adapter = SchemaAdapter.Of(location, columns);
            selects.Add(FileScan.Select(location, group, adapter));
            generations.Add(Generation(adapter, group.Count));
        }
        return new AdaptedScan(string.Join(" UNION ALL ", selects), new SchemaAdaptation(location.Evolution ?? SchemaEvolution.Strict, generations));
    }

    /// <summary>The columns of plain files as they are found, those of folders among them.</summary>
    /// <exception cref="WeirException">WEIR8004 to WEIR8007. WEIR8054: files do not lie in the declared folders.</exception>
    public IReadOnlyList<FoundColumn> Columns(DatasetLocation location, DuckConnection connection, CancellationToken cancellationToken)
    {
        FilePattern files = FilesOf(location);
        RequireFolders(location, Expand(files, location, connection, cancellationToken));
        return Described(location, connection, FileScan.Select(location, files), isTyped: true, cancellationToken);
    }

    /// <summary>The columns of a version of a Delta table.</summary>
    public static IReadOnlyList<FoundColumn> Columns(Snapshot snapshot) =>
        [.. snapshot.Schema.Columns.Select(column => new FoundColumn(column.Name, ColumnTypeReader.Parse(DeltaSqlType.OfResult(column.Type))))];

    /// <summary>What makes the declared columns of a version of a Delta table.</summary>
    /// <exception cref="WeirException">WEIR8054: the table does not fit.</exception>
    public static SchemaAdapter Adapt(DatasetLocation location, Snapshot snapshot)
    {
        RequirePartitions(location, snapshot);
        return SchemaAdapter.Of(location, Columns(snapshot));
    }

    /// <summary>Refuses declared partition columns that are not those of a version of a Delta table.</summary>
    /// <exception cref="WeirException">WEIR8054.</exception>
    public static void RequirePartitions(DatasetLocation location, Snapshot snapshot)
    {
        string[] declared = [.. location.PartitionColumns.Select(column => column.Name)];
        string[] found = [.. snapshot.PartitionColumns.Select(column => column.Name)];
        if (declared.Length > 0 && !declared.SequenceEqual(found, StringComparer.OrdinalIgnoreCase))
        {
            throw CatalogErrors.ColumnIncompatible(location.Path, declared[0], $"is declared to partition the table by ({string.Join(", ", declared)})",
                $"declare ({string.Join(", ", found)}), by which it is partitioned");
        }
    }

    /// <summary>What an adapter does, for reports.</summary>
    public static SchemaGeneration Generation(SchemaAdapter adapter, int files) => new(files,
        [.. adapter.Columns.Select(column => new ColumnAdaptation(column.Column.Name, column.Type.ToString(), column.FileColumn, column.FileType?.ToString()))]);

    // Escaped as patterns, each of one file.
    private static IReadOnlyList<string> Expand(FilePattern files, DatasetLocation location, DuckConnection connection, CancellationToken cancellationToken)
    {
        if (!files.IsGlob)
            return files.Patterns;
        List<string> found = EngineRows.Texts(connection, $"SELECT file FROM glob({SqlText.Literal(files.Patterns[0])}) ORDER BY file", cancellationToken);
        return found.Count > 0 ? [.. found.Select(SqlText.EscapeGlob)] : throw ConfigurationErrors.DatasetEmpty(location.Path, location.Format.ToString());
    }

    private List<(IReadOnlyList<string> Files, IReadOnlyList<FoundColumn> Columns)> Generations(
        DatasetLocation location, IReadOnlyList<string> files, DuckConnection connection, CancellationToken cancellationToken)
    {
        // Nothing may be read of a stream before the query reads it, and lines without a header have no names to look for.
        if (location.IsUnbounded || FileScan.IsPositional(location))
            return [(files, [.. location.Columns.Select(column => new FoundColumn(column.Name, null))])];
        return
        [
            .. files.Select(file => (File: file, Columns: ColumnsOf(location, file, connection, cancellationToken)))
                .GroupBy(file => string.Join('\n', file.Columns.Select(column => $"{column.Name}\t{column.Type}")), StringComparer.Ordinal)
                .Select(group => ((IReadOnlyList<string>)[.. group.Select(file => file.File)], group.First().Columns)),
        ];
    }

    private IReadOnlyList<FoundColumn> ColumnsOf(DatasetLocation location, string pattern, DuckConnection connection, CancellationToken cancellationToken)
    {
        string select = FileScan.Columns(location, pattern);
        string path = pattern.Replace("[[]", "[", StringComparison.Ordinal).Replace("[*]", "*", StringComparison.Ordinal).Replace("[?]", "?", StringComparison.Ordinal);
        FileInfo info = new(path);
        FileKey key = new(path, info.Length, info.LastWriteTimeUtc, select);
        if (_columns.TryGetValue(key, out IReadOnlyList<FoundColumn>? known))
            return known;
        IReadOnlyList<FoundColumn> columns = Described(location, connection, select, isTyped: location.Format == DatasetFormat.Parquet, cancellationToken);
        if (_columns.Count >= FilesMax)
            _columns.Clear();
        _columns[key] = columns;
        return columns;
    }

    private static IReadOnlyList<FoundColumn> Described(
        DatasetLocation location, DuckConnection connection, string select, bool isTyped, CancellationToken cancellationToken)
    {
        try
        {
            return
            [
                .. EngineRows.Pairs(connection, $"SELECT column_name, column_type FROM (DESCRIBE {select})", cancellationToken)
                    .Select(column => new FoundColumn(column.First, isTyped ? ColumnTypeReader.Parse(column.Second) : null)),
            ];
        }
        catch (WeirException cause) when (EngineErrors.IsOfStatement(cause))
        {
            throw EngineErrors.InOwn($"'{location.Path}'", cause, CsvAdvice.Translated);
        }
    }

    // The engine would take a column that no folder has for one that the rest of the statement names.
    private static void RequireFolders(DatasetLocation location, IReadOnlyList<string> files)
    {
        foreach (DatasetColumn column in location.PartitionColumns)
        {
            if (files.FirstOrDefault(file => !HiveFolders.Of(file).Contains(column.Name, StringComparer.OrdinalIgnoreCase)) is not { } without)
                continue;
            string have = string.Join(", ", HiveFolders.Of(without));
            throw CatalogErrors.ColumnIncompatible(location.Path, column.Name,
                $"is declared to stand in the names of folders, and '{without}' lies in none named {column.Name}=value{(have.Length == 0 ? "" : $" (it has {have})")}",
                "declare the columns that folders have, or move the file");
        }
    }

    private static uint? Number(DatasetLocation location, string option) =>
        location.Options.TryGetValue(option, out string? text) && uint.TryParse(text, out uint number) ? number : null;
}
