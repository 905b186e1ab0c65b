using Weir.Engine.Syntax;

namespace Weir.Sessions;

/// <summary>
/// The tables in schemas of the engine's own that queries may name. Any other name with a schema is none that the engine knows, and
/// then it takes the parts, joined by points, for the path of a file.
/// </summary>
internal static class EngineTables
{
    private const string InformationSchema = "information_schema";

    private static readonly HashSet<string> Catalogs = new(StringComparer.OrdinalIgnoreCase) { "", "system", "memory", "temp" };

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        $"{InformationSchema}.character_sets", $"{InformationSchema}.check_constraints", $"{InformationSchema}.columns",
        $"{InformationSchema}.constraint_column_usage", $"{InformationSchema}.constraint_table_usage", $"{InformationSchema}.key_column_usage",
        $"{InformationSchema}.referential_constraints", $"{InformationSchema}.schemata", $"{InformationSchema}.table_constraints",
        $"{InformationSchema}.tables", $"{InformationSchema}.views",
        "pg_catalog.pg_am", "pg_catalog.pg_attrdef", "pg_catalog.pg_attribute", "pg_catalog.pg_class", "pg_catalog.pg_collation",
        "pg_catalog.pg_constraint", "pg_catalog.pg_database", "pg_catalog.pg_depend", "pg_catalog.pg_description", "pg_catalog.pg_enum",
        "pg_catalog.pg_index", "pg_catalog.pg_indexes", "pg_catalog.pg_namespace", "pg_catalog.pg_prepared_statements", "pg_catalog.pg_proc",
        "pg_catalog.pg_sequence", "pg_catalog.pg_sequences", "pg_catalog.pg_settings", "pg_catalog.pg_tables", "pg_catalog.pg_tablespace",
        "pg_catalog.pg_type", "pg_catalog.pg_views",
    };

    /// <summary>All of them, as <c>schema.table</c>.</summary>
    public static IReadOnlyCollection<string> All => Names;

    /// <summary>Whether a name is that of one.</summary>
    public static bool Has(TableReference table) => Catalogs.Contains(table.Catalog) && Names.Contains($"{table.Schema}.{table.Name}");
}
