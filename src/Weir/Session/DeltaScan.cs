using System.Globalization;
using System.Text;
using Weir.Catalog;
using Weir.Delta.Actions;
using Weir.Delta.Table;

namespace Weir.Sessions;

/// <summary>
/// One version of a Delta table as a SELECT over just its files. Columns are matched by name and cast
/// to the table's types; a column that a file lacks is null. Pure: no file is opened here.
/// </summary>
internal static class DeltaScan
{
    // Names that the engine's Parquet reader gives to columns of its own.
    private static readonly string[] ReaderColumns = ["file_index", "file_row_number", "filename"];

    /// <summary>The text of the SELECT.</summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="plainFile">
    /// True when the version has one file which holds all columns in the table's own types. The
    /// engine reads a file by more than one thread only when it has seen the file's footer, and an
    /// explicit schema keeps it from looking; several files are read in parallel either way.
    /// </param>
    public static string Select(Snapshot snapshot, bool plainFile)
    {
        if (snapshot.Files.Count == 0)
            return $"SELECT {string.Join(", ", snapshot.Schema.Columns.Select(NoValue))} WHERE false";
        StructField[] stored = [.. snapshot.Schema.Columns.Where(column => !IsPartition(snapshot, column))];
        string paths = SqlText.List(snapshot.Files.Select(file => SqlText.Literal(SqlText.EscapeGlob(snapshot.EnginePath(file)))));
        StringBuilder text = new("SELECT ");
        text.AppendJoin(", ", snapshot.Schema.Columns.Select(column =>
            IsPartition(snapshot, column) ? PartitionColumn(snapshot, column) : StoredColumn(column, plainFile ? [] : stored)));
        text.Append(" FROM read_parquet(").Append(paths);
        if (!plainFile)
            text.Append(", schema = ").Append(SchemaMap(stored));
        if (snapshot.RowCount is { } rows)
            text.Append(CultureInfo.InvariantCulture, $", explicit_cardinality = {rows}");
        // Folder names say nothing here: the log has the partition values.
        return text.Append(plainFile ? ", hive_partitioning = false)" : ")").ToString();
    }

    /// <summary>The columns that the data files hold, in the engine's own way of naming types.</summary>
    public static IEnumerable<(string Name, string SqlType)> StoredColumns(Snapshot snapshot) => snapshot.Schema.Columns
        .Where(column => !IsPartition(snapshot, column))
        .Select(column => (column.Name, DeltaSqlType.Of(column.Type)));

    private static bool IsPartition(Snapshot snapshot, StructField column) =>
        snapshot.PartitionColumns.Any(partition => partition.Name == column.Name);

    // The key is the name in the file, the entry's name the one in the scan.
    private static string SchemaMap(StructField[] columns)
    {
        IEnumerable<string> entries = columns.Select(column =>
            $"{SqlText.Literal(column.Name)}: {{'name': {SqlText.Literal(ScanName(column, columns))}, " +
            $"'type': {SqlText.Literal(DeltaSqlType.Of(column.Type))}, 'default_value': NULL}}");
        return $"MAP {{{string.Join(", ", entries)}}}";
    }

    private static string StoredColumn(StructField column, StructField[] renamed) =>
        $"{SqlText.Name(renamed.Length == 0 ? column.Name : ScanName(column, renamed))} AS {SqlText.Name(column.Name)}";

    // A stored column that bears a name of the reader's own would hide the reader's: it gets another in the scan.
    private static string ScanName(StructField column, StructField[] columns) =>
        ReaderColumns.Contains(column.Name, StringComparer.OrdinalIgnoreCase)
            ? $"weir column {Array.IndexOf(columns, column).ToString(CultureInfo.InvariantCulture)}"
            : column.Name;

    // One value for all files folds into the plan; else it is looked up by the place of the file in
    // the list, which the engine evaluates before it reads a file's rows.
    private static string PartitionColumn(Snapshot snapshot, StructField column)
    {
        string type = DeltaSqlType.Of(column.Type);
        string[] values = [.. snapshot.Files.Select(file => ValueOf(snapshot.PartitionValue(file, column)))];
        string value = values.Distinct(StringComparer.Ordinal).Count() == 1
            ? $"CAST({values[0]} AS {type})"
            : $"CAST({SqlText.List(values)} AS {type}[])[CAST(file_index AS BIGINT) + 1]";
        return $"{value} AS {SqlText.Name(column.Name)}";
    }

    private static string ValueOf(PartitionValue value) => value switch
    {
        { Literal: null } => "NULL",
        { Value: byte[], Literal: { } digits } => $"unhex({SqlText.Literal(digits)})",
        { Literal: { } text } => SqlText.Literal(text),
    };

    private static string NoValue(StructField column) =>
        $"CAST(NULL AS {DeltaSqlType.Of(column.Type)}) AS {SqlText.Name(column.Name)}";
}
