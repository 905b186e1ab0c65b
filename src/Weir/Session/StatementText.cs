namespace Weir.Sessions;

/// <summary>Texts of statements that become part of another statement.</summary>
internal static class StatementText
{
    /// <summary>The text without semicolons and blanks at its end. A line comment may end it, so put a line break behind.</summary>
    public static string Bare(string sql) => sql.AsSpan().TrimEnd("; \t\r\n").ToString();
}
