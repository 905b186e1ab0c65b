using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Cli.Diagnosis;

/// <summary>What becomes of the knobs of a profile, for a person or as one JSON document for a program.</summary>
internal static class ProfilePrinter
{
    private const int ValueMax = 40;

    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    /// <summary>The knobs that are set, each with what becomes of it, how many are not, and whether a runtime opens.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="fault">Why none opens; null when one does.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="color">Whether it is coloured.</param>
    public static void PrintText(RuntimeProfile profile, WeirException? fault, TextWriter output, bool color)
    {
        IReadOnlyList<KnobCoverage> all = profile.Coverage();
        KnobCoverage[] set = [.. all.Where(knob => knob.IsSet)];
        output.WriteLine($"{Ink.Paint(PrintableText.Of(profile.Name), Ink.Bold, color)}  fingerprint {profile.Fingerprint[..16]}, settings {profile.SettingsHash[..16]}");
        int paths = set.Select(knob => knob.Path.Length).DefaultIfEmpty().Max();
        int values = set.Select(knob => Value(knob).Length).DefaultIfEmpty().Max();
        foreach (KnobCoverage knob in set)
        {
            string why = knob.Status == KnobStatus.Applied ? knob.How : knob.Reason!;
            output.WriteLine($"{Mark(knob.Status, color)} {knob.Path.PadRight(paths)}  {Value(knob).PadRight(values)}  {Ink.Paint(PrintableText.Of(why), Ink.Dim, color)}");
        }
        output.WriteLine();
        KnobCoverage[] unset = [.. all.Where(knob => !knob.IsSet)];
        output.WriteLine($"{unset.Length} knobs are not set: {Count(unset, KnobStatus.Applied)} would be applied, {Count(unset, KnobStatus.Unsupported)} have no counterpart, {Count(unset, KnobStatus.Refused)} no profile has; --json lists them.");
        output.WriteLine(fault is null
            ? Ink.Paint("A runtime opens with this profile.", Ink.Green, color)
            : Ink.Paint($"No runtime opens with this profile. {PrintableText.Of($"{fault.Code}: {fault.Message}")}", Ink.Red, color));
    }

    /// <summary>Every knob, and the fault.</summary>
    public static void PrintJson(RuntimeProfile profile, WeirException? fault, Stream output)
    {
        using Utf8JsonWriter json = new(output, JsonOptions);
        json.WriteStartObject();
        json.WriteString("profile", profile.Name);
        json.WriteString("fingerprint", profile.Fingerprint);
        json.WriteString("settings_hash", profile.SettingsHash);
        json.WriteBoolean("openable", fault is null);
        json.WriteString("error", fault is null ? null : $"{fault.Code}: {fault.Message}");
        json.WriteStartArray("knobs");
        foreach (KnobCoverage knob in profile.Coverage())
        {
            json.WriteStartObject();
            json.WriteString("path", knob.Path);
            json.WritePropertyName("value");
            json.WriteRawValue(knob.Value ?? "null");
            json.WriteBoolean("is_set", knob.IsSet);
            json.WriteString("status", knob.Status.ToString().ToLowerInvariant());
            json.WriteString("how", knob.How);
            json.WriteString("reason", knob.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static string Value(KnobCoverage knob)
    {
        string value = PrintableText.Of(knob.Value ?? "null");
        return value.Length > ValueMax ? $"{value[..(ValueMax - 1)]}…" : value;
    }

    private static int Count(KnobCoverage[] knobs, KnobStatus status) => knobs.Count(knob => knob.Status == status);

    private static string Mark(KnobStatus status, bool color) => status switch
    {
        KnobStatus.Applied => Ink.Paint("✓", Ink.Green, color),
        KnobStatus.Unsupported => Ink.Paint("!", Ink.Yellow, color),
        _ => Ink.Paint("✗", Ink.Red, color),
    };
}
