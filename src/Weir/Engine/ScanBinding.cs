using Weir.Arrow;
using Weir.Diagnostics;
using Weir.Engine.Syntax;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>
/// Gives the values of conditions the types of a table's columns. The engine compares a column with a value of
/// another type in a type that holds both; a filter is made only where the value has the same meaning in the
/// column's own type, so 3 for 3.0 and nothing for 3.5. A condition that is left out costs rows that are read, never rows of the answer.
/// </summary>
internal sealed class ScanBinding
{
    private readonly DuckConnection _connection;
    private readonly QueryArguments? _arguments;
    private readonly CancellationToken _cancellationToken;

    private ScanBinding(DuckConnection connection, QueryArguments? arguments, CancellationToken cancellationToken)
    {
        _connection = connection;
        _arguments = arguments;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Binds what a statement wants of a table.</summary>
    /// <param name="connection">Converts the values.</param>
    /// <param name="scan">What is wanted.</param>
    /// <param name="schema">The table's columns.</param>
    /// <param name="arguments">Values of the statement's parameters.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>What the table can be asked for; the caller disposes it.</returns>
    public static BoundScan Bind(
        DuckConnection connection, ProviderScan scan, Schema schema, QueryArguments? arguments, CancellationToken cancellationToken)
    {
        ScanBinding binding = new(connection, arguments, cancellationToken);
        List<PluginFilter> filters = [];
        try
        {
            foreach (ScanFilter filter in scan.Filters)
            {
                if (binding.Bind(filter, schema) is { } bound)
                    filters.Add(bound);
            }
            return new BoundScan(filters, filters.Count == scan.Filters.Count ? scan.LimitRows : null);
        }
        catch
        {
            new BoundScan(filters, null).Dispose();
            throw;
        }
    }

    private PluginFilter? Bind(ScanFilter filter, Schema schema)
    {
        int column = ColumnOf(filter.Column, schema);
        if (column < 0)
            return null;
        if (filter.ValuesSql is null)
            return new PluginFilter(column, filter.Operator, null);
        ArrowType type = schema.Fields[column].Type;
        if (filter.Operator == FilterOperator.StartsWith && PluginSignature.SqlName(type) != "VARCHAR")
            return null;
        if (Arguments(filter) is not { } arguments)
            return null;
        try
        {
            return Values(filter, type, arguments) is { } values ? new PluginFilter(column, filter.Operator, values) : null;
        }
        catch (WeirException refusal) when (refusal.Code is "WEIR4005" or "WEIR4006")
        {
            // The statement holds the same values and tells what is wrong with them, if anything is.
            return null;
        }
    }

    private static int ColumnOf(string name, Schema schema)
    {
        int[] found = [.. Enumerable.Range(0, schema.Fields.Count)
            .Where(i => schema.Fields[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return found is [int only] ? only : -1;
    }

    private QueryArguments? Arguments(ScanFilter filter)
    {
        Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in filter.Parameters)
        {
            if (_arguments is null || !_arguments.ByName.TryGetValue(name, out object? value))
                return null;
            values[$"weir_{name}"] = value;
        }
        return new QueryArguments(values);
    }

    private RecordBatch? Values(ScanFilter filter, ArrowType type, QueryArguments arguments)
    {
        string target = PluginSignature.SqlName(type);
        string rows = $"SELECT unnest({filter.ValuesSql}) AS v";
        string isSame = filter.AreTexts ? $"TRY_CAST(v AS {target}) IS NOT NULL" : $"coalesce(TRY_CAST(v AS {target}) = v, false)";
        if (!filter.AreTexts && !IsComparedAs(target, Single($"SELECT any_value(typeof(v)) FROM ({rows})", arguments)))
            return null;
        if (Single($"SELECT bool_and({isSame})::VARCHAR FROM ({rows}) WHERE v IS NOT NULL", arguments) != "true")
            return null;
        using RecordBatchReader reader = _connection.Query(
            $"SELECT TRY_CAST(v AS {target}) AS v FROM ({rows}) WHERE v IS NOT NULL", arguments, cancellationToken: _cancellationToken);
        RecordBatch? values = reader.Read(_cancellationToken);
        if (values is not null && reader.Schema.Fields[0].Type == type && values.RowCount <= ScanConditions.ValuesMax)
            return values;
        values?.Dispose();
        return null;
    }

    private string? Single(string sql, QueryArguments arguments)
    {
        using RecordBatchReader reader = _connection.Query(sql, arguments, cancellationToken: _cancellationToken);
        using RecordBatch? batch = reader.Read(_cancellationToken);
        Invariant.Holds(batch is { RowCount: 1 });
        return batch.Column(0).IsNull(0) ? null : batch.Column(0).GetString(0);
    }

    // Whether the engine's comparison of these types orders values as the column's type does.
    private static bool IsComparedAs(string column, string? value) => value is not null && (column == value || Kind(column) switch
    {
        NumberKind.Exact => Kind(value) == NumberKind.Exact,
        NumberKind.Inexact => Kind(value) != NumberKind.None,
        _ => (column, value) is ("TIMESTAMP", "DATE") or ("DATE", "TIMESTAMP"),
    });

    private static NumberKind Kind(string type) => type switch
    {
        "FLOAT" or "DOUBLE" => NumberKind.Inexact,
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" => NumberKind.Exact,
        "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT" => NumberKind.Exact,
        _ => type.StartsWith("DECIMAL(", StringComparison.Ordinal) ? NumberKind.Exact : NumberKind.None,
    };

    private enum NumberKind
    {
        None,
        Exact,
        Inexact,
    }
}
