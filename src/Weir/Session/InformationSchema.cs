using System.Collections.Concurrent;
using System.Globalization;
using Weir.Catalog;

namespace Weir.Sessions;

/// <summary>
/// The tables of <c>information_schema</c>, made from the session's own names that SQL may name when a query reads them. Only <c>columns</c> opens
/// tables: those that a session has, several at once; one that cannot be opened has a row that says so.
/// </summary>
internal static class InformationSchema
{
    private const int OpenAtOnce = 4;

    /// <summary>The tables by name.</summary>
    /// <param name="needs">The session's.</param>
    /// <param name="state">The names as they are when a query reads.</param>
    public static IReadOnlyDictionary<string, TableSource> Of(ICatalogNeeds needs, Func<CatalogState> state) => new Dictionary<string, TableSource>
    {
        ["tables"] = Listing(TableColumns(needs), _ => Entries(state(), needs)),
        ["views"] = Listing(ViewColumns(needs), _ => Entries(state(), needs).Where(entry => entry.Source is TableSource.View)),
        ["schemata"] = Listing(SchemaColumns, _ => state().Schemas.Values.OrderBy(schema => schema.ToString(), StringComparer.Ordinal)),
        [Columns] = Listing(ColumnColumns, cancellationToken => ColumnsOf(Entries(state(), needs), needs, cancellationToken)),
        ["table_constraints"] = Listing(ConstraintColumns, _ => Entries(state(), needs).SelectMany(ConstraintsOf)),
        ["check_constraints"] = Listing(CheckColumns, _ => Entries(state(), needs).SelectMany(ConstraintsOf).Where(constraint => constraint.Check is not null)),
        ["key_column_usage"] = Listing(KeyColumns, _ => Entries(state(), needs).SelectMany(ConstraintsOf).SelectMany(KeysOf)),
        ["referential_constraints"] = Listing(ReferenceColumns, _ => References(state(), needs)),
        ["constraint_column_usage"] = Listing(UsedColumnColumns, cancellationToken => Used(state(), needs, cancellationToken)),
        ["constraint_table_usage"] = Listing(UsedTableColumns, cancellationToken => Used(state(), needs, cancellationToken).DistinctBy(row => (row.Constraint, row.Table))),
        ["routines"] = Listing(RoutineColumns, _ => Routines(needs)),
        ["parameters"] = Listing(ParameterColumns, _ => Routines(needs).SelectMany(ParametersOf)),
        ["settings"] = Listing(SettingColumns, cancellationToken => needs.Rows(SettingsQuery.All, cancellationToken)),
    };

    /// <summary>The name of the table of columns.</summary>
    public const string Columns = "columns";

    /// <summary>The table of columns as a table sees it whose own columns are asked for.</summary>
    public static TableSource NoColumns { get; } = Listing(ColumnColumns, _ => []);

    private sealed record Entry(TableName Name, TableSource Source)
    {
        public DatasetLocation? Location => (Source as TableSource.Dataset)?.Location;
    }

    private sealed record ColumnRow(Entry Table, int? Ordinal, string? Name, string? Type, bool? IsNullable, DatasetColumn? Declared, string? Fault);

    private sealed record ConstraintRow(Entry Table, string Name, string Kind, IReadOnlyList<string> Columns, bool IsEnforced)
    {
        public string? Check { get; init; }

        public DatasetForeignKey? Foreign { get; init; }
    }

    private sealed record ReferenceRow(ConstraintRow Constraint, ConstraintRow? Key);

    private sealed record UsedRow(ConstraintRow Constraint, TableName Table, string Column);

    private sealed record KeyRow(ConstraintRow Constraint, string Column, int Ordinal);

    private sealed record RoutineRow(string SpecificName, FunctionRoutine Routine);

    private sealed record ParameterRow(RoutineRow Routine, FunctionParameter Parameter, int Ordinal);

    private static LogColumn<Entry>[] TableColumns(ICatalogNeeds needs) =>
    [
        .. NameColumns<Entry>(entry => entry.Name),
        LogColumn<Entry>.Text("table_type", entry => entry.Source is TableSource.View ? "VIEW" : "BASE TABLE"),
        LogColumn<Entry>.Text("is_insertable_into", _ => "NO"),
        LogColumn<Entry>.Text("weir_format", entry => entry.Source switch
        {
            TableSource.Dataset dataset => dataset.Location.Changes is null ? dataset.Location.Format.ToString().ToLowerInvariant() : "delta_cdf",
            TableSource.Provider => "plugin",
            TableSource.Stream => "stream",
            _ => null,
        }),
        LogColumn<Entry>.Text("weir_location", entry => !needs.TellsPlaces ? null
            : entry.Source is TableSource.Provider provider ? $"{provider.Source.Plugin}.{provider.Source.Provider}"
            : entry.Location?.Path),
    ];

    private static LogColumn<Entry>[] ViewColumns(ICatalogNeeds needs) =>
    [
        .. NameColumns<Entry>(entry => entry.Name),
        LogColumn<Entry>.Text("view_definition", entry => needs.TellsPlaces ? ((TableSource.View)entry.Source).Sql : null),
    ];

    private static LogColumn<TableName>[] SchemaColumns =>
    [
        LogColumn<TableName>.Text("catalog_name", schema => schema.Schema),
        LogColumn<TableName>.Text("schema_name", schema => schema.Name),
    ];

    private static LogColumn<ColumnRow>[] ColumnColumns =>
    [
        .. NameColumns<ColumnRow>(row => row.Table.Name),
        LogColumn<ColumnRow>.Text("column_name", row => row.Name),
        LogColumn<ColumnRow>.Number("ordinal_position", row => row.Ordinal),
        LogColumn<ColumnRow>.Text("column_default", row => row.Declared?.Default),
        LogColumn<ColumnRow>.Text("is_nullable", row => row.IsNullable is { } isNullable ? YesNo(isNullable) : null),
        LogColumn<ColumnRow>.Text("data_type", row => row.Type),
        LogColumn<ColumnRow>.Truth("weir_is_partition", row => row.Name is { } name ? row.Table.Location?.PartitionColumns.Any(column => Is(column.Name, name)) : null),
        LogColumn<ColumnRow>.Text("weir_error", row => row.Fault),
    ];

    private static LogColumn<ConstraintRow>[] ConstraintColumns =>
    [
        LogColumn<ConstraintRow>.Text("constraint_catalog", row => row.Table.Name.Catalog),
        LogColumn<ConstraintRow>.Text("constraint_schema", row => row.Table.Name.Schema),
        LogColumn<ConstraintRow>.Text("constraint_name", row => row.Name),
        .. NameColumns<ConstraintRow>(row => row.Table.Name),
        LogColumn<ConstraintRow>.Text("constraint_type", row => row.Kind),
        LogColumn<ConstraintRow>.Text("enforced", row => YesNo(row.IsEnforced)),
    ];

    private static LogColumn<ConstraintRow>[] CheckColumns =>
    [
        LogColumn<ConstraintRow>.Text("constraint_catalog", row => row.Table.Name.Catalog),
        LogColumn<ConstraintRow>.Text("constraint_schema", row => row.Table.Name.Schema),
        LogColumn<ConstraintRow>.Text("constraint_name", row => row.Name),
        LogColumn<ConstraintRow>.Text("check_clause", row => row.Check),
    ];

    private static LogColumn<KeyRow>[] KeyColumns =>
    [
        LogColumn<KeyRow>.Text("constraint_catalog", row => row.Constraint.Table.Name.Catalog),
        LogColumn<KeyRow>.Text("constraint_schema", row => row.Constraint.Table.Name.Schema),
        LogColumn<KeyRow>.Text("constraint_name", row => row.Constraint.Name),
        .. NameColumns<KeyRow>(row => row.Constraint.Table.Name),
        LogColumn<KeyRow>.Text("column_name", row => row.Column),
        LogColumn<KeyRow>.Number("ordinal_position", row => row.Ordinal),
        LogColumn<KeyRow>.Text("referenced_table", row => row.Constraint.Foreign?.Table),
        LogColumn<KeyRow>.Text("referenced_column", row => row.Constraint.Foreign?.ReferencedColumns[row.Ordinal - 1]),
    ];

    private static LogColumn<ReferenceRow>[] ReferenceColumns =>
    [
        LogColumn<ReferenceRow>.Text("constraint_catalog", row => row.Constraint.Table.Name.Catalog),
        LogColumn<ReferenceRow>.Text("constraint_schema", row => row.Constraint.Table.Name.Schema),
        LogColumn<ReferenceRow>.Text("constraint_name", row => row.Constraint.Name),
        LogColumn<ReferenceRow>.Text("unique_constraint_catalog", row => row.Key?.Table.Name.Catalog),
        LogColumn<ReferenceRow>.Text("unique_constraint_schema", row => row.Key?.Table.Name.Schema),
        LogColumn<ReferenceRow>.Text("unique_constraint_name", row => row.Key?.Name),
        LogColumn<ReferenceRow>.Text("match_option", _ => "NONE"),
        LogColumn<ReferenceRow>.Text("update_rule", _ => "NO ACTION"),
        LogColumn<ReferenceRow>.Text("delete_rule", _ => "NO ACTION"),
    ];

    private static LogColumn<UsedRow>[] UsedTableColumns =>
    [
        .. NameColumns<UsedRow>(row => row.Table),
        LogColumn<UsedRow>.Text("constraint_catalog", row => row.Constraint.Table.Name.Catalog),
        LogColumn<UsedRow>.Text("constraint_schema", row => row.Constraint.Table.Name.Schema),
        LogColumn<UsedRow>.Text("constraint_name", row => row.Constraint.Name),
    ];

    private static LogColumn<UsedRow>[] UsedColumnColumns => [.. UsedTableColumns[..3], LogColumn<UsedRow>.Text("column_name", row => row.Column), .. UsedTableColumns[3..]];

    private static LogColumn<RoutineRow>[] RoutineColumns =>
    [
        LogColumn<RoutineRow>.Text("specific_name", row => row.SpecificName),
        LogColumn<RoutineRow>.Text("routine_name", row => row.Routine.Name),
        LogColumn<RoutineRow>.Text("routine_type", _ => "FUNCTION"),
        LogColumn<RoutineRow>.Text("function_type", row => HostedPlugin.Word(row.Routine.Kind)),
        LogColumn<RoutineRow>.Text("data_type", row => row.Routine.ReturnType),
        LogColumn<RoutineRow>.Text("is_deterministic", row => row.Routine.Volatility is { } volatility ? YesNo(volatility == FunctionVolatility.Immutable) : null),
        LogColumn<RoutineRow>.Text("weir_tier", row => HostedPlugin.Word(row.Routine.Tier)),
        LogColumn<RoutineRow>.Text("weir_owner", row => row.Routine.Owner),
        LogColumn<RoutineRow>.Text("description", row => row.Routine.Description),
    ];

    private static LogColumn<ParameterRow>[] ParameterColumns =>
    [
        LogColumn<ParameterRow>.Text("specific_name", row => row.Routine.SpecificName),
        LogColumn<ParameterRow>.Text("routine_name", row => row.Routine.Routine.Name),
        LogColumn<ParameterRow>.Number("ordinal_position", row => row.Ordinal),
        LogColumn<ParameterRow>.Text("parameter_mode", _ => "IN"),
        LogColumn<ParameterRow>.Text("parameter_name", row => row.Parameter.Name),
        LogColumn<ParameterRow>.Text("data_type", row => row.Parameter.Type),
        LogColumn<ParameterRow>.Text("parameter_default", row => row.Parameter.Default),
    ];

    private static LogColumn<IReadOnlyList<string?>>[] SettingColumns =>
    [
        LogColumn<IReadOnlyList<string?>>.Text("name", row => row[0]),
        LogColumn<IReadOnlyList<string?>>.Text("value", row => row[1]),
        LogColumn<IReadOnlyList<string?>>.Text("description", row => row[2]),
    ];

    private static LogColumn<T>[] NameColumns<T>(Func<T, TableName> name) =>
    [
        LogColumn<T>.Text("table_catalog", row => name(row).Catalog),
        LogColumn<T>.Text("table_schema", row => name(row).Schema),
        LogColumn<T>.Text("table_name", row => name(row).Name),
    ];

    // The rows are made when the statement is bound, so that opening tables can be cancelled with it.
    private static TableSource.Listing Listing<T>(LogColumn<T>[] columns, Func<CancellationToken, IEnumerable<T>> rows) => new(cancellationToken =>
    {
        T[] all = [.. rows(cancellationToken)];
        return new LogTable<T>(columns, partitionCount: 1, (_, _) => all);
    });

    private static IEnumerable<Entry> Entries(CatalogState state, ICatalogNeeds needs) => state.Names.Where(entry => needs.Opens(entry.Key))
        .Select(entry => new Entry(entry.Value, state.Sources[entry.Key])).OrderBy(entry => entry.Name.ToString(), StringComparer.Ordinal);

    private static IEnumerable<ColumnRow> ColumnsOf(IEnumerable<Entry> entries, ICatalogNeeds needs, CancellationToken cancellationToken)
    {
        Entry[] all = [.. entries];
        ConcurrentDictionary<int, IReadOnlyList<ColumnRow>> rows = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = OpenAtOnce, CancellationToken = cancellationToken };
        Parallel.For(0, all.Length, options, i => rows[i] = ColumnsOf(all[i], needs, cancellationToken));
        return Enumerable.Range(0, all.Length).SelectMany(i => rows[i]);
    }

    private static IReadOnlyList<ColumnRow> ColumnsOf(Entry entry, ICatalogNeeds needs, CancellationToken cancellationToken)
    {
        if (entry.Source is TableSource.Stream { Source.IsSingleUse: true })
            return [new ColumnRow(entry, null, null, null, null, null, "the stream can be read once, and asking for its columns would read it")];
        DatasetColumn[] declared = [.. entry.Location?.Columns ?? [], .. entry.Location?.PartitionColumns ?? []];
        try
        {
            return
            [
                .. needs.Rows($"DESCRIBE {entry.Name}", cancellationToken).Select((row, i) =>
                {
                    DatasetColumn? column = declared.FirstOrDefault(column => Is(column.Name, row[0]!));
                    return new ColumnRow(entry, i + 1, row[0], row[1], column is not { NotNull: true } && row[2] == "YES", column, null);
                }),
            ];
        }
        catch (WeirException fault)
        {
            return [new ColumnRow(entry, null, null, null, null, null, needs.TellsPlaces ? $"{fault.Code}: {fault.Message}" : fault.Code)];
        }
    }

    private static IEnumerable<ConstraintRow> ConstraintsOf(Entry entry)
    {
        if (entry.Location is not { } location)
            yield break;
        (bool isEnforced, DatasetConstraints constraints) = (location.Contract == ContractMode.Enforced, location.Constraints);
        string table = entry.Name.Name;
        foreach (DatasetColumn column in location.Columns.Concat(location.PartitionColumns).Where(column => column.NotNull))
            yield return new ConstraintRow(entry, $"{table}_{column.Name}_not_null", "CHECK", [column.Name], isEnforced) { Check = $"{SqlText.PlainName(column.Name)} IS NOT NULL" };
        if (constraints.PrimaryKey.Count > 0)
            yield return new ConstraintRow(entry, $"{table}_pkey", "PRIMARY KEY", constraints.PrimaryKey, IsEnforced: false);
        foreach ((int i, DatasetCheck check) in constraints.Checks.Index())
            yield return new ConstraintRow(entry, check.Name ?? Numbered($"{table}_check", i), "CHECK", [], isEnforced) { Check = check.Expression };
        foreach ((int i, DatasetForeignKey key) in constraints.ForeignKeys.Index())
            yield return new ConstraintRow(entry, key.Name ?? Numbered($"{table}_fkey", i), "FOREIGN KEY", key.Columns, IsEnforced: false) { Foreign = key };
    }

    private static IEnumerable<KeyRow> KeysOf(ConstraintRow constraint) =>
        constraint.Check is not null ? [] : constraint.Columns.Select((column, i) => new KeyRow(constraint, column, i + 1));

    // The key that a foreign key means, where the other table declares it.
    private static IEnumerable<ReferenceRow> References(CatalogState state, ICatalogNeeds needs)
    {
        ConstraintRow[] all = [.. Entries(state, needs).SelectMany(ConstraintsOf)];
        return all.Where(row => row.Foreign is not null).Select(row => new ReferenceRow(row, all.FirstOrDefault(key => key.Kind == "PRIMARY KEY"
            && state.KeyOf(key.Table.Name).Equals(state.KeyOf(TableName.Parse(row.Foreign!.Table)), StringComparison.OrdinalIgnoreCase)
            && key.Columns.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(row.Foreign!.ReferencedColumns))));
    }

    private static IEnumerable<UsedRow> Used(CatalogState state, ICatalogNeeds needs, CancellationToken cancellationToken) =>
        Entries(state, needs).SelectMany(ConstraintsOf).SelectMany(row => row.Foreign is { } key
            ? key.ReferencedColumns.Select(column => new UsedRow(row, state.Resolve(TableName.Parse(key.Table)), column))
            : (row.Check is { } check && row.Columns.Count == 0 ? ColumnsOf(check, needs, cancellationToken) : row.Columns).Select(column => new UsedRow(row, row.Table.Name, column)));

    private static IEnumerable<string> ColumnsOf(string check, ICatalogNeeds needs, CancellationToken cancellationToken) =>
        needs.ReadExpression(check, cancellationToken)!.Columns.Select(parts => parts[0]).Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<RoutineRow> Routines(ICatalogNeeds needs) => needs.Functions.Routines.GroupBy(routine => routine.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(group => group.Select((routine, i) => new RoutineRow(Numbered(routine.Name, i), routine)));

    private static IEnumerable<ParameterRow> ParametersOf(RoutineRow row) => row.Routine.Parameters.Select((parameter, i) => new ParameterRow(row, parameter, i + 1));

    private static string Numbered(string name, int place) => string.Create(CultureInfo.InvariantCulture, $"{name}_{place + 1}");

    private static string YesNo(bool value) => value ? "YES" : "NO";

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
