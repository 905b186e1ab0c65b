using System.Text.Json;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>Reads function policies, and makes statements of them.</summary>
internal static class FunctionPolicyReading
{
    private const int CurrentVersion = 1;

    // What queries can write anyway; a policy may say that it relies on them.
    private static readonly string[] Operators = ["->", "->>", "@>", "<@"];

    /// <summary>Reads a policy.</summary>
    /// <exception cref="WeirException">WEIR3317.</exception>
    public static FunctionPolicyText Read(string json)
    {
        FunctionPolicyText policy;
        try
        {
            policy = JsonSerializer.Deserialize(json, FunctionPolicyJson.Default.FunctionPolicyText) ?? throw MacroErrors.Policy("is null, where an object was expected");
        }
        catch (JsonException cause)
        {
            throw MacroErrors.Policy(Caused.By("cannot be read", cause), cause);
        }
        if (policy.Version != CurrentVersion)
            throw MacroErrors.Policy($"has the version {policy.Version}; this version of Weir reads version {CurrentVersion}");
        if (policy.DomainOperatorHooks?.FirstOrDefault(hook => !Operators.Contains(hook)) is { } unknown)
            throw MacroErrors.Policy($"asks for the operator hook '{unknown}'; there are {string.Join(", ", Operators)}");
        string[] names = [.. policy.Primitives.Select(primitive => primitive.Name)];
        if (names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw MacroErrors.Policy($"declares '{twice.Key}' twice");
        return policy;
    }

    /// <summary>The functions as statements would make them: each a typed call of the function that has its name.</summary>
    public static IEnumerable<MacroStatement.Create> FunctionsOf(FunctionPolicyText policy) => policy.Primitives.Select(primitive => Function(policy, primitive));

    private static MacroStatement.Create Function(FunctionPolicyText policy, PrimitiveText primitive)
    {
        if (policy.PreferNamedArguments && !primitive.SupportsNamedArgs)
            throw MacroErrors.Policy($"prefers named arguments, and '{primitive.Name}' is declared not to take them");
        if (!Enum.TryParse(primitive.Volatility, ignoreCase: true, out MacroVolatility volatility) || !Enum.IsDefined(volatility))
            throw MacroErrors.Policy($"declares '{primitive.Name}' as {primitive.Volatility}, where immutable, stable or volatile was expected");
        MacroParameter[] parameters = [.. primitive.Params.Select(parameter => new MacroParameter(parameter.Name, PolicyType.ToSql(primitive.Name, parameter.Dtype)))];
        string arguments = string.Join(", ", Enumerable.Range(1, parameters.Length).Select(place => $"${place}"));
        return new MacroStatement.Create(
            primitive.Name, parameters, PolicyType.ToSql(primitive.Name, primitive.ReturnType), MacroKind.Scalar, volatility,
            $"{Catalog.SqlText.Name(primitive.Name)}({arguments})", Replaces: true)
        {
            TakesNames = primitive.SupportsNamedArgs,
        };
    }
}
