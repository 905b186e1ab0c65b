using System.Text;
using System.Text.Json;
using Weir.Hashing;

namespace Weir.Profiles;

/// <summary>Holds the JSON of a profile against the table of knobs. Pure.</summary>
internal static class KnobReading
{
    /// <summary>The value at a path; of the kind undefined when a step is not there.</summary>
    public static JsonElement At(JsonElement profile, string path)
    {
        foreach (string step in path.Split('.'))
        {
            if (profile.ValueKind != JsonValueKind.Object || !profile.TryGetProperty(step, out profile))
                return default;
        }
        return profile;
    }

    /// <summary>A row a knob, in the order of the table.</summary>
    /// <param name="profile">The profile, with every default written out.</param>
    /// <param name="bare">A profile that sets nothing.</param>
    public static IReadOnlyList<KnobCoverage> Coverage(JsonElement profile, JsonElement bare) =>
        [.. KnobTable.All.Select(knob => Coverage(knob, At(profile, knob.Path), At(bare, knob.Path)))];

    private static KnobCoverage Coverage(Knob knob, JsonElement value, JsonElement bare)
    {
        if (!knob.IsMember)
            return new KnobCoverage(knob.Path, null, false, knob.Status, knob.How, knob.Reason);
        string text = Text(value);
        (KnobStatus status, string? reason) = knob.Verdict(value) is { } verdict ? (verdict.Status, verdict.Reason) : (knob.Status, knob.Reason);
        return new KnobCoverage(knob.Path, value.ValueKind == JsonValueKind.Null ? null : text, text != Text(bare), status, knob.How, reason);
    }

    private static string Text(JsonElement value) => Encoding.UTF8.GetString(CanonicalJson.Of(value).Span);
}
