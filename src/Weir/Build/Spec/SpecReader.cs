using System.Text.Json;
using Weir.Diagnostics;

namespace Weir.Build.Spec;

/// <summary>
/// Text to <see cref="BuildSpec"/>. What the type cannot say is checked on the text first: the
/// version, members of older versions, nulls inside lists and maps, transforms without a kind.
/// </summary>
internal static class SpecReader
{
    private static readonly string[] Kinds =
    [
        "Normalize", "Relate", "Union", "Project", "Filter", "Aggregate",
        "IncrementalCdf", "Metadata", "FileManifest", "CpgEmit",
    ];

    /// <summary>Reads a spec; every failure names its JSON path and, where there is one, its line.</summary>
    public static BuildSpec Read(string text)
    {
        try
        {
            using JsonDocument document = Parse(text);
            RequireShape(document.RootElement);
            return Deserialize(text);
        }
        catch (WeirException error) when (error.Details.TryGetValue("path", out string? path) && !error.Details.ContainsKey("line"))
        {
            throw JsonPositions.LineOf(text, path) is { } line ? SpecErrors.OnLine(error, line) : error;
        }
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            WeirException invalid = SpecErrors.InvalidSpec(error.Path ?? "$", JsonFault.Plain(error.Message), error);
            throw error.LineNumber is { } line ? SpecErrors.OnLine(invalid, line + 1) : invalid;
        }
    }

    private static void RequireShape(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw SpecErrors.InvalidSpec("$", $"a spec is an object, not {Name(root.ValueKind)}");
        if (root.TryGetProperty("parameter_templates", out _))
            throw SpecErrors.LegacyTemplates();
        if (root.TryGetProperty("version", out JsonElement version) && version.ValueKind == JsonValueKind.Number
            && !(version.TryGetInt32(out int number) && number == BuildSpec.CurrentVersion))
            throw SpecErrors.VersionUnsupported(version.GetRawText());
        RequireKinds(root);
        RequireNoNulls(root, "$");
    }

    private static void RequireKinds(JsonElement root)
    {
        if (!root.TryGetProperty("view_definitions", out JsonElement views) || views.ValueKind != JsonValueKind.Array)
            return;
        int index = 0;
        foreach (JsonElement view in views.EnumerateArray())
        {
            string path = $"$.view_definitions[{index++}].transform";
            if (view.ValueKind != JsonValueKind.Object || !view.TryGetProperty("transform", out JsonElement transform)
                || transform.ValueKind != JsonValueKind.Object)
                continue;
            if (!transform.TryGetProperty("kind", out JsonElement kind))
                throw SpecErrors.InvalidSpec(path, $"the transform has no 'kind'; kinds are {string.Join(", ", Kinds)}");
            if (kind.ValueKind != JsonValueKind.String || !Kinds.Contains(kind.GetString()))
                throw SpecErrors.InvalidSpec($"{path}.kind", $"there is no transform {kind.GetRawText()}; kinds are {string.Join(", ", Kinds)}");
        }
    }

    // The serializer checks members for null, but not the items of lists and maps.
    private static void RequireNoNulls(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            int index = 0;
            foreach (JsonElement item in value.EnumerateArray())
                RequireNoNullItem(item, $"{path}[{index++}]");
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in value.EnumerateObject())
            {
                string memberPath = $"{path}.{member.Name}";
                RequireNoNulls(member.Value, memberPath);
                if (member.Name is "columns" or "write_metadata" or "table_properties" or "lineage_tags" && member.Value.ValueKind == JsonValueKind.Object)
                    foreach (JsonProperty entry in member.Value.EnumerateObject())
                        RequireNoNullItem(entry.Value, JsonPositions.Member(memberPath, entry.Name));
            }
        }
    }

    private static void RequireNoNullItem(JsonElement item, string path)
    {
        if (item.ValueKind == JsonValueKind.Null)
            throw SpecErrors.InvalidSpec(path, "null is not a value here");
        RequireNoNulls(item, path);
    }

    private static BuildSpec Deserialize(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SpecJson.Default.BuildSpec)
                ?? throw SpecErrors.InvalidSpec("$", "the spec is null");
        }
        catch (JsonException error)
        {
            throw SpecErrors.InvalidSpec(error.Path ?? "$", JsonFault.Plain(error.Message), error);
        }
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
