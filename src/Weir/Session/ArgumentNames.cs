namespace Weir.Sessions;

/// <summary>
/// Names of arguments that are words of the engine's grammar: <c>timestamp := ...</c> is no SQL to it anywhere, while
/// <c>"timestamp" := ...</c> is.
/// </summary>
internal static class ArgumentNames
{
    private static readonly string[] Names = [DeltaFunction.Timestamp, DeltaFunction.Limit];

    /// <summary>The text with such names in quotes; the very same when there are none.</summary>
    /// <param name="sql">One statement.</param>
    public static string Quoted(string sql)
    {
        bool mayStandIn = Names.Any(name => sql.Contains(name, StringComparison.OrdinalIgnoreCase))
            && (sql.Contains(":=", StringComparison.Ordinal) || sql.Contains("=>", StringComparison.Ordinal));
        if (!mayStandIn)
            return sql;
        List<SqlToken> found = [];
        SqlTokens tokens = new(sql);
        (SqlToken name, SqlToken sign) = (tokens.Take(), tokens.Take());
        while (sign.Kind != SqlTokenKind.End)
        {
            SqlToken next = tokens.Take();
            bool isArrow = (sign.Is(':') && next.Is('=')) || (sign.Is('=') && next.Is('>'));
            if (isArrow && sign.End == next.Start && Names.Any(name.Is))
                found.Add(name);
            (name, sign) = (sign, next);
        }
        for (int i = found.Count - 1; i >= 0; i--)
            sql = $"{sql[..found[i].Start]}\"{found[i].Value}\"{sql[found[i].End..]}";
        return sql;
    }
}
