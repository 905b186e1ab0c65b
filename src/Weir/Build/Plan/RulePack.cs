using Weir.Hashing;
using Weir.Sessions;

namespace Weir.Build.Plan;

/// <summary>
/// The rules that the expressions of a spec are held against, chosen by its profile. The fingerprint
/// covers what applies (names, versions, parameters), not what the profile is called.
/// </summary>
internal sealed class RulePack
{
    private static readonly Rule SafetyRule = new("safety_rule", 2, [.. UnsteadyFunctions.OfCall.Order(StringComparer.Ordinal)]);

    private static readonly Rule StrictSafetyRule = new("strict_safety_rule", 2, [.. UnsteadyFunctions.OfQuery.Order(StringComparer.Ordinal)]);

    private readonly IReadOnlyList<Rule> _rules;

    private RulePack(RulepackProfile profile, IReadOnlyList<Rule> rules)
    {
        Profile = profile;
        _rules = rules;
        FieldHash hash = new("weir.rulepack.v1");
        foreach (Rule rule in rules)
            hash.Add("rule", rule.Name).Add("version", rule.Version).Add("forbids", rule.Functions);
        Fingerprint = hash.ToHex();
    }

    public RulepackProfile Profile { get; }

    /// <summary>BLAKE3 over the rules that apply, as hex.</summary>
    public string Fingerprint { get; }

    public IEnumerable<string> Names => _rules.Select(rule => rule.Name);

    /// <summary>The rules of a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="volatileFunctions">Functions of plugins that the safety rule forbids as it forbids random numbers, in lower case.</param>
    /// <param name="stableFunctions">Functions that the strict safety rule forbids as it forbids the time, in lower case; null for none.</param>
    public static RulePack Of(RulepackProfile profile, IReadOnlySet<string> volatileFunctions, IReadOnlySet<string>? stableFunctions = null)
    {
        Rule strict = StrictSafetyRule with { Functions = [.. StrictSafetyRule.Functions, .. (stableFunctions ?? new HashSet<string>()).Order(StringComparer.Ordinal)] };
        Rule safety = SafetyRule with { Functions = [.. SafetyRule.Functions, .. volatileFunctions.Order(StringComparer.Ordinal)] };
        return new RulePack(profile, profile switch
        {
            RulepackProfile.Strict or RulepackProfile.Replay => [safety, strict],
            _ => [safety],
        });
    }

    /// <summary>The rule that forbids a function (its name in lower case); null when none does.</summary>
    public string? Forbids(string function) => _rules.FirstOrDefault(rule => rule.Functions.Contains(function))?.Name;

    private sealed record Rule(string Name, int Version, IReadOnlyCollection<string> Functions);
}
