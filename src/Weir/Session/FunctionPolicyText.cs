namespace Weir.Sessions;

/// <summary>A parameter of a primitive, as a policy has it.</summary>
internal sealed record PrimitiveParameterText(string Name, string Dtype);

/// <summary>A function that a policy declares, as it has it.</summary>
internal sealed record PrimitiveText(
    string Name, IReadOnlyList<PrimitiveParameterText> Params, string ReturnType, string Volatility, string? Description = null, bool SupportsNamedArgs = true);

/// <summary>A function policy as it was written.</summary>
/// <param name="Version">1.</param>
/// <param name="Primitives">The functions.</param>
/// <param name="PreferNamedArguments">Calls that name arguments are the better ones, so every function has to take them.</param>
/// <param name="AllowAsync">Whether functions may be asynchronous; no function is.</param>
/// <param name="DomainOperatorHooks">Operators that the policy relies on.</param>
internal sealed record FunctionPolicyText(
    int Version, IReadOnlyList<PrimitiveText> Primitives, bool PreferNamedArguments = false, bool AllowAsync = false,
    IReadOnlyList<string>? DomainOperatorHooks = null);
