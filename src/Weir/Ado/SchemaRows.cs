using System.Globalization;
using Weir.Arrow;
using Weir.Sessions;

namespace Weir.Ado;

/// <summary>The rows of the collections that hang on a session.</summary>
internal static class SchemaRows
{
    public static IEnumerable<object?[]> ReservedWords(SchemaRequest request)
    {
        Query query = new("SELECT upper(keyword_name) FROM duckdb_keywords() WHERE keyword_category = 'reserved' ORDER BY 1");
        using QueryResult result = request.Session.Run(query, request.CancellationToken);
        using RecordBatchReader reader = result.AsReader();
        while (reader.Read(request.CancellationToken) is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.RowCount; row++)
                    yield return [batch.Column(0).GetString(row)];
            }
        }
    }

    public static IEnumerable<object?[]> Tables(SchemaRequest request) => Sources(request)
        .Select(entry => new object?[]
        {
            entry.Name.Catalog, entry.Name.Schema, entry.Name.Name, entry.Source switch { TableSource.View => "VIEW", TableSource.Provider => "PLUGIN TABLE", _ => "BASE TABLE" },
        });

    public static IEnumerable<object?[]> Views(SchemaRequest request) => Sources(request)
        .Where(entry => entry.Source is TableSource.View)
        .Select(entry => new object?[] { entry.Name.Catalog, entry.Name.Schema, entry.Name.Name, ((TableSource.View)entry.Source).Sql });

    // Only the tables that are asked for are opened.
    public static IEnumerable<object?[]> Columns(SchemaRequest request)
    {
        string? wanted = request.Restriction(2);
        foreach ((TableName table, _) in Sources(request))
        {
            if (wanted is not null && !table.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                continue;
            using QueryResult result = request.Session.Run(new Query($"SELECT * FROM {table} LIMIT 0"), request.CancellationToken);
            ResultColumns columns = new(result, request.Choices);
            for (int i = 0; i < columns.Count; i++)
            {
                Field field = columns.Field(i);
                yield return [table.Catalog, table.Schema, table.Name, field.Name, i + 1, field.Nullable ? "YES" : "NO", columns.Shape(i).Text, columns.TypeOf(i).ToString()];
            }
        }
    }

    public static IEnumerable<object?[]> Functions(SchemaRequest request) => request.Session.Functions.Routines
        .Select(routine => new object?[]
        {
            routine.Name, routine.Kind.ToString().ToLower(CultureInfo.InvariantCulture), routine.Owner, routine.Signature, routine.ReturnType, routine.Summary,
        });

    private static IEnumerable<(TableName Name, TableSource Source)> Sources(SchemaRequest request)
    {
        CatalogState state = request.Session.Catalog.State;
        return state.Names.OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase).Select(entry => (entry.Value, state.Sources[entry.Key]));
    }
}
