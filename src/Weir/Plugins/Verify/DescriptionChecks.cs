using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weir.Plugins.Verify;

/// <summary>What must hold of what a plugin says of itself.</summary>
internal sealed partial class DescriptionChecks(Plugin plugin)
{
    public async Task RunAsync(CheckRunner runner)
    {
        await runner.RunAsync("description", "plugin", Description).ConfigureAwait(false);
        await runner.RunAsync("names", "plugin", NamesAreUnique).ConfigureAwait(false);
        foreach ((string subject, PluginFunction function) in Functions())
        {
            await runner.RunAsync("signature", subject, () => Signature(function)).ConfigureAwait(false);
            if (function.Parameters.Any(parameter => parameter.DefaultJson is not null))
                await runner.RunAsync("named_arguments", subject, () => DefaultsFit(function)).ConfigureAwait(false);
        }
    }

    private IEnumerable<(string Subject, PluginFunction Function)> Functions() =>
    [
        .. plugin.Scalars.Select(f => ($"scalar {f.Name}", (PluginFunction)f)),
        .. plugin.Aggregates.Select(f => ($"aggregate {f.Name}", (PluginFunction)f)),
        .. plugin.Windows.Select(f => ($"window {f.Name}", (PluginFunction)f)),
        .. plugin.TableFunctions.Select(f => ($"table {f.Name}", (PluginFunction)f)),
    ];

    private void Description()
    {
        PluginDescription description = plugin.Description;
        Check.That(NamePattern().IsMatch(description.Name), $"The name '{description.Name}' is not lower-case letters, digits and '_' behind a letter");
        Check.That(VersionPattern().IsMatch(description.Version), $"The version '{description.Version}' is not SemVer 2.0, for example 1.2.0");
        Check.That(description.BuildId != description.Version, "The build id is the version; it should name the very build: commit, time, configuration");
        Check.That(plugin.Capabilities != PluginCapabilities.None, "It offers nothing");
        if (description.ConfigurationSchemaJson is { } schema)
            Check.That(IsJsonObject(schema), "The schema of its configuration is not a JSON object");
    }

    private void NamesAreUnique()
    {
        string[] names = [.. Functions().SelectMany(f => (string[])[f.Function.Name, .. f.Function.Aliases])];
        Unique(names, "function");
        Unique([.. plugin.TableProviders.Select(provider => provider.Name)], "provider");
        Unique([.. plugin.RelationPlanners.Select(planner => planner.Name)], "planner");
        foreach (PluginTableProvider provider in plugin.TableProviders)
            Check.That(IsJsonObject(provider.OptionsSchemaJson), $"The schema of the options of '{provider.Name}' is not a JSON object");
    }

    private static void Unique(string[] names, string kind)
    {
        string? twice = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;
        Check.That(twice is null, $"Two exports share the {kind} name '{twice}'");
    }

    private static void Signature(PluginFunction function)
    {
        Check.That(NamePattern().IsMatch(function.Name.ToLowerInvariant()), $"The name '{function.Name}' cannot be written in SQL without quotes");
        bool optional = false;
        foreach (PluginParameter parameter in function.Parameters)
        {
            Check.That(!optional || parameter.DefaultJson is not null, $"The parameter '{parameter.Name}' must be given but stands behind an optional one");
            optional |= parameter.DefaultJson is not null;
            Check.That(parameter.DefaultJson is null || IsJsonScalar(parameter.DefaultJson), $"The default of '{parameter.Name}' is not a JSON scalar: {parameter.DefaultJson}");
        }
        string? twice = function.Parameters.GroupBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;
        Check.That(twice is null, $"Two parameters have the name '{twice}'");
    }

    private static void DefaultsFit(PluginFunction function)
    {
        foreach (PluginParameter parameter in function.Parameters.Where(parameter => parameter is { DefaultJson: not null, Type: not null }))
        {
            try
            {
                SampleConstants.OfDefault(parameter.Type!, parameter.DefaultJson!).Dispose();
            }
            catch (Exception e) when (e is FormatException or InvalidOperationException or OverflowException)
            {
                throw new CheckFailedException($"The default of '{parameter.Name}' is {parameter.DefaultJson}, which is no value of {parameter.Type}.");
            }
        }
    }

    private static bool IsJsonObject(string json) => Parses(json, kind => kind == JsonValueKind.Object);

    private static bool IsJsonScalar(string json) => Parses(json, kind => kind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Undefined));

    private static bool Parses(string json, Func<JsonValueKind, bool> isRight)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return isRight(document.RootElement.ValueKind);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$")]
    private static partial Regex VersionPattern();
}
