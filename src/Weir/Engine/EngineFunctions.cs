using System.Collections.Frozen;
using Weir.Arrow;

namespace Weir.Engine;

/// <summary>
/// The functions that a database has before plugins come, by the engine's own word: routines with parameters, types,
/// results and stability. Immutable.
/// </summary>
internal sealed class EngineFunctions
{
    private const char Separator = '\u001F';

    // Many signatures are told twice, and some without parameters at all.
    private const string Query =
        """
        SELECT DISTINCT lower(function_name), function_type, coalesce(alias_of, ''),
            coalesce(array_to_string(parameters, chr(31)), ''),
            coalesce(array_to_string(list_transform(parameter_types, lambda x: coalesce(x, '')), chr(31)), ''),
            coalesce(varargs, ''), coalesce(return_type, ''), coalesce(stability, ''), coalesce(description, ''),
            coalesce(array_to_string(examples, chr(31)), '')
        FROM duckdb_functions() WHERE function_type IN ('scalar', 'aggregate', 'table', 'macro', 'table_macro')
        ORDER BY ALL
        """;

    private readonly FrozenDictionary<string, EngineRoutine[]> _byName;

    private EngineFunctions(IEnumerable<EngineRoutine> routines) => _byName = routines
        .GroupBy(routine => routine.Name, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>No functions.</summary>
    public static EngineFunctions None { get; } = new([]);

    /// <summary>All signatures, in no order.</summary>
    public IEnumerable<EngineRoutine> All => _byName.Values.SelectMany(routines => routines);

    /// <summary>Asks the engine, before it has functions of plugins.</summary>
    public static EngineFunctions Read(DuckConnection connection)
    {
        List<EngineRoutine> routines = [.. EngineWindows.All];
        using RecordBatchReader reader = connection.Query(Query);
        while (reader.Read() is RecordBatch batch)
            using (batch)
                for (int row = 0; row < batch.RowCount; row++)
                    routines.Add(Routine([.. batch.Columns.Select(column => column.GetString(row))]));
        // The engine tells its window functions as aggregates, and only the longest of their signatures.
        HashSet<string> windows = [.. EngineWindows.All.Select(routine => routine.Name)];
        return new EngineFunctions(routines.Where(routine =>
            !PluginNames.IsReserved(routine.Name) && (routine.Kind == "window" || !windows.Contains(routine.Name))));
    }

    /// <summary>True when the engine has a function of a name, whatever its case.</summary>
    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>Whether a name is of scalar functions alone that give for the same arguments always the same.</summary>
    public bool IsPure(string name) => Of(name) is { Count: > 0 } routines
        && routines.All(routine => routine is { Kind: "scalar", Stability: "CONSISTENT" });

    /// <summary>The signatures of a name, whatever its case.</summary>
    public IReadOnlyList<EngineRoutine> Of(string name) => _byName.GetValueOrDefault(name) ?? [];

    private static EngineRoutine Routine(string[] texts)
    {
        string[] parameters = Items(texts[3]);
        string[] types = texts[4].Split(Separator);
        return new EngineRoutine(
            texts[0], texts[1], texts[2], parameters, [.. parameters.Select((_, i) => types.ElementAtOrDefault(i) ?? "")],
            texts[5], texts[6], texts[7], texts[8], Items(texts[9]));
    }

    private static string[] Items(string text) => text.Length == 0 ? [] : text.Split(Separator);
}
