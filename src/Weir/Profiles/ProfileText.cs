using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Weir.Diagnostics;

namespace Weir.Profiles;

/// <summary>What can be wrong with the text of a profile beside its syntax, and how it is said. Pure.</summary>
internal static class ProfileText
{
    /// <summary>Refuses numbers that no double holds, which the serializer would read as infinite.</summary>
    /// <exception cref="WeirException">WEIR8080.</exception>
    public static void RequireFinite(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        RequireFinite(document.RootElement, "$", json);
    }

    /// <summary>Refuses items that are null, which the serializer lets through, and words in another case, which it takes for the same.</summary>
    /// <param name="profile">The profile that was read, with every member.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="WeirException">WEIR8080.</exception>
    public static void Require(JsonElement profile, string json)
    {
        using JsonDocument written = JsonDocument.Parse(json);
        foreach (Knob knob in KnobTable.All.Where(knob => knob.IsMember))
        {
            (string path, JsonElement value) = ($"$.{knob.Path}", KnobReading.At(profile, knob.Path));
            if (Items(value, path).FirstOrDefault(item => item.Value.ValueKind == JsonValueKind.Null) is { Path: { } where })
                throw Unreadable(where, "null is not a value here", json);
            if (KnobReading.At(written.RootElement, knob.Path) is { ValueKind: JsonValueKind.String } word && value.ValueKind == JsonValueKind.String && word.GetString() != value.GetString())
                throw Unreadable(path, $"{word.GetRawText()} was found, expected is {value.GetRawText()}, in this case", json);
        }
    }

    /// <summary>What the serializer found, in words of the text's author.</summary>
    /// <param name="error">What it found.</param>
    /// <param name="json">The text.</param>
    /// <param name="form">How a profile is read.</param>
    public static WeirException Fault(JsonException error, string json, JsonTypeInfo form)
    {
        string path = error.Path ?? "$";
        string reason = KnobTable.All.FirstOrDefault(knob => $"$.{knob.Path}" == path && !knob.IsMember)?.Reason is { } known ? $": {known}" : "";
        long? line = error.LineNumber is { } number ? number + 1 : JsonPositions.LineOf(json, path);
        return ProfileErrors.Unreadable(path, $"{JsonFault.Of(error, json, Expected(path, form))}{reason}", line, error);
    }

    private static void RequireFinite(JsonElement value, string path, string json)
    {
        if (value.ValueKind == JsonValueKind.Number && !double.IsFinite(value.GetDouble()))
            throw Unreadable(path, $"{JsonPositions.ValueAt(json, path)} is larger than any number that is read", json);
        foreach ((string where, JsonElement item) in Items(value, path))
            RequireFinite(item, where, json);
    }

    private static IEnumerable<(string Path, JsonElement Value)> Items(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Select((item, index) => ($"{path}[{index}]", item)),
        JsonValueKind.Object => value.EnumerateObject().Select(item => (JsonPositions.Member(path, item.Name), item.Value)),
        _ => [],
    };

    // What a knob takes, for an error; null for what is said well enough by its kind alone.
    private static string? Expected(string path, JsonTypeInfo form)
    {
        if (KnobTable.All.FirstOrDefault(knob => $"$.{knob.Path}" == path && knob.IsMember) is not { } knob || TypeOf(knob.Path, form) is not { } type)
            return null;
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
            return $"one of {string.Join(", ", Enum.GetNames(plain).Select(name => JsonSerializer.Serialize(Enum.Parse(plain, name), form.Options.GetTypeInfo(plain))))}{(plain == type ? "" : ", null")}";
        return plain == typeof(int) || plain == typeof(long)
            ? string.Create(CultureInfo.InvariantCulture, $"a whole number from {knob.Least ?? 0} to {(plain == typeof(int) ? int.MaxValue : long.MaxValue)}")
            : null;
    }

    private static Type? TypeOf(string path, JsonTypeInfo form)
    {
        Type? type = form.Type;
        foreach (string step in path.Split('.'))
            type = type is null ? null : form.Options.GetTypeInfo(type).Properties.FirstOrDefault(member => member.Name == step)?.PropertyType;
        return type;
    }

    private static WeirException Unreadable(string path, string reason, string json) =>
        ProfileErrors.Unreadable(path, reason, JsonPositions.LineOf(json, path));
}
