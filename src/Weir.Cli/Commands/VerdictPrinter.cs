using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Cli.Commands;

/// <summary>Prints what a policy says about a text.</summary>
internal static class VerdictPrinter
{
    /// <summary>Prints lines for a person, or one JSON object.</summary>
    public static int Print(SqlVerdict verdict, Terminal terminal, bool asJson)
    {
        terminal.Text.WriteLine(asJson ? Json(verdict).ToJsonString() : verdict.ToString());
        return verdict.IsAllowed ? ExitCode.Done : ExitCode.Refused;
    }

    private static JsonObject Json(SqlVerdict verdict) => new()
    {
        ["policy"] = verdict.Policy,
        ["is_allowed"] = verdict.IsAllowed,
        ["is_carried_out"] = verdict.IsCarriedOut,
        ["statements"] = new JsonArray([.. verdict.Statements.Select(statement => new JsonObject
        {
            ["kind"] = Name(statement.Kind),
            ["inside"] = new JsonArray([.. statement.Inside.Select(kind => (JsonNode)Name(kind))]),
            ["rights"] = Names(statement.Rights),
            ["missing"] = Names(statement.Missing),
            ["line"] = statement.Line,
            ["column"] = statement.Column,
            ["text"] = statement.Text,
        })]),
        ["refusal"] = verdict.Refusal is not { } refusal ? null : new JsonObject
        {
            ["code"] = refusal.Code,
            ["rule"] = Name(refusal.Rule),
            ["line"] = refusal.Line,
            ["column"] = refusal.Column,
            ["text"] = refusal.Text,
            ["message"] = refusal.Message,
        },
    };

    private static JsonArray Names(SqlRights rights) => new([.. Enum.GetValues<SqlRights>()
        .Where(right => ulong.IsPow2((ulong)right) && rights.HasFlag(right)).Select(right => (JsonNode)Name(right))]);

    private static string Name<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());
}
