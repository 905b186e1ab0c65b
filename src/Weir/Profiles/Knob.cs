using System.Globalization;
using System.Text.Json;

namespace Weir.Profiles;

/// <summary>A row of the table of knobs.</summary>
/// <param name="Path">Its place in a profile's JSON.</param>
/// <param name="Status">What becomes of it, unless <see cref="Verdict"/> says otherwise for a value.</param>
/// <param name="How">What honours it.</param>
/// <param name="Reason">Why nothing does.</param>
internal sealed record Knob(string Path, KnobStatus Status, string How = "", string? Reason = null)
{
    /// <summary>What becomes of a value that is another case than the row says; null when it is none.</summary>
    public Func<JsonElement, (KnobStatus Status, string Reason)?> Verdict { get; init; } = _ => null;

    /// <summary>The setting of the engine; null when it is none.</summary>
    public string? Setting { get; init; }

    /// <summary>The step of the engine's optimiser that a false turns off; null when it is none.</summary>
    public string? Optimizer { get; init; }

    /// <summary>False for a knob that profiles do not have, so that reading one ends with the reason.</summary>
    public bool IsMember { get; init; } = true;

    /// <summary>The least number that is taken; null for any.</summary>
    public double? Least { get; init; }

    /// <summary>The largest number that is taken; null for any.</summary>
    public double? Most { get; init; }

    /// <summary>The values that are taken, as JSON; null for all.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The names that a map may have; null for any.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Whether a text must hold something.</summary>
    public bool IsFolder { get; init; }

    public static Knob Applied(string path, string how) => new(path, KnobStatus.Applied, how);

    /// <summary>A setting of the engine.</summary>
    public static Knob Engine(string path, string setting) =>
        new(path, KnobStatus.Applied, $"engine setting {setting}") { Setting = setting };

    /// <summary>A step of the optimiser.</summary>
    public static Knob Step(string path, string optimizer) =>
        new(path, KnobStatus.Applied, $"step {optimizer} of the engine's optimiser; false turns it off by the setting disabled_optimizers") { Optimizer = optimizer };

    public static Knob Unsupported(string path, string reason) => new(path, KnobStatus.Unsupported, Reason: reason);

    /// <summary>A knob that no profile has.</summary>
    public static Knob Absent(string path, string reason) => new(path, KnobStatus.Refused, Reason: reason) { IsMember = false };

    /// <summary>Refuses every value but some.</summary>
    /// <param name="json">The values, as JSON.</param>
    /// <param name="reason">Why no other is taken.</param>
    public Knob Only(IReadOnlyList<string> json, string reason) => this with
    {
        Values = json,
        Verdict = value => json.Contains(value.GetRawText()) ? null : (KnobStatus.Refused, reason),
    };

    /// <inheritdoc cref="Only(IReadOnlyList{string}, string)"/>
    public Knob Only(string json, string reason) => Only([json], reason);

    /// <summary>Refuses numbers below a bound.</summary>
    public Knob AtLeast(double least) => this with
    {
        Least = least,
        Verdict = value => value.ValueKind == JsonValueKind.Number && value.GetDouble() < least
            ? (KnobStatus.Refused, string.Create(CultureInfo.InvariantCulture, $"{value.GetRawText()} is out of range, at least {least} is needed"))
            : null,
    };

    /// <summary>Refuses negative times, and those that .NET cannot hold.</summary>
    /// <param name="most">The longest one.</param>
    public Knob Time(double most) => this with
    {
        Least = 0,
        Most = most,
        Verdict = value => value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number && (number < 0 || number > most)
            ? (KnobStatus.Refused, string.Create(CultureInfo.InvariantCulture, $"{value.GetRawText()} is out of range, 0 to {most} is needed"))
            : null,
    };

    /// <summary>Refuses texts that cannot be the path of a folder.</summary>
    public Knob Folder() => this with
    {
        IsFolder = true,
        Verdict = value => value.ValueKind == JsonValueKind.String && (value.GetString()!.Length == 0 || value.GetString()!.Contains('\0'))
            ? (KnobStatus.Refused, "an empty text, or one with a NUL, is no folder")
            : null,
    };

    /// <summary>Refuses what a check finds fault with.</summary>
    public Knob Unless(Func<JsonElement, string?> fault) => this with
    {
        Verdict = value => fault(value) is { } reason ? (KnobStatus.Refused, reason) : null,
    };
}
