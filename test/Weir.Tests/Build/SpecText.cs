using System.Text.Json.Nodes;

namespace Weir.Tests.Build;

/// <summary>A small valid spec, and changes to it by JSON path.</summary>
internal static class SpecText
{
    public const string Valid = """
        {
          "version": 4,
          "input_relations": [ { "logical_name": "orders", "location": "orders.csv", "format": "csv" } ],
          "view_definitions": [
            { "name": "big", "view_kind": "filter", "transform": { "kind": "Filter", "source": "orders", "predicate": "amount > 10" } }
          ],
          "output_targets": [ { "table_name": "big_orders", "source_view": "big" } ]
        }
        """;

    /// <summary>The valid spec with one member set to a JSON text.</summary>
    /// <param name="path">Names and indexes, joined by '/': <c>view_definitions/0/name</c>.</param>
    /// <param name="json">The new value.</param>
    public static string With(string path, string json) => Change(Valid, path, json);

    /// <summary>The valid spec without one member.</summary>
    public static string Without(string path) => Change(Valid, path, null);

    /// <summary>A text with one member set or taken away.</summary>
    public static string Change(string text, string path, string? json)
    {
        JsonNode root = JsonNode.Parse(text)!;
        string[] steps = path.Split('/');
        JsonNode node = steps[..^1].Aggregate(root, (at, step) => int.TryParse(step, out int index) ? at[index]! : at[step]!);
        JsonNode? value = json is null ? null : JsonNode.Parse(json);
        if (int.TryParse(steps[^1], out int last))
        {
            JsonArray array = node.AsArray();
            if (last < array.Count)
                array[last] = value;
            else
                array.Add(value);
        }
        else if (json is null)
        {
            node.AsObject().Remove(steps[^1]);
        }
        else
        {
            node[steps[^1]] = value;
        }
        return root.ToJsonString();
    }

    public static string View(string name, string transform, string dependencies = "[]") =>
        $$"""{ "name": "{{name}}", "view_kind": "v", "view_dependencies": {{dependencies}}, "transform": {{transform}} }""";

    public static string Filter(string source) => $$"""{ "kind": "Filter", "source": "{{source}}", "predicate": "true" }""";
}
