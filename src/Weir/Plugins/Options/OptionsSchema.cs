using System.Text;
using System.Text.Json;
using Weir.Diagnostics;
using Weir.Hashing;

namespace Weir.Plugins.Options;

/// <summary>
/// The options that a table provider declares: what they are is known, and given ones are checked, before
/// any of the provider's code is called. Immutable.
/// </summary>
internal sealed class OptionsSchema
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    private readonly string _provider;
    private readonly JsonElement _schema;

    private OptionsSchema(string provider, JsonElement schema)
    {
        _provider = provider;
        _schema = schema;
        Options = [.. Declared(schema)];
    }

    /// <summary>The options in the order of the schema.</summary>
    public IReadOnlyList<PluginOption> Options { get; }

    /// <summary>Reads a declared schema.</summary>
    /// <param name="provider">Plugin and provider, for errors.</param>
    /// <param name="schemaJson">JSON Schema of an object.</param>
    /// <exception cref="WeirException">WEIR3223: it is no schema, or says what this reader does not check.</exception>
    public static OptionsSchema Parse(string provider, string schemaJson)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(schemaJson, Strict);
            JsonElement schema = document.RootElement.Clone();
            return SchemaNode.FaultOf(schema) is { } fault
                ? throw PluginTableErrors.SchemaUnreadable(provider, fault)
                : new OptionsSchema(provider, schema);
        }
        catch (JsonException error)
        {
            throw PluginTableErrors.SchemaUnreadable(provider, error.Message, error);
        }
    }

    /// <summary>Checks options and fills in defaults.</summary>
    /// <param name="optionsJson">A JSON object.</param>
    /// <returns>The object in canonical form, with the default of every option that was left out.</returns>
    /// <exception cref="WeirException">WEIR3222: they do not fit; the message lists the options.</exception>
    public string Complete(string optionsJson)
    {
        try
        {
            using JsonDocument given = JsonDocument.Parse(optionsJson, Strict);
            JsonElement options = given.RootElement;
            string? fault = options.ValueKind == JsonValueKind.Object
                ? SchemaNode.FaultOf(options, _schema, "$")
                : "the options are no JSON object";
            return fault is null ? WithDefaults(options) : throw PluginTableErrors.OptionsInvalid(_provider, fault, Described());
        }
        catch (JsonException error)
        {
            throw PluginTableErrors.OptionsInvalid(_provider, Caused.By("the options are not JSON", error), Described(), error);
        }
    }

    /// <summary>The options in one line.</summary>
    public override string ToString() => string.Join(", ", Options);

    private string Described() => Options.Count == 0 ? "it takes none" : $"it takes: {this}";

    private string WithDefaults(JsonElement options)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            foreach (JsonProperty member in options.EnumerateObject())
                member.WriteTo(json);
            foreach (PluginOption option in Options)
            {
                if (option.DefaultJson is null || options.TryGetProperty(option.Name, out _))
                    continue;
                json.WritePropertyName(option.Name);
                json.WriteRawValue(option.DefaultJson);
            }
            json.WriteEndObject();
        }
        using JsonDocument whole = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        return Encoding.UTF8.GetString(CanonicalJson.Of(whole.RootElement).Span);
    }

    private static IEnumerable<PluginOption> Declared(JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out JsonElement properties))
            yield break;
        HashSet<string?> required = schema.TryGetProperty("required", out JsonElement names)
            ? [.. names.EnumerateArray().Select(name => name.GetString())]
            : [];
        foreach (JsonProperty member in properties.EnumerateObject())
        {
            string? otherwise = member.Value.ValueKind == JsonValueKind.Object && member.Value.TryGetProperty("default", out JsonElement value)
                ? value.GetRawText()
                : null;
            yield return new PluginOption(member.Name, SchemaNode.TypeOf(member.Value), required.Contains(member.Name), otherwise);
        }
    }
}
