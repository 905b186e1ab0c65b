namespace Weir.Engine.Syntax.Dialects;

/// <summary>What sets a dialect apart from the others, but for functions and types. One row a dialect.</summary>
internal sealed record DialectRules
{
    public required string Name { get; init; }

    public required char NameQuote { get; init; }

    /// <summary>Whether a backslash in a text literal or a pattern of LIKE takes the next character as it is.</summary>
    public bool HasBackslash { get; init; }

    public bool HasIlike { get; init; }

    public bool HasQualify { get; init; }

    public bool HasGroupByAll { get; init; }

    /// <summary>What comes before SEMI JOIN and ANTI JOIN; null where there are none.</summary>
    public string? HalfJoin { get; init; }

    public bool HasNaturalJoin { get; init; }

    public bool HasDistinctFrom { get; init; }

    /// <summary>What leaves columns out of a star; null where nothing does.</summary>
    public string? StarExcept { get; init; }

    public bool HasStarReplace { get; init; }

    public bool HasColumnAliases { get; init; }

    public bool HasRecursiveWith { get; init; }

    public bool HasGroupsFrame { get; init; }

    public bool HasIgnoreNulls { get; init; }

    public bool HasAggregateOrder { get; init; }

    /// <summary>Whether OFFSET stands before LIMIT.</summary>
    public bool OffsetFirst { get; init; }

    /// <summary>Whether a set operation that keeps each row once must say DISTINCT.</summary>
    public bool SaysDistinct { get; init; }

    /// <summary>How a parameter by its place is written; null where it cannot be.</summary>
    public string? Parameter { get; init; }

    /// <summary>What stands before the name of a parameter; null where names are not taken.</summary>
    public string? NamedParameter { get; init; }

    /// <summary>What stands behind a query with an outer join, so that what is missing is NULL; empty where it is anyway.</summary>
    public string OuterJoinSetting { get; init; } = "";

    /// <summary>What stands behind a query with several grouping sets, so that keys that are not in a set are NULL; empty where they are anyway.</summary>
    public string GroupingSetting { get; init; } = "";

    /// <summary>What stands behind a query that has columns with the name of an item, so that the column is meant; empty where it is anyway.</summary>
    public string ColumnNameSetting { get; init; } = "";

    /// <summary>Whether GROUP BY and later items may use the name of an item, which a column of that name hides.</summary>
    public bool HasItemNames { get; init; }

    /// <summary>Whether <c>${name}</c> is replaced wherever it stands, in texts too.</summary>
    public bool SubstitutesVariables { get; init; }

    /// <summary>Whether 0.3 is a DECIMAL and not a DOUBLE.</summary>
    public bool HasDecimalLiterals { get; init; }

    /// <summary>How a whole number of more than 64 bits is written; null where it cannot be.</summary>
    public string? WideNumber { get; init; }

    /// <summary>Whether a subquery in FROM may name tables before it, behind LATERAL.</summary>
    public bool HasLateral { get; init; }

    /// <summary>Whether the join of such a subquery may have a condition.</summary>
    public bool HasLateralCondition { get; init; }

    /// <summary>Whether a column that tables share by USING has no table before it.</summary>
    public bool HidesSharedColumns { get; init; }

    /// <summary>Whether a WITH RECURSIVE must name its columns.</summary>
    public bool NamesRecursiveColumns { get; init; }

    /// <summary>Whether a window function takes FILTER.</summary>
    public bool HasWindowFilter { get; init; }

    /// <summary>Whether a WITH or an ORDER BY belongs to the nearest SELECT of a set operation and not to the whole.</summary>
    public bool WrapsSetOperations { get; init; }

    /// <summary>Whether NULLs in a list or a query behind IN make it unknown, as SQL says.</summary>
    public bool HasNullsInIn { get; init; }

    /// <summary>Whether the number of an interval stands in quotes.</summary>
    public bool QuotesInterval { get; init; }

    public static DialectRules Of(DialectKind dialect) => dialect switch
    {
        DialectKind.Spark => Spark,
        DialectKind.Trino => Trino,
        _ => ClickHouse,
    };

    // https://spark.apache.org/docs/latest/sql-ref-syntax.html
    private static readonly DialectRules Spark = new()
    {
        Name = "Spark", NameQuote = '`', HasBackslash = true, HasIlike = true, HasGroupByAll = true, HalfJoin = "LEFT", HasNaturalJoin = true,
        HasDistinctFrom = true, StarExcept = "EXCEPT", HasColumnAliases = true, HasIgnoreNulls = true, HasNullsInIn = true, Parameter = "?", NamedParameter = ":",
        HasItemNames = true, SubstitutesVariables = true, HasDecimalLiterals = true, WideNumber = "({0})", HasLateral = true, HasLateralCondition = true,
    };

    // https://trino.io/docs/current/sql/select.html
    private static readonly DialectRules Trino = new()
    {
        Name = "Trino", NameQuote = '"', HasDistinctFrom = true, HasColumnAliases = true, HasRecursiveWith = true, HasGroupsFrame = true,
        HasIgnoreNulls = true, HasAggregateOrder = true, HasNullsInIn = true, OffsetFirst = true, Parameter = "?", QuotesInterval = true,
        HasDecimalLiterals = true, HasLateral = true, NamesRecursiveColumns = true, HidesSharedColumns = true,
    };

    // https://clickhouse.com/docs/sql-reference/statements/select
    private static readonly DialectRules ClickHouse = new()
    {
        Name = "ClickHouse", NameQuote = '`', HasBackslash = true, HasIlike = true, HasQualify = true, HasGroupByAll = true,
        StarExcept = "EXCEPT", HasStarReplace = true, HasRecursiveWith = true, SaysDistinct = true, OuterJoinSetting = "join_use_nulls = 1", GroupingSetting = "group_by_use_nulls = 1", WrapsSetOperations = true,
        ColumnNameSetting = "prefer_column_name_to_alias = 1", HasItemNames = true, WideNumber = "toInt128('{0}')", HasWindowFilter = true,
    };
}
