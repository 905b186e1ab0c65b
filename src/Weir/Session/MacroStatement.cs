using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>A parameter of a function that is to be made.</summary>
/// <param name="Name">Its name; empty when it has none.</param>
/// <param name="Type">Its type as it is written.</param>
internal sealed record MacroParameter(string Name, string Type);

/// <summary>A CREATE FUNCTION or DROP FUNCTION statement, as it is written.</summary>
/// <param name="Name">The function.</param>
internal abstract record MacroStatement(string Name)
{
    private static readonly Dictionary<string, MacroKind> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sql"] = MacroKind.Scalar, ["datafusion"] = MacroKind.Scalar, ["scalar"] = MacroKind.Scalar, ["udf"] = MacroKind.Scalar,
        ["aggregate"] = MacroKind.Aggregate, ["udaf"] = MacroKind.Aggregate, ["agg"] = MacroKind.Aggregate,
        ["window"] = MacroKind.Window, ["udwf"] = MacroKind.Window,
        ["table"] = MacroKind.Table, ["udtf"] = MacroKind.Table,
    };

    private static readonly string[] Clauses = ["RETURNS", "LANGUAGE", "IMMUTABLE", "STABLE", "VOLATILE", "RETURN"];

    /// <summary>Makes a function.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Parameters">In order.</param>
    /// <param name="Returns">The type of its result as it is written; null when none is declared.</param>
    /// <param name="Kind">What its language says.</param>
    /// <param name="Volatility">Null when none is declared.</param>
    /// <param name="Body">What stands behind RETURN.</param>
    /// <param name="Replaces">Whether it may take the place of another one.</param>
    internal sealed record Create(
        string Name, IReadOnlyList<MacroParameter> Parameters, string? Returns, MacroKind Kind, MacroVolatility? Volatility, string Body, bool Replaces)
        : MacroStatement(Name)
    {
        /// <summary>Whether calls may name arguments.</summary>
        public bool TakesNames { get; init; } = true;
    }

    /// <summary>Takes a function away.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="IfExists">Whether it need not be there.</param>
    internal sealed record Drop(string Name, bool IfExists) : MacroStatement(Name);

    /// <summary>Reads a statement.</summary>
    /// <returns>Null when the text is another statement.</returns>
    /// <exception cref="WeirException">WEIR3310.</exception>
    public static MacroStatement? Read(string sql)
    {
        string verb = ExplainedText.FirstWord(sql);
        if (!verb.Equals("CREATE", StringComparison.OrdinalIgnoreCase) && !verb.Equals("DROP", StringComparison.OrdinalIgnoreCase))
            return null;
        string text = StatementText.Bare(sql);
        SqlTokens tokens = new(text);
        bool drops = tokens.Take().Is("DROP");
        bool replaces = !drops && tokens.TryTake("OR");
        if (replaces && !tokens.TryTake("REPLACE"))
            return null;
        if (!tokens.TryTake("FUNCTION"))
            return null;
        MacroStatement statement = drops ? ReadDrop(tokens) : ReadCreate(tokens, text, replaces);
        bool isAlone = new SqlTokens(sql[text.Length..].TrimStart().TrimStart(';')).Next.Kind == SqlTokenKind.End;
        return isAlone ? statement : throw MacroErrors.Syntax("a second statement", "the end", "");
    }

    private static Drop ReadDrop(SqlTokens tokens)
    {
        bool ifExists = tokens.TryTake("IF");
        if (ifExists)
            tokens.Require("EXISTS");
        string name = tokens.TakeName("the name of a function");
        return tokens.Next.Kind == SqlTokenKind.End ? new Drop(name, ifExists) : throw tokens.Expected("the end");
    }

    private static Create ReadCreate(SqlTokens tokens, string text, bool replaces)
    {
        string name = tokens.TakeName("the name of a function");
        List<MacroParameter> parameters = ReadParameters(tokens, text);
        (string? returns, MacroKind? kind, MacroVolatility? volatility) = (null, null, null);
        while (!tokens.Next.Is("RETURN"))
        {
            if (returns is null && tokens.TryTake("RETURNS"))
                returns = ReadType(tokens, text, token => Clauses.Any(token.Is), "a type");
            else if (kind is null && tokens.TryTake("LANGUAGE"))
                kind = ReadLanguage(tokens);
            else if (volatility is null && Enum.TryParse(tokens.Next.Value, ignoreCase: true, out MacroVolatility found) && tokens.Next.Kind == SqlTokenKind.Word)
                (volatility, _) = (found, tokens.Take());
            else
                throw tokens.Expected("RETURNS, LANGUAGE, IMMUTABLE, STABLE, VOLATILE (each once) or RETURN");
        }
        int start = tokens.Take().End;
        if (tokens.Next.Kind == SqlTokenKind.End)
            throw tokens.Expected("the body of the function");
        return new Create(name, parameters, returns, kind ?? MacroKind.Scalar, volatility, text[start..].Trim(), replaces);
    }

    private static List<MacroParameter> ReadParameters(SqlTokens tokens, string text)
    {
        List<MacroParameter> parameters = [];
        tokens.Require("(");
        if (tokens.TryTake(')'))
            return parameters;
        do
        {
            string name = tokens.TakeName("the name of a parameter");
            if (parameters.Any(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw MacroErrors.Syntax($"'{name}'", "a name that no other parameter has", "");
            parameters.Add(new MacroParameter(name, ReadType(tokens, text, token => token.Is(',') || token.Is(')'), $"the type of the parameter '{name}'")));
        }
        while (tokens.TryTake(','));
        tokens.Require(")");
        return parameters;
    }

    // A type is given to the engine as it is written; only where it ends is found out here.
    private static string ReadType(SqlTokens tokens, string text, Func<SqlToken, bool> endsAt, string what)
    {
        (int start, int end, int depth) = (tokens.Next.Start, tokens.Next.Start, 0);
        while (tokens.Next.Kind != SqlTokenKind.End && (depth > 0 || !endsAt(tokens.Next)))
        {
            SqlToken token = tokens.Take();
            depth += token.Is('(') || token.Is('[') ? 1 : token.Is(')') || token.Is(']') ? -1 : 0;
            end = token.End;
        }
        return end > start ? text[start..end] : throw tokens.Expected(what);
    }

    private static MacroKind ReadLanguage(SqlTokens tokens)
    {
        if (tokens.Next.Kind is not (SqlTokenKind.Word or SqlTokenKind.Text) || !Languages.TryGetValue(tokens.Next.Value, out MacroKind kind))
            throw tokens.Expected($"a language ({string.Join(", ", Languages.Keys)})");
        tokens.Take();
        return kind;
    }
}
