using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Weir.Diagnostics;

namespace Weir.Plugins.Gate;

/// <summary>
/// Text to <see cref="PluginManifest"/>, strictly. A manifest of another version is told from a wrong one: version
/// and ABI are looked at before the members, since a newer form may have members that this host does not know.
/// </summary>
internal static partial class ManifestReader
{
    /// <summary>The longest manifest that is read.</summary>
    public const int BytesMax = 1 << 20;

    private const int NameCharactersMax = 63;

    /// <summary>Reads the bytes of a manifest; zeroes at the end, as C leaves them, do not count.</summary>
    /// <param name="utf8">UTF-8, with or without a byte order mark.</param>
    /// <param name="where">The place for messages.</param>
    public static PluginManifest Read(ReadOnlySpan<byte> utf8, string where)
    {
        if (utf8.Length > BytesMax)
            throw PluginGateErrors.ManifestTooBig(where, utf8.Length, BytesMax);
        utf8 = utf8.TrimEnd((byte)0);
        try
        {
            return Read(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8).TrimStart('\uFEFF'), where);
        }
        catch (DecoderFallbackException error)
        {
            throw PluginGateErrors.ManifestInvalid(where, "$", null, $"it is not UTF-8 at byte {error.Index}", error);
        }
    }

    /// <summary>Reads a manifest's text.</summary>
    public static PluginManifest Read(string text, string where)
    {
        if (text.Length > BytesMax)
            throw PluginGateErrors.ManifestTooBig(where, text.Length, BytesMax);
        if (string.IsNullOrWhiteSpace(text))
            throw PluginGateErrors.ManifestInvalid(where, "$", 1, "it is empty");
        RequireShape(text, where);
        PluginManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(text, PluginJsonTypes.Default.PluginManifest)
                ?? throw PluginGateErrors.ManifestInvalid(where, "$", 1, "it is null");
        }
        catch (JsonException error)
        {
            throw PluginGateErrors.ManifestInvalid(where, error.Path ?? "$", error.LineNumber + 1, JsonFault.Plain(error.Message), error);
        }
        foreach ((string path, string why) in Faults(manifest))
            throw PluginGateErrors.ManifestInvalid(where, path, JsonPositions.LineOf(text, path), why);
        return manifest;
    }

    private static void RequireShape(string text, string where)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw PluginGateErrors.ManifestInvalid(where, "$", 1, "a manifest is a JSON object");
            if (document.RootElement.TryGetProperty("manifest_version", out JsonElement version)
                && version.ValueKind == JsonValueKind.Number && version.GetRawText() != "1")
                throw PluginGateErrors.ManifestVersion(where, version.GetRawText(), PluginManifest.CurrentVersion);
            if (document.RootElement.TryGetProperty("isolation", out JsonElement isolation)
                && isolation.ValueKind == JsonValueKind.String && isolation.ValueEquals("manifest"))
                throw PluginGateErrors.ManifestInvalid(where, "$.isolation", JsonPositions.LineOf(text, "$.isolation"), "a manifest says 'in_process' or 'process'");
        }
        catch (JsonException error)
        {
            throw PluginGateErrors.ManifestInvalid(where, error.Path ?? "$", error.LineNumber + 1, JsonFault.Plain(error.Message), error);
        }
    }

    // What the types do not say; the first fault is reported.
    private static IEnumerable<(string Path, string Why)> Faults(PluginManifest manifest)
    {
        if (!IsName(manifest.Name))
            yield return ("$.name", $"'{manifest.Name}' is no name: lower-case letters, digits and '_', starting with a letter, at most {NameCharactersMax}");
        if (!SemanticVersion().IsMatch(manifest.Version))
            yield return ("$.version", $"'{manifest.Version}' is no version of the form 1.2.3");
        if (manifest.Kind == PluginKind.Managed && string.IsNullOrEmpty(manifest.EntryType))
            yield return ("$.entry_type", "a managed plugin names its class here");
        if (manifest.Kind == PluginKind.Native && manifest.EntryType is not null)
            yield return ("$.entry_type", "a native plugin has none");
        foreach ((string path, string? name) in Names(manifest))
            if (!IsName(name))
                yield return (path, $"'{name}' is no name: lower-case letters, digits and '_', starting with a letter, at most {NameCharactersMax}");
        foreach ((string? rid, string? file) in manifest.Files ?? new Dictionary<string, string>())
            if (!IsInside(file))
                yield return ($"$.files.{rid}", $"'{file}' is no relative path below the folder of plugin.json");
        for (int i = 0; i < manifest.Features.Count; i++)
            if (string.IsNullOrWhiteSpace(manifest.Features[i]))
                yield return ($"$.features[{i}]", "a feature is a word");
    }

    private static IEnumerable<(string Path, string? Name)> Names(PluginManifest manifest)
    {
        for (int i = 0; i < manifest.Capabilities.Count; i++)
            yield return ($"$.capabilities[{i}]", manifest.Capabilities[i]);
        for (int i = 0; i < manifest.Functions.Count; i++)
        {
            DeclaredFunction? function = manifest.Functions[i];
            yield return ($"$.functions[{i}].name", function?.Name);
            for (int j = 0; j < (function?.Aliases.Count ?? 0); j++)
                yield return ($"$.functions[{i}].aliases[{j}]", function!.Aliases[j]);
        }
        for (int i = 0; i < manifest.Providers.Count; i++)
            yield return ($"$.providers[{i}]", manifest.Providers[i]);
        for (int i = 0; i < manifest.Planners.Count; i++)
            yield return ($"$.planners[{i}]", manifest.Planners[i]);
    }

    private static bool IsName(string? name) => name is { Length: <= NameCharactersMax } && Name().IsMatch(name);

    private static bool IsInside(string? file) =>
        !string.IsNullOrEmpty(file) && !Path.IsPathRooted(file) && !file.Contains('\\', StringComparison.Ordinal)
        && !file.Contains(':', StringComparison.Ordinal) && !file.Split('/').Any(part => part is ".." or "." or "");

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A\d{1,9}\.\d{1,9}\.\d{1,9}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SemanticVersion();
}
