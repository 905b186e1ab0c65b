using System.Text.Json;
using Weir.Diagnostics;

namespace Weir.Policies;

/// <summary>Names of rights, rules and kinds as people and JSON write them: <c>copy_to</c>.</summary>
internal static class PolicyNames
{
    private static readonly Dictionary<string, SqlRights> Rights =
        Enum.GetValues<SqlRights>().ToDictionary(right => Of(right.ToString()), right => right, StringComparer.Ordinal);

    /// <summary>The name of a member of an enumeration.</summary>
    public static string Of(string member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member);

    /// <summary>The single rights in a set, in order.</summary>
    public static IReadOnlyList<string> List(SqlRights rights) =>
        [.. Rights.Where(pair => ulong.IsPow2((ulong)pair.Value) && rights.HasFlag(pair.Value)).OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    /// <summary>The right of a name, or a group of them: <c>dml</c>, <c>ddl</c>, <c>all</c>.</summary>
    /// <exception cref="WeirException">WEIR5023.</exception>
    public static SqlRights Right(string name) => Rights.TryGetValue(name, out SqlRights right)
        ? right
        : throw SqlPolicyErrors.PolicyInvalid($"'{name}' is no right; the rights are {string.Join(", ", Rights.Keys)}");
}
