using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weir.Tests.Delta.Corpus;

/// <summary>
/// A statement of Trino's own tests, where it means the same to this engine. Statements with syntax,
/// functions or hidden columns that only Trino has are left out.
/// </summary>
/// <param name="Sql">A SELECT over <c>t</c>.</param>
/// <param name="Version">The version it reads; null for the newest.</param>
/// <param name="Expected">A SELECT that gives the rows expected; null for no row.</param>
internal sealed record TrinoStatement(string Sql, long? Version, string? Expected)
{
    private static readonly Regex Moment = new(@"\s+FOR TIMESTAMP AS OF TIMESTAMP '([^']+) UTC'", RegexOptions.CultureInvariant);

    /// <summary>The moment that it reads; null for the newest version or <see cref="Version"/>.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    private static readonly Regex Foreign = new(
        @"^\s*(DESCRIBE|SHOW|EXPLAIN|TABLE)|""\$|json|row\(|MAP\(|ARRAY\[|tpch\.|system\.|cardinality\(|\bUTC'|\be\.|format\(",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex TimeTravel = new(@"\s+FOR VERSION AS OF (\d+)", RegexOptions.CultureInvariant);

    public static TrinoStatement? Of(JsonElement check)
    {
        if (check.GetProperty("kind").GetString() is not ("rows" or "empty") || !check.TryGetProperty("query", out JsonElement query))
            return null;
        string sql = query.GetString()!;
        DateTimeOffset? moment = Moment.Match(sql) is { Success: true } at
            ? DateTimeOffset.Parse(at.Groups[1].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;
        sql = Moment.Replace(sql, "");
        string expected = check.GetProperty("expected").GetString()!.Trim();
        if (Foreign.IsMatch(sql) || Foreign.IsMatch(expected) || !sql.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
            return null;
        long? version = null;
        if (TimeTravel.Match(sql) is { Success: true } travel)
        {
            version = long.Parse(travel.Groups[1].Value, CultureInfo.InvariantCulture);
            sql = TimeTravel.Replace(sql, "");
        }
        sql = sql.Replace("{table}", "t", StringComparison.Ordinal);
        if (expected.Length == 0)
            return new TrinoStatement(sql, version, null) { Timestamp = moment };
        return expected.StartsWith("VALUES", StringComparison.Ordinal)
            ? new TrinoStatement(sql, version, $"SELECT * FROM (VALUES {string.Join(", ", Elements(expected["VALUES".Length..]))})") { Timestamp = moment }
            : null;
    }

    // Trino takes VALUES 1, 2; here each row needs its parentheses.
    private static IEnumerable<string> Elements(string list)
    {
        int depth = 0, start = 0;
        bool quoted = false;
        for (int i = 0; i <= list.Length; i++)
        {
            char c = i < list.Length ? list[i] : ',';
            if (c == '\'')
                quoted = !quoted;
            else if (!quoted && c is '(' or ')')
                depth += c == '(' ? 1 : -1;
            else if (!quoted && depth == 0 && c == ',')
            {
                string element = list[start..i].Trim();
                yield return element.StartsWith('(') ? element : $"({element})";
                start = i + 1;
            }
        }
    }
}
