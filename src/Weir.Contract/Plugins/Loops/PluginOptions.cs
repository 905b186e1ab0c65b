using System.Text.Json;

namespace Weir.Plugins.Loops;

/// <summary>The options of a table provider, as generated code takes them from JSON: each by name, with or without a default.</summary>
public sealed class PluginOptions : IDisposable
{
    private readonly string _provider;
    private readonly JsonDocument _document;

    /// <summary>Parses options.</summary>
    /// <param name="provider">The provider's name, for messages.</param>
    /// <param name="json">A JSON object.</param>
    /// <param name="names">All options that there are.</param>
    /// <exception cref="WeirException">WEIR3021: not an object, or an option that is not among the names.</exception>
    public PluginOptions(string provider, string json, params ReadOnlySpan<string> names)
    {
        _provider = provider;
        _document = Parse(provider, json);
        foreach (JsonProperty option in _document.RootElement.EnumerateObject())
            if (!names.Contains(option.Name))
                throw PluginContractErrors.OptionsInvalid(provider, option.Name, "is no option", names.Length == 0 ? "no options" : $"one of {string.Join(", ", names!)}");
    }

    /// <summary>Whether an option is given, and not as null.</summary>
    /// <param name="name">The option.</param>
    /// <returns>True when it has a value.</returns>
    public bool Has(string name) => _document.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>An integer option.</summary>
    /// <param name="name">The option.</param>
    /// <returns>The value.</returns>
    /// <exception cref="WeirException">WEIR3021: missing, or no integer of 32 bits.</exception>
    public int GetInt32(string name) => Required(name, "an integer of 32 bits") is { ValueKind: JsonValueKind.Number } element && element.TryGetInt32(out int value)
        ? value
        : throw Wrong(name, "an integer of 32 bits");

    /// <summary>An integer option.</summary>
    /// <param name="name">The option.</param>
    /// <returns>The value.</returns>
    /// <exception cref="WeirException">WEIR3021: missing, or no integer of 64 bits.</exception>
    public long GetInt64(string name) => Required(name, "an integer of 64 bits") is { ValueKind: JsonValueKind.Number } element && element.TryGetInt64(out long value)
        ? value
        : throw Wrong(name, "an integer of 64 bits");

    /// <summary>A number option.</summary>
    /// <param name="name">The option.</param>
    /// <returns>The value.</returns>
    /// <exception cref="WeirException">WEIR3021: missing, or no number.</exception>
    public double GetDouble(string name) => Required(name, "a number") is { ValueKind: JsonValueKind.Number } element && element.TryGetDouble(out double value)
        ? value
        : throw Wrong(name, "a number");

    /// <summary>A truth value option.</summary>
    /// <param name="name">The option.</param>
    /// <returns>The value.</returns>
    /// <exception cref="WeirException">WEIR3021: missing, or neither true nor false.</exception>
    public bool GetBoolean(string name) => Required(name, "true or false").ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "true or false"),
    };

    /// <summary>A text option.</summary>
    /// <param name="name">The option.</param>
    /// <returns>The value.</returns>
    /// <exception cref="WeirException">WEIR3021: missing, or no text.</exception>
    public string GetText(string name) => Required(name, "a text") is { ValueKind: JsonValueKind.String } element
        ? element.GetString()!
        : throw Wrong(name, "a text");

    /// <summary>Frees the parsed options.</summary>
    public void Dispose() => _document.Dispose();

    private static JsonDocument Parse(string provider, string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw PluginContractErrors.OptionsInvalid(provider, "$", $"is no JSON ({e.Message})", "a JSON object", e);
        }
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        using (document)
            throw PluginContractErrors.OptionsInvalid(provider, "$", $"is a JSON {document.RootElement.ValueKind}", "a JSON object");
    }

    private JsonElement Required(string name, string expected) => _document.RootElement.TryGetProperty(name, out JsonElement value)
        ? value
        : throw PluginContractErrors.OptionsInvalid(_provider, name, "is missing", expected);

    private WeirException Wrong(string name, string expected) =>
        PluginContractErrors.OptionsInvalid(_provider, name, $"is {_document.RootElement.GetProperty(name).GetRawText()}", expected);
}
