using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Weir.Ado;

/// <summary>The collections of <c>DbConnection.GetSchema</c>: one row a collection.</summary>
internal static class SchemaCollections
{
    private static readonly string[] Table = ["TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME"];

    private static readonly SchemaCollection[] All =
    [
        new(DbMetaDataCollectionNames.MetaDataCollections, [], 0, ["CollectionName", "NumberOfRestrictions:int", "NumberOfIdentifierParts:int"],
            _ => All!.Select(collection => new object?[] { collection.Name, collection.Restrictions.Count, collection.IdentifierParts })),
        new(DbMetaDataCollectionNames.DataSourceInformation, [], 0, SourceInformation.Columns, request => [SourceInformation.Row(request.Session)]),
        new(DbMetaDataCollectionNames.DataTypes, [], 0, SourceTypes.Columns, request => SourceTypes.Rows(request.Choices)),
        new(DbMetaDataCollectionNames.Restrictions, [], 0,
            ["CollectionName", "RestrictionName", "ParameterName", "RestrictionDefault", "RestrictionNumber:int"],
            _ => All!.SelectMany(collection => collection.Restrictions.Select((name, i) => new object?[] { collection.Name, name, name, name, i + 1 }))),
        new(DbMetaDataCollectionNames.ReservedWords, [], 0, ["ReservedWord"], SchemaRows.ReservedWords),
        new("Tables", [.. Table, "TABLE_TYPE"], 3, [.. Table, "TABLE_TYPE"], SchemaRows.Tables),
        new("Views", Table, 3, [.. Table, "VIEW_DEFINITION"], SchemaRows.Views),
        new("Columns", [.. Table, "COLUMN_NAME"], 4, [.. Table, "COLUMN_NAME", "ORDINAL_POSITION:int", "IS_NULLABLE", "DATA_TYPE", "CLR_TYPE"], SchemaRows.Columns),
        new("Functions", ["FUNCTION_NAME", "FUNCTION_TYPE"], 1,
            ["FUNCTION_NAME", "FUNCTION_TYPE", "OWNER", "SIGNATURE", "RETURN_TYPE", "DESCRIPTION"], SchemaRows.Functions),
    ];

    /// <summary>The rows of a collection.</summary>
    /// <param name="link">The open connection.</param>
    /// <param name="name">The collection; case does not count.</param>
    /// <param name="restrictions">Values that rows must have, in order; null and what is missing leaves one out.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <exception cref="ArgumentException">There is no such collection, or it has fewer restrictions.</exception>
    public static DataTable Get(ConnectionLink link, string name, string?[] restrictions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        SchemaCollection collection = All.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no schema collection '{name}'; there are: {string.Join(", ", All.Select(known => known.Name))}.", nameof(name));
        string?[] wanted = restrictions ?? [];
        if (wanted.Length > collection.Restrictions.Count)
            throw new ArgumentException($"The schema collection {collection.Name} takes {collection.Restrictions.Count} restrictions, and {wanted.Length} were given.", nameof(restrictions));
        DataTable table = Empty(collection);
        SchemaRequest request = new(link.Session, link.Settings.Values, wanted, cancellationToken);
        foreach (object?[] row in collection.Rows(request))
        {
            bool isWanted = true;
            for (int i = 0; i < wanted.Length; i++)
                isWanted &= wanted[i] is null || string.Equals(wanted[i], row[table.Columns.IndexOf(collection.Restrictions[i])] as string, StringComparison.OrdinalIgnoreCase);
            if (isWanted)
                table.Rows.Add(row);
        }
        return table;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The columns are of plain types.")]
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "The columns are of plain types.")]
    private static DataTable Empty(SchemaCollection collection)
    {
        DataTable table = new(collection.Name) { Locale = CultureInfo.InvariantCulture };
        foreach (string column in collection.Columns)
        {
            switch (column.Split(':'))
            {
                case [var number, "int"]:
                    table.Columns.Add(number, typeof(int));
                    break;
                case [var flag, "bool"]:
                    table.Columns.Add(flag, typeof(bool));
                    break;
                default:
                    table.Columns.Add(column, typeof(string));
                    break;
            }
        }
        return table;
    }
}
