namespace Weir.Diagnostics.Payloads;

/// <summary>Which functions come first, and which were made by statements and policies.</summary>
internal sealed record FunctionPolicyApplied(string TierPolicy, IReadOnlyList<PolicyFunction> Functions);

/// <summary>A function that a session has made, with what planning may do with its calls.</summary>
internal sealed record PolicyFunction(string Name, string Kind, string Volatility, IReadOnlyList<string> Parameters);
