using System.Globalization;
using Weir.Catalog;
using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>
/// Makes of a value as data files have it the value of the table: inner fields get the names of the schema, variants
/// become JSON, which every consumer of Arrow data can take.
/// </summary>
internal static class LogicalValue
{
    /// <summary>SQL for the value; the very text given where there is nothing to do.</summary>
    /// <param name="value">SQL of the value as the scan gives it.</param>
    /// <param name="found">Its type in the scan.</param>
    /// <param name="wanted">Its type in the schema; differs in names and variants only.</param>
    public static string Of(string value, DeltaType found, DeltaType wanted) => Of(value, found, wanted, depth: 0);

    private static string Of(string value, DeltaType found, DeltaType wanted, int depth)
    {
        if (wanted == DeltaType.Variant && found == wanted)
            return $"CAST({value} AS JSON)";
        if (wanted == DeltaType.Variant)
            return $"CAST({VariantText.Name}(struct_extract({value}, 'metadata'), struct_extract({value}, 'value')) AS JSON)";
        if (found.Equals(wanted) && !wanted.SelfAndNested().Contains(DeltaType.Variant))
            return value;
        string item = string.Create(CultureInfo.InvariantCulture, $"item{depth}");
        string mapped = (found, wanted) switch
        {
            (DeltaStruct from, DeltaStruct to) => Struct(value, from, to, depth),
            (DeltaArray from, DeltaArray to) => $"list_transform({value}, lambda {item}: {Of(item, from.Element, to.Element, depth + 1)})",
            (DeltaMap from, DeltaMap to) => $"map_from_entries(list_transform(map_entries({value}), lambda {item}: struct_pack(" +
                $"k := {Of($"{item}.key", from.Key, to.Key, depth + 1)}, v := {Of($"{item}.value", from.Value, to.Value, depth + 1)})))",
            _ => throw Invariant.Unreachable(wanted),
        };
        // A struct of nulls is not a null struct.
        return $"CASE WHEN {value} IS NOT NULL THEN {mapped} END";
    }

    private static string Struct(string value, DeltaStruct found, DeltaStruct wanted, int depth)
    {
        IEnumerable<string> fields = found.Fields.Zip(wanted.Fields, (from, to) =>
            $"{SqlText.Name(to.Name)} := {Of($"struct_extract({value}, {SqlText.Literal(from.Name)})", from.Type, to.Type, depth)}");
        return $"struct_pack({string.Join(", ", fields)})";
    }
}
