using System.Text;
using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Policies;

/// <summary>Puts names into a text where it has parameters for them: quoted, and only those that a policy lists.</summary>
internal static class IdentifierParameters
{
    /// <summary>The text with the names in the place of <c>$parameter</c>.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="identifiers">Names by parameter.</param>
    /// <param name="policy">Says which names are open.</param>
    /// <exception cref="WeirException">WEIR5020.</exception>
    public static string Fill(string sql, IReadOnlyDictionary<string, string> identifiers, SqlPolicy policy)
    {
        if (identifiers.Count == 0)
            return sql;
        foreach ((string parameter, string name) in identifiers)
        {
            if (!policy.ParameterIdentifiers.Contains(name, StringComparer.Ordinal))
                throw SqlPolicyErrors.Identifier(parameter, $"the policy '{policy.Name}' does not list the name '{name}'");
        }
        LexedText text = new(sql);
        HashSet<string> used = new(StringComparer.Ordinal);
        StringBuilder filled = new();
        int from = 0;
        for (int at = 0; at < text.Lexemes.Length; at++)
        {
            if (text[at].Kind != LexemeKind.Parameter || !identifiers.TryGetValue(text.Written(at)[1..].ToString(), out string? name))
                continue;
            used.Add(text.Written(at)[1..].ToString());
            filled.Append(sql, from, text[at].Start - from).Append(SqlText.Name(name));
            from = text[at].End;
        }
        return identifiers.Keys.FirstOrDefault(parameter => !used.Contains(parameter)) is { } left
            ? throw SqlPolicyErrors.Identifier(left, $"the text has no parameter ${left}")
            : filled.Append(sql, from, sql.Length - from).ToString();
    }
}
