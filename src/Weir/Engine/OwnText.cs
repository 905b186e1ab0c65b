namespace Weir.Engine;

/// <summary>Marks statements that Weir has written itself around what a user wrote: places in them tell a user nothing.</summary>
internal static class OwnText
{
    private const string Mark = "/* weir */ ";

    /// <summary>The same statement with the mark.</summary>
    public static string Of(string sql) => Mark + sql;

    /// <summary>Whether a statement has it.</summary>
    public static bool Is(string sql) => sql.StartsWith(Mark, StringComparison.Ordinal);
}
