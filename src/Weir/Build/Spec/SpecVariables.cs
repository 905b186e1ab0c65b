using System.Text;
using System.Text.Json;
using Weir.Diagnostics;

namespace Weir.Build.Spec;

/// <summary>
/// Puts values for the variables in the locations of a spec, and in the texts among the options of its plugins' tables:
/// <c>${name}</c>, <c>${name:-default}</c>; <c>$${</c> stands for <c>${</c>. There is no other place for variables,
/// so a value is never read as SQL or as JSON.
/// </summary>
internal static class SpecVariables
{
    /// <summary>The spec with all variables replaced. A name without a value or a value without use is an error.</summary>
    public static BuildSpec Resolve(BuildSpec spec, IReadOnlyDictionary<string, string> values)
    {
        HashSet<string> used = [];
        string? Replace(string? text, string path) => text is null ? null : Resolve(text, path, values, used);

        BuildSpec resolved = spec with
        {
            InputRelations = [.. spec.InputRelations.Select((input, i) => input with
            {
                DeltaLocation = Replace(input.DeltaLocation, $"$.input_relations[{i}].delta_location"),
                Location = Replace(input.Location, $"$.input_relations[{i}].location"),
                Options = input.Options is { } options ? ReplaceTexts(options, $"$.input_relations[{i}].options", values, used) : null,
            })],
            OutputTargets = [.. spec.OutputTargets.Select((output, i) => output with
            {
                DeltaLocation = Replace(output.DeltaLocation, $"$.output_targets[{i}].delta_location"),
            })],
        };
        if (values.Keys.Where(name => !used.Contains(name)).Order(StringComparer.Ordinal).FirstOrDefault() is { } unused)
            throw SpecErrors.InvalidVariable("$", $"no location and no option of the spec uses the variable '{unused}', and a value was given for it");
        return resolved;
    }

    private static JsonElement ReplaceTexts(JsonElement options, string path, IReadOnlyDictionary<string, string> values, HashSet<string> used)
    {
        if (options.ValueKind != JsonValueKind.Object)
            return options;
        Dictionary<string, JsonElement> replaced = [];
        foreach (JsonProperty option in options.EnumerateObject())
        {
            replaced[option.Name] = option.Value.ValueKind == JsonValueKind.String
                ? JsonSerializer.SerializeToElement(Resolve(option.Value.GetString()!, $"{path}.{option.Name}", values, used), SpecJson.Default.String)
                : option.Value;
        }
        return JsonSerializer.SerializeToElement(replaced, SpecJson.Default.DictionaryStringJsonElement);
    }

    private static string Resolve(string text, string path, IReadOnlyDictionary<string, string> values, HashSet<string> used)
    {
        StringBuilder result = new();
        int at = 0;
        while (text.IndexOf("${", at, StringComparison.Ordinal) is var start and >= 0)
        {
            if (start > at && text[start - 1] == '$')
            {
                result.Append(text, at, start - 1 - at).Append("${");
                at = start + 2;
                continue;
            }
            int end = text.IndexOf('}', start);
            if (end < 0)
                throw SpecErrors.InvalidVariable(path, $"a variable is not closed in '{text}'");
            result.Append(text, at, start - at).Append(Value(text[(start + 2)..end], path, values, used));
            at = end + 1;
        }
        return result.Append(text, at, text.Length - at).ToString();
    }

    private static string Value(string inside, string path, IReadOnlyDictionary<string, string> values, HashSet<string> used)
    {
        int colon = inside.IndexOf(":-", StringComparison.Ordinal);
        string name = colon < 0 ? inside : inside[..colon];
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
            throw SpecErrors.InvalidVariable(path, $"'{name}' is not the name of a variable: letters, digits, '_', '-' and '.' are");
        used.Add(name);
        if (values.TryGetValue(name, out string? value))
            return value;
        return colon >= 0
            ? inside[(colon + 2)..]
            : throw SpecErrors.InvalidVariable(path, $"the variable '{name}' has no value and no default");
    }
}
