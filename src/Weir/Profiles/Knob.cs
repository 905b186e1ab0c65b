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

    /// <summary>Refuses every value but one.</summary>
    public Knob Only(string json, string reason) => this with
    {
        Verdict = value => value.GetRawText() == json ? null : (KnobStatus.Refused, reason),
    };

    /// <summary>Refuses numbers below a bound.</summary>
    public Knob AtLeast(double least) => this with
    {
        Verdict = value => value.ValueKind == JsonValueKind.Number && value.GetDouble() < least
            ? (KnobStatus.Refused, string.Create(CultureInfo.InvariantCulture, $"{value.GetRawText()} is out of range, at least {least} is needed"))
            : null,
    };

    /// <summary>Refuses what a check finds fault with.</summary>
    public Knob Unless(Func<JsonElement, string?> fault) => this with
    {
        Verdict = value => fault(value) is { } reason ? (KnobStatus.Refused, reason) : null,
    };
}
