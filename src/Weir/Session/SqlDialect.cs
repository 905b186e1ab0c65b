namespace Weir;

/// <summary>A dialect of SQL that a query can be written in.</summary>
public enum SqlDialect
{
    /// <summary>The engine's own.</summary>
    DuckDb,
    /// <summary>Apache Spark 4, in its ANSI mode.</summary>
    Spark,
    /// <summary>Trino.</summary>
    Trino,
    /// <summary>ClickHouse 25.</summary>
    ClickHouse,
}
