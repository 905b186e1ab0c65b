namespace Weir.Diagnostics.Payloads;

/// <summary>What a policy said about a text, without the text's data.</summary>
internal sealed record PolicyVerdict(
    string Policy, bool IsAllowed, bool IsCarriedOut, IReadOnlyList<JudgedStatement> Statements, string? Code, string? Rule, int? Line, int? Column, string? Refused);

/// <summary>A statement of the text, with the rights that it needs and those that it lacks.</summary>
internal sealed record JudgedStatement(string Kind, IReadOnlyList<string> Inside, IReadOnlyList<string> Rights, IReadOnlyList<string> Missing);
