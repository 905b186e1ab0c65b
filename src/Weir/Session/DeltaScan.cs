using System.Globalization;
using System.Text;
using Weir.Catalog;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;

namespace Weir.Sessions;

/// <summary>
/// Files of one version of a Delta table as a SELECT over just these. Columns are found by name or field id and cast
/// to the table's types; a column that a file lacks is null. Pure: no file is opened here.
/// </summary>
/// <param name="snapshot">The version.</param>
/// <param name="files">The files, all of the version or some.</param>
/// <param name="paths">Where the engine finds them, as SQL literals.</param>
internal sealed class DeltaScan(Snapshot snapshot, FileList files, IReadOnlyList<string> paths)
{
    // Names that the engine's Parquet reader gives to columns of its own.
    private static readonly string[] ReaderColumns = ["file_index", "file_row_number", "filename"];

    private readonly StructField[] _stored = [.. snapshot.Schema.Columns.Where(column => !IsPartition(snapshot, column))];

    /// <summary>
    /// True when there is one file which holds all columns in the table's own types and names. The
    /// engine reads a file by more than one thread only when it has seen the file's footer, and an
    /// explicit schema keeps it from looking; several files are read in parallel either way.
    /// </summary>
    public bool IsPlainFile { get; init; }

    /// <summary>The set of <see cref="KeptRows"/> that says which rows are deleted; null when none are.</summary>
    public KeptRows.Set? Kept { get; init; }

    /// <summary>What the footers of the files say.</summary>
    public DataFileFacts Facts { get; init; } = DataFileFacts.None;

    /// <summary>Columns behind those of the table.</summary>
    public IReadOnlyList<ScanColumn> Extras { get; init; } = [];

    /// <summary>The text of the SELECT.</summary>
    public string Select()
    {
        if (files.Count == 0)
            return $"SELECT {string.Join(", ", snapshot.Schema.Columns.Select(NoValue).Concat(Extras.Select(NoValue)))} WHERE false";
        StringBuilder text = new("SELECT ");
        text.AppendJoin(", ", snapshot.Schema.Columns.Select(column =>
            IsPartition(snapshot, column) ? PartitionColumn(column) : StoredColumn(column)).Concat(Extras.Select(Extra)));
        text.Append(" FROM read_parquet(").Append(SqlText.List(paths));
        bool isMapped = !IsPlainFile && (_stored.Length > 0 || Extras.Any(extra => extra.StoredName is not null));
        if (isMapped)
            text.Append(", schema = ").Append(SchemaMap());
        if (files.RowCount() is { } rows)
            text.Append(CultureInfo.InvariantCulture, $", explicit_cardinality = {rows}");
        // Folder names say nothing here: the log has the partition values.
        text.Append(isMapped ? ")" : ", hive_partitioning = false)");
        if (Kept is { } kept)
            text.Append(CultureInfo.InvariantCulture, $" WHERE {KeptRows.Name}({kept.Number}, file_index, file_row_number)");
        return text.ToString();
    }

    /// <summary>The columns that the data files hold, in the engine's own way of naming types.</summary>
    public static IEnumerable<(string Name, string SqlType)> StoredColumns(Snapshot snapshot) => snapshot.Schema.Columns
        .Where(column => !IsPartition(snapshot, column))
        .Select(column => (column.Name, DeltaSqlType.Of(column.Type)));

    private static bool IsPartition(Snapshot snapshot, StructField column) =>
        snapshot.PartitionColumns.Any(partition => partition.Name == column.Name);

    // The key is the name or id in the file, the entry's name the one in the scan.
    private string SchemaMap()
    {
        // Columns that no field of the table describes have a name alone, and keys are of one kind.
        bool byId = snapshot.Mapping.Mode == ColumnMappingMode.Id && Extras.All(extra => extra.StoredName is null);
        IEnumerable<string> entries = _stored.Select(column =>
            Entry(byId ? ColumnMapping.Id(column).ToString(CultureInfo.InvariantCulture) : SqlText.Literal(FileName(column)),
                ScanName(column), DeltaSqlType.Of(InFiles(column.Type))));
        IEnumerable<string> extras = Extras.Where(extra => extra.StoredName is not null)
            .Select(extra => Entry(SqlText.Literal(extra.StoredName!), ScanName(extra), extra.SqlType));
        return $"MAP {{{string.Join(", ", entries.Concat(extras))}}}";
    }

    private static string Entry(string key, string name, string type) =>
        $"{key}: {{'name': {SqlText.Literal(name)}, 'type': {SqlText.Literal(type)}, 'default_value': NULL}}";

    private string FileName(StructField column) =>
        snapshot.Mapping.Mode == ColumnMappingMode.Id && Facts.FieldNames?.GetValueOrDefault(ColumnMapping.Id(column)) is { } name
            ? name
            : snapshot.Mapping.PhysicalName(column);

    private string Extra(ScanColumn extra)
    {
        string? value = extra.OfFile is { } valueOf ? ByFile(extra.SqlType, valueOf) : null;
        if (extra.AddsRowNumber)
            value += " + file_row_number";
        if (extra.StoredName is not null)
            value = value is null ? SqlText.Name(ScanName(extra)) : $"coalesce({SqlText.Name(ScanName(extra))}, {value})";
        return $"{value} AS {SqlText.Name(extra.Name)}";
    }

    private string ScanName(ScanColumn extra) =>
        $"weir column {(_stored.Length + Extras.ToList().IndexOf(extra)).ToString(CultureInfo.InvariantCulture)}";

    private string StoredColumn(StructField column)
    {
        string stored = SqlText.Name(IsPlainFile ? column.Name : ScanName(column));
        string value = IsPlainFile ? stored : LogicalValue.Of(stored, InFiles(column.Type), column.Type);
        return $"{value} AS {SqlText.Name(column.Name)}";
    }

    private DeltaType InFiles(DeltaType type) => Facts.InFiles(type, snapshot.Mapping);

    // A stored column that bears a name of the reader's own would hide the reader's: it gets another in the scan.
    private string ScanName(StructField column) =>
        ReaderColumns.Contains(column.Name, StringComparer.OrdinalIgnoreCase)
            ? $"weir column {Array.IndexOf(_stored, column).ToString(CultureInfo.InvariantCulture)}"
            : column.Name;

    // One value for all files folds into the plan; else it is looked up by the place of the file in
    // the list, which the engine evaluates before it reads a file's rows.
    private string PartitionColumn(StructField column)
    {
        string value = ByFile(DeltaSqlType.Of(column.Type), place => ValueOf(snapshot.PartitionValue(files, place, column)));
        return $"{value} AS {SqlText.Name(column.Name)}";
    }

    private string ByFile(string type, Func<int, string> valueOf)
    {
        string[] values = [.. Enumerable.Range(0, files.Count).Select(valueOf)];
        return values.Distinct(StringComparer.Ordinal).Count() == 1
            ? $"CAST({values[0]} AS {type})"
            : $"CAST({SqlText.List(values)} AS {type}[])[CAST(file_index AS BIGINT) + 1]";
    }

    private static string ValueOf(PartitionValue value) => value switch
    {
        { Literal: null } => "NULL",
        { Value: byte[], Literal: { } digits } => $"unhex({SqlText.Literal(digits)})",
        { Literal: { } text } => SqlText.Literal(text),
    };

    private static string NoValue(ScanColumn column) => $"CAST(NULL AS {column.SqlType}) AS {SqlText.Name(column.Name)}";

    private static string NoValue(StructField column) =>
        $"CAST(NULL AS {DeltaSqlType.OfResult(column.Type)}) AS {SqlText.Name(column.Name)}";
}
