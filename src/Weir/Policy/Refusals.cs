using System.Globalization;
using Weir.Diagnostics;

namespace Weir.Policies;

/// <summary>Makes of errors what a verdict says: the rule and the place in the text.</summary>
internal static class Refusals
{
    private const int TextCharactersMax = 200;

    private static readonly Dictionary<string, SqlRule> Rules = new(StringComparer.Ordinal)
    {
        ["WEIR3310"] = SqlRule.Syntax, ["WEIR4004"] = SqlRule.Syntax, ["WEIR4008"] = SqlRule.Syntax, ["WEIR5001"] = SqlRule.Rights, ["WEIR5002"] = SqlRule.OneStatement,
        ["WEIR5003"] = SqlRule.Functions, ["WEIR5004"] = SqlRule.PathLiterals, ["WEIR5005"] = SqlRule.ReadPaths, ["WEIR5006"] = SqlRule.Form,
        ["WEIR5007"] = SqlRule.Limits, ["WEIR5013"] = SqlRule.Tables, ["WEIR5014"] = SqlRule.Columns, ["WEIR5015"] = SqlRule.Functions,
        ["WEIR5016"] = SqlRule.ReadPaths, ["WEIR5017"] = SqlRule.Volatility, ["WEIR5020"] = SqlRule.ParameterIdentifiers,
        ["WEIR5022"] = SqlRule.Agreement, ["WEIR5024"] = SqlRule.Settings,
    };

    // Details that hold what the text says at the place.
    private static readonly string[] Named = ["path", "column", "table", "function", "identifier", "setting"];

    /// <summary>Whether a failure is one of a policy's rules, or of what every text is held to before it runs.</summary>
    public static bool Is(WeirException error) => Rules.ContainsKey(error.Code);

    /// <summary>Whether a failure is about what a policy opens: tables, columns, functions, paths, functions that can answer differently. It is told as it is, wherever it is found.</summary>
    public static bool IsOfLists(WeirException error) => error.Code is "WEIR5013" or "WEIR5014" or "WEIR5015" or "WEIR5016" or "WEIR5017";

    /// <summary>What a verdict says of a failure for which <see cref="Is"/> holds.</summary>
    public static SqlRefusal Of(WeirException error, SqlFront front)
    {
        (int start, int end) = Place(error, front);
        string sql = front.Text.Sql;
        int lineStart = start == 0 ? 0 : sql.LastIndexOfAny(['\n', '\r'], Math.Min(start, sql.Length) - 1) + 1;
        SqlRule rule = error.Details.GetValueOrDefault("access") == "write" ? SqlRule.WritePaths : Rules[error.Code];
        return new SqlRefusal(error.Code, rule, error.Message, LineOf(sql, start), start - lineStart + 1, Shortened(sql[start..end]));
    }

    /// <summary>The error with the rule and the place in its details.</summary>
    public static WeirException Placed(WeirException error, SqlRefusal refusal) =>
        PolicyErrors.Placed(error, PolicyNames.Of(refusal.Rule.ToString()), refusal.Line, refusal.Column, refusal.Text);

    /// <summary>What a verdict says of a statement.</summary>
    public static StatementVerdict Of(ClassifiedStatement statement, SqlFront front, SqlPolicy policy)
    {
        (string sql, int start) = (front.Text.Sql, front.Text[statement.First].Start);
        int lineStart = start == 0 ? 0 : sql.LastIndexOfAny(['\n', '\r'], start - 1) + 1;
        return new StatementVerdict(
            statement.Kind, statement.Rights, statement.Rights & ~policy.Rights, LineOf(sql, start), start - lineStart + 1,
            Shortened(sql[start..front.Text[statement.End - 1].End]))
        {
            Inside = [.. statement.All.Skip(1).Select(inner => inner.Kind)],
            IsCarriedOut = IsCarriedOut(statement),
        };
    }

    /// <summary>Whether sessions do what a statement says. Of what can be explained they plan only queries, and what is prepared prepares nothing.</summary>
    public static bool IsCarriedOut(ClassifiedStatement statement) => StatementKinds.IsCarriedOut(statement.Kind) && statement.Inner.All(inner => statement.Kind switch
    {
        SqlStatementKind.Prepare => IsCarriedOut(inner)
            && inner.Kind is SqlStatementKind.Query or SqlStatementKind.Explain or SqlStatementKind.Insert or SqlStatementKind.CopyTo,
        _ => inner.Kind == SqlStatementKind.Query,
    });

    private static int LineOf(string sql, int start)
    {
        int line = 1;
        for (int at = 0; at < start; at++)
        {
            bool isLastOfBreak = sql[at] == '\n' || (sql[at] == '\r' && (at + 1 >= sql.Length || sql[at + 1] != '\n'));
            line += isLastOfBreak ? 1 : 0;
        }
        return line;
    }

    private static (int Start, int End) Place(WeirException error, SqlFront front)
    {
        LexedText text = front.Text;
        if (error.Details.TryGetValue("start", out string? written))
        {
            int start = int.Parse(written, CultureInfo.InvariantCulture);
            ClassifiedStatement? refused = front.Statements.FirstOrDefault(statement => text[statement.First].Start == start);
            return (start, refused is null ? text.Sql.Length : text[refused.End - 1].End);
        }
        if (error.Code == "WEIR5002" && front.Statements.Count > 1)
            return (text[front.Statements[1].First].Start, text[front.Statements[1].End - 1].End);
        foreach (string member in Named)
        {
            if (error.Details.TryGetValue(member, out string? value) && Find(text, value, isCall: member == "function") is >= 0 and int at)
                return (text[at].Start, text[at].End);
        }
        return front.Statements.Count > 0
            ? (text[front.Statements[0].First].Start, text[front.Statements[0].End - 1].End)
            : (0, text.Sql.Length);
    }

    // A function is a name before a bracket, but a word like current_date is one without.
    private static int Find(LexedText text, string value, bool isCall)
    {
        int found = -1;
        string last = value[(value.LastIndexOf('.') + 1)..];
        for (int at = 0; at < text.Lexemes.Length; at++)
        {
            bool isIt = text[at].Kind == LexemeKind.Text ? text.Text(at) == value
                : text.IsName(at) && (text.Name(at).Equals(value, StringComparison.OrdinalIgnoreCase) || text.Name(at).Equals(last, StringComparison.OrdinalIgnoreCase));
            isIt |= text[at].Kind == LexemeKind.Parameter && text.Written(at)[1..].Equals(value, StringComparison.OrdinalIgnoreCase);
            if (isIt && (!isCall || text.Is(at + 1, '(')))
                return at;
            found = isIt && found < 0 ? at : found;
        }
        return found;
    }

    private static string Shortened(string text) => text.Length <= TextCharactersMax ? text : text[..TextCharactersMax];
}
