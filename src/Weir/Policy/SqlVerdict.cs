using System.Text;
using Weir.Policies;

namespace Weir;

/// <summary>What a policy says about a text, and why. The same text, policy and session give the same verdict; nothing of the text runs for it.</summary>
/// <param name="Policy">The name of the policy.</param>
/// <param name="Statements">The statements of the text, in order.</param>
/// <param name="Refusal">Why it is refused; null when it is allowed.</param>
public sealed record SqlVerdict(string Policy, IReadOnlyList<StatementVerdict> Statements, SqlRefusal? Refusal)
{
    /// <summary>Whether the text may run.</summary>
    public bool IsAllowed => Refusal is null;

    /// <summary>Whether the text may run and sessions can do it.</summary>
    public bool IsCarriedOut => IsAllowed && Statements.All(statement => statement.IsCarriedOut);

    /// <summary>The verdict for people, a line a statement and one for the outcome.</summary>
    /// <returns>Lines without a break at the end.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (StatementVerdict statement in Statements)
        {
            string kinds = string.Join(" > ", statement.Inside.Prepend(statement.Kind).Select(kind => PolicyNames.Of(kind.ToString())));
            string missing = statement.Missing == SqlRights.None ? "" : $", of which {Policy} lacks {Names(statement.Missing)}";
            text.Append($"{statement.Line}:{statement.Column} {kinds} needs {Names(statement.Rights)}{missing}\n");
        }
        return text.Append(Refusal is null
            ? $"allowed by {Policy}{(IsCarriedOut ? "" : ", but not carried out by sessions (WEIR5021)")}"
            : $"refused by {Policy}: {Refusal.Code}, rule {PolicyNames.Of(Refusal.Rule.ToString())}, at {Refusal.Line}:{Refusal.Column} '{Refusal.Text}'\n{Refusal.Message}").ToString();
    }

    private static string Names(SqlRights rights) => rights == SqlRights.None ? "no right" : string.Join(", ", PolicyNames.List(rights));
}
