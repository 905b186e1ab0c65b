using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Weir.Diagnostics;
using Weir.Hashing;
using Weir.Plugins;
using Weir.Profiles;

namespace Weir;

/// <summary>
/// What a runtime is, in one value: resources, names, tables, features, diagnostics, policies, caches, places. Every way into
/// Weir goes through one. <see cref="Coverage"/> says of each knob what becomes of it; nothing is dropped silently. Immutable.
/// </summary>
public sealed record RuntimeProfile
{
    /// <summary>A name for logs and reports; no part of the fingerprint.</summary>
    public string Name { get; init; } = "default";

    /// <summary>Resources of the engine.</summary>
    public ExecutionProfile Execution { get; init; } = new();

    /// <summary>Names and tables.</summary>
    public CatalogProfile Catalog { get; init; } = new();

    /// <summary>Data by name.</summary>
    public DataSourcesProfile DataSources { get; init; } = new();

    /// <summary>How schemas are tried before rows move.</summary>
    public BootstrapProfile ZeroRowBootstrap { get; init; } = new();

    /// <summary>What a session can do.</summary>
    public FeatureProfile Features { get; init; } = new();

    /// <summary>What a runtime tells about its work.</summary>
    public DiagnosticsProfile Diagnostics { get; init; } = new();

    /// <summary>What a session may do.</summary>
    public PolicyProfile Policies { get; init; } = new();

    /// <summary>What is kept between queries.</summary>
    public CacheConfig Caches { get; init; } = new();

    /// <summary>Places of tables.</summary>
    public StorageSection Storage { get; init; } = new();

    // Where an editor finds the schema of a text; no part of the profile.
    [SuppressMessage("Performance", "CA1822", Justification = "The serializer reads members of instances.")]
    [JsonInclude]
    [JsonPropertyName("$schema")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal string? SchemaOfText
    {
        get => null;
        init { }
    }

    /// <summary>The names that <see cref="Preset"/> knows.</summary>
    [JsonIgnore]
    public static IReadOnlyList<string> PresetNames => ProfilePresets.Names;

    /// <summary>
    /// Names the profile by what it says: BLAKE3 over its JSON in canonical form without the name, 64 hexadecimal digits. Equal
    /// profiles have equal ones, however they were written.
    /// </summary>
    [JsonIgnore]
    public string Fingerprint
    {
        get
        {
            JsonObject members = JsonObject.Create(ToElement())!;
            members.Remove("name");
            using JsonDocument unnamed = JsonDocument.Parse(members.ToJsonString());
            return new FieldHash("weir.profile.v1").Add("profile", System.Text.Encoding.UTF8.GetString(CanonicalJson.Of(unnamed.RootElement).Span)).ToHex();
        }
    }

    /// <summary>Names the settings that the engine is opened with: BLAKE3, 64 hexadecimal digits.</summary>
    [JsonIgnore]
    public string SettingsHash => new FieldHash("weir.settings.v1")
        .Add("settings", [.. EngineSettings.Of(ToElement()).Select(setting => $"{setting.Name}={setting.Value}")])
        .ToHex();

    /// <summary>A profile by name: <c>small</c>, <c>medium</c>, <c>large</c>, <c>default</c>, <c>dev</c>, <c>prod</c> or <c>symtable</c>.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="WeirException">WEIR8081: there is none of this name.</exception>
    public static RuntimeProfile Preset(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Read(ProfilePresets.Of(name).ToJsonString());
    }

    /// <summary>Reads a profile. What is left out is as in a profile that sets nothing; what is not known is an error with its place.</summary>
    /// <param name="json">An object; see docs/profile.schema.json.</param>
    /// <returns>The profile; whether it can be opened is said by <see cref="Coverage"/>.</returns>
    /// <exception cref="WeirException">WEIR8080: not a profile; the message names path and line.</exception>
    public static RuntimeProfile Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            ProfileText.RequireFinite(json);
            _ = JsonSerializer.Deserialize(json, ProfileJsonTypes.Default.RuntimeProfile) ?? throw ProfileErrors.Unreadable("$", "the profile is null", 1);
            RuntimeProfile profile = Completed(json);
            ProfileText.Require(profile.ToElement(), json);
            return profile;
        }
        catch (JsonException error)
        {
            throw ProfileText.Fault(error, json, ProfileJsonTypes.Default.RuntimeProfile);
        }
    }

    /// <summary>
    /// The profile that environment variables say: <c>WEIR_RUNTIME_PROFILE</c> names the preset that the others change. docs/profiles.md lists them.
    /// </summary>
    /// <param name="read">Gives the value of a variable; null or empty where it is not set.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="WeirException">WEIR8081: there is no such preset. WEIR8083: a variable has a value that its knob does not take.</exception>
    public static RuntimeProfile FromEnvironment(Func<string, string?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        string json = ProfileVariables.Overlay(read).ToJsonString();
        try
        {
            return Read(json);
        }
        catch (WeirException error) when (ProfileVariables.Of(error.Details.GetValueOrDefault("path", "")) is { } variable)
        {
            throw ProfileErrors.Variable(variable, read(variable)!, error.Details["reason"]);
        }
    }

    /// <summary>What becomes of each knob, in the order of the sections.</summary>
    /// <returns>A row a knob, also of those that no profile has.</returns>
    public IReadOnlyList<KnobCoverage> Coverage() => KnobReading.Coverage(ToElement(), new RuntimeProfile().ToElement());

    /// <summary>The profile as indented JSON with every knob written out.</summary>
    /// <returns>The text; <see cref="Read"/> gives the same profile again.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, ProfileJsonTypes.Default.RuntimeProfile) + "\n";

    internal JsonElement ToElement() => JsonSerializer.SerializeToElement(this, ProfileJsonTypes.Default.RuntimeProfile);

    /// <exception cref="WeirException">WEIR8082: a knob is set that is refused.</exception>
    internal void RequireOpenable()
    {
        KnobCoverage[] refused = [.. Coverage().Where(row => row.IsSet && row.Status == KnobStatus.Refused)];
        if (refused.Length > 0)
            throw ProfileErrors.Refused(Name, refused.Select(row => (row.Path, row.Value ?? "null", row.Reason!)));
    }

    // The serializer gives members that are left out no default of the record, so they are written out first.
    private static RuntimeProfile Completed(string json)
    {
        JsonObject full = JsonObject.Create(new RuntimeProfile().ToElement())!;
        Lay(full, JsonNode.Parse(json)!.AsObject(), "");
        return full.Deserialize(ProfileJsonTypes.Default.RuntimeProfile)!;
    }

    private static void Lay(JsonObject full, JsonObject written, string prefix)
    {
        foreach ((string name, JsonNode? value) in written)
        {
            string path = prefix + name;
            if (value is JsonObject section && full[name] is JsonObject whole && !KnobTable.All.Any(knob => knob.Path == path))
                Lay(whole, section, $"{path}.");
            else
                full[name] = value?.DeepClone();
        }
    }
}

/// <summary>How profiles are read and written: strict both in members and in values.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(SnakeCaseEnum<DatasetFormat>)])]
[JsonSerializable(typeof(RuntimeProfile))]
[JsonSerializable(typeof(IReadOnlyList<KnobCoverage>))]
internal sealed partial class ProfileJsonTypes : JsonSerializerContext;
