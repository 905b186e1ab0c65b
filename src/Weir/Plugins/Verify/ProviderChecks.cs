using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Plugins.Verify;

/// <summary>A provider is tried with the options that the caller gives, else with samples of its schema.</summary>
internal sealed class ProviderChecks(PluginTableProvider provider)
{
    private const int SampleInteger = 1000;

    public async Task RunAsync(CheckRunner runner)
    {
        string subject = $"provider {provider.Name}";
        string options = runner.Options.ProviderOptionsJson.GetValueOrDefault(provider.Name) ?? Sample(provider.OptionsSchemaJson);
        await runner.RunAsync("options", subject, RefusesBadOptions).ConfigureAwait(false);
        bool opens = false;
        await runner.RunAsync("samples", subject, () => opens = Opens(options)).ConfigureAwait(false);
        if (opens)
            await new TableChecks(subject, () => provider.Open(options), runner.Options.TableRowsMax).RunAsync(runner).ConfigureAwait(false);
    }

    private bool Opens(string options)
    {
        try
        {
            provider.Open(options).Dispose();
            return true;
        }
        catch (Exception e)
        {
            Refusal.Require(e);
            throw new CheckSkippedException($"it does not open with the options {options}: {e.Message}. Give options that it takes");
        }
    }

    private void RefusesBadOptions()
    {
        foreach (string bad in (string[])["not json", "[]", "\"text\""])
        {
            try
            {
                provider.Open(bad).Dispose();
            }
            catch (Exception e)
            {
                Check.That(e.Message.Length > 0, $"It refuses the options '{bad}' without saying why");
                continue;
            }
            throw new CheckFailedException($"It opens a table with the options '{bad}', which are not a JSON object.");
        }
    }

    // Required options get a value of their type; the others are left to their defaults.
    private static string Sample(string schemaJson)
    {
        try
        {
            if (JsonNode.Parse(schemaJson) is not JsonObject schema)
                return "{}";
            JsonObject options = [];
            foreach (string name in schema["required"]?.AsArray().Select(node => (string?)node).OfType<string>() ?? [])
                options[name] = SampleOf(schema["properties"]?[name]);
            return options.ToJsonString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "{}";
        }
    }

    private static JsonNode? SampleOf(JsonNode? property) => property?["default"] is { } given ? given.DeepClone() : (string?)property?["type"] switch
    {
        "integer" or "number" => SampleInteger,
        "boolean" => true,
        "array" => new JsonArray(),
        "object" => new JsonObject(),
        _ => "sample",
    };
}
