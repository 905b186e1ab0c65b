using System.Runtime.CompilerServices;
using Weir.Catalog;
using Weir.Delta.Table;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>The SELECT for each snapshot in use; made once a snapshot. Safe for use by many threads.</summary>
internal sealed class DeltaViews
{
    private readonly ConditionalWeakTable<Snapshot, string> _selects = [];

    /// <summary>The text of the SELECT over the snapshot's files.</summary>
    public string SelectOf(Snapshot snapshot, DuckConnection connection, CancellationToken cancellationToken)
    {
        if (_selects.TryGetValue(snapshot, out string? known))
            return known;
        string select = DeltaScan.Select(snapshot, IsPlainFile(snapshot, connection, cancellationToken));
        _selects.AddOrUpdate(snapshot, select);
        return select;
    }

    // The engine spells types as DeltaSqlType does, but quotes nested names only where it must; a
    // nested type with a name that needs quotes is taken for different, which costs speed and nothing else.
    private static bool IsPlainFile(Snapshot snapshot, DuckConnection connection, CancellationToken cancellationToken)
    {
        if (snapshot.Files.Count != 1)
            return false;
        string file = SqlText.Literal(SqlText.EscapeGlob(snapshot.EnginePath(snapshot.Files[0])));
        Dictionary<string, string> inFile = EngineRows.Pairs(connection,
            $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet([{file}], hive_partitioning = false))", cancellationToken)
            .ToDictionary(column => column.First, column => column.Second, StringComparer.Ordinal);
        return DeltaScan.StoredColumns(snapshot).All(column =>
            inFile.TryGetValue(column.Name, out string? type)
            && type == column.SqlType.Replace("\"", "", StringComparison.Ordinal));
    }
}
