using System.Globalization;
using Weir.Arrow;
using Weir.Catalog;
using Weir.Sessions;

namespace Weir.Ado;

/// <summary>The rows of the collections that hang on a session.</summary>
internal static class SchemaRows
{
    private const string Catalog = "weir", Schema = "main";

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
        .Select(source => new object?[] { Catalog, Schema, source.Key, source.Value switch { TableSource.View => "VIEW", TableSource.Provider => "PLUGIN TABLE", _ => "BASE TABLE" } });

    public static IEnumerable<object?[]> Views(SchemaRequest request) => Sources(request)
        .Where(source => source.Value is TableSource.View)
        .Select(source => new object?[] { Catalog, Schema, source.Key, ((TableSource.View)source.Value).Sql });

    // Only the tables that are asked for are opened.
    public static IEnumerable<object?[]> Columns(SchemaRequest request)
    {
        string? wanted = request.Restriction(2);
        foreach ((string table, _) in Sources(request))
        {
            if (wanted is not null && !table.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                continue;
            using QueryResult result = request.Session.Run(new Query($"SELECT * FROM {SqlText.Name(table)} LIMIT 0"), request.CancellationToken);
            ResultColumns columns = new(result);
            for (int i = 0; i < columns.Count; i++)
            {
                Field field = columns.Field(i);
                yield return [Catalog, Schema, table, field.Name, i + 1, field.Nullable ? "YES" : "NO", columns.Shape(i).Text, columns.TypeOf(i).ToString()];
            }
        }
    }

    public static IEnumerable<object?[]> Functions(SchemaRequest request) => request.Session.Functions.Routines
        .Select(routine => new object?[]
        {
            routine.Name, routine.Kind.ToString().ToLower(CultureInfo.InvariantCulture), routine.Owner, routine.Signature, routine.ReturnType, routine.Summary,
        });

    private static IEnumerable<KeyValuePair<string, TableSource>> Sources(SchemaRequest request) =>
        request.Session.Sources.OrderBy(source => source.Key, StringComparer.OrdinalIgnoreCase);
}
