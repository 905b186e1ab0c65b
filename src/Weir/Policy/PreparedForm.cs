using System.Globalization;
using System.Text;
using Weir.Diagnostics;

namespace Weir.Policies;

/// <summary>A statement under a name, whose parameters are filled with what EXECUTE gives. Filling puts values in brackets in the place of parameters; what comes out is judged like any other text.</summary>
/// <param name="Name">The name.</param>
/// <param name="Sql">The statement.</param>
internal sealed record PreparedForm(string Name, string Sql)
{
    /// <summary>Reads a PREPARE.</summary>
    public static PreparedForm Read(LexedText text, ClassifiedStatement statement)
    {
        ClassifiedStatement inner = statement.Inner[0];
        return new PreparedForm(text.Name(statement.First + 1), text.Sql[text[inner.First].Start..text[inner.End - 1].End]);
    }

    /// <summary>The name in an EXECUTE or DEALLOCATE.</summary>
    public static string NameIn(LexedText text, ClassifiedStatement statement)
    {
        int at = statement.First + 1;
        if (statement.Kind == SqlStatementKind.Deallocate && text.Is(at, "PREPARE") && at + 1 < statement.End)
            at++;
        return text.IsName(at) && at < statement.End ? text.Name(at) : throw SqlPolicyErrors.NotCarriedOut("a prepared statement without a name");
    }

    /// <summary>The text with the values of an EXECUTE in the place of its parameters.</summary>
    /// <exception cref="WeirException">WEIR5025: it has other parameters.</exception>
    public string With(LexedText text, ClassifiedStatement execute)
    {
        Dictionary<string, string> values = ValuesOf(text, execute);
        LexedText own = new(Sql);
        StringBuilder filled = new();
        HashSet<string> used = new(StringComparer.OrdinalIgnoreCase);
        (int from, int asked) = (0, 0);
        for (int at = 0; at < own.Lexemes.Length; at++)
        {
            if (own[at].Kind != LexemeKind.Parameter)
                continue;
            string name = own.Written(at) is "?" ? (++asked).ToString(CultureInfo.InvariantCulture) : own.Written(at)[1..].ToString();
            if (!values.TryGetValue(name, out string? value))
                throw SqlPolicyErrors.Prepared(Name, $"has the parameter {name}, for which no value is given");
            used.Add(name);
            filled.Append(own.Sql, from, own[at].Start - from).Append('(').Append(value).Append("\n)");
            from = own[at].End;
        }
        if (values.Keys.FirstOrDefault(name => !used.Contains(name)) is { } left)
            throw SqlPolicyErrors.Prepared(Name, $"has no parameter {left}");
        return filled.Append(own.Sql, from, own.Sql.Length - from).ToString();
    }

    private Dictionary<string, string> ValuesOf(LexedText text, ClassifiedStatement execute)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        int open = execute.First + 2;
        if (open >= execute.End)
            return values;
        int close = text.BehindBracket(open, execute.End) - 1;
        if (!text.Is(open, '(') || close != execute.End - 1 || !text.Is(close, ')'))
            throw SqlPolicyErrors.Prepared(Name, "is executed with what is no list of values in brackets");
        for (int at = open + 1, start = at; at <= close; at++)
        {
            if (at < close && !text.Is(at, ','))
            {
                at = text.Is(at, '(') || text.Is(at, '[') || text.Is(at, '{') ? text.BehindBracket(at, close) - 1 : at;
                continue;
            }
            if (at > start)
                Add(values, text, start, at);
            start = at + 1;
        }
        return values;
    }

    private static void Add(Dictionary<string, string> values, LexedText text, int start, int end)
    {
        bool isNamed = text.IsName(start) && text.Is(start + 1, ':') && text.Is(start + 2, '=') && end > start + 3;
        string name = isNamed ? text.Name(start) : (values.Count + 1).ToString(CultureInfo.InvariantCulture);
        values[name] = text.Sql[text[isNamed ? start + 3 : start].Start..text[end - 1].End];
    }
}
