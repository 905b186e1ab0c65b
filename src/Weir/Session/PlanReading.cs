using System.Globalization;
using System.Text.Json;

namespace Weir.Sessions;

/// <summary>Reads what the engine answers to EXPLAIN in JSON.</summary>
internal static class PlanReading
{
    private const string Estimate = "Estimated Cardinality";

    /// <summary>The tree of a plan.</summary>
    public static PlanStep Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 4096 });
        JsonElement root = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement[0] : document.RootElement;
        // The query, and the step that does nothing but explain, are no steps of the query.
        while (NameOf(root) is "" or "EXPLAIN_ANALYZE" && root.TryGetProperty("children", out JsonElement children) && children.GetArrayLength() == 1)
            root = children[0];
        return Step(root);
    }

    private static PlanStep Step(JsonElement node)
    {
        List<KeyValuePair<string, string>> details = [];
        long? estimated = null;
        if (node.TryGetProperty("extra_info", out JsonElement info) && info.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty fact in info.EnumerateObject())
            {
                string value = fact.Value.ValueKind == JsonValueKind.Array ? string.Join(", ", fact.Value.EnumerateArray().Select(Text)) : Text(fact.Value);
                if (fact.Name == Estimate)
                    estimated = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long rows) ? rows : null;
                else if (value.Length > 0)
                    details.Add(new(Word(fact.Name), value));
            }
        }
        PlanStep[] inputs = node.TryGetProperty("children", out JsonElement children) ? [.. children.EnumerateArray().Select(Step)] : [];
        return new PlanStep(NameOf(node).Trim(), details, inputs)
        {
            RowsEstimated = estimated,
            Rows = Number(node, "operator_cardinality"),
            RowsScanned = Number(node, "operator_rows_scanned"),
            Time = node.TryGetProperty("operator_timing", out JsonElement seconds) ? TimeSpan.FromSeconds(seconds.GetDouble()) : null,
        };
    }

    private static string Word(string fact) => fact switch
    {
        "Filters" => "pushed filters",
        "Dynamic Filters" => "filters made while it runs",
        "Total Files Read" => "files read",
        "Filename(s)" => "files",
        _ => fact.ToLowerInvariant(),
    };

    private static string NameOf(JsonElement node) =>
        node.TryGetProperty("name", out JsonElement name) || node.TryGetProperty("operator_name", out name) ? name.GetString() ?? "" : "";

    private static long? Number(JsonElement node, string member) => node.TryGetProperty(member, out JsonElement value) && value.TryGetInt64(out long number) ? number : null;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!.ReplaceLineEndings(" ") : value.GetRawText();
}
