namespace Weir.Sessions;

/// <summary>What a token of SQL is.</summary>
internal enum SqlTokenKind
{
    /// <summary>Behind the last token.</summary>
    End,
    /// <summary>A word without quotes, keywords among them.</summary>
    Word,
    /// <summary>A name in double quotes.</summary>
    Name,
    /// <summary>A text in single quotes.</summary>
    Text,
    /// <summary>Any other character.</summary>
    Symbol,
}

/// <summary>A token of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">What it means: without quotes.</param>
/// <param name="Start">Its first character in the text.</param>
/// <param name="End">The place behind its last character.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Value, int Start, int End)
{
    /// <summary>Whether it is a keyword, whatever its case.</summary>
    public bool Is(string word) => Kind == SqlTokenKind.Word && Value.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is a character.</summary>
    public bool Is(char symbol) => Kind == SqlTokenKind.Symbol && Value[0] == symbol;

    /// <summary>The token for people.</summary>
    public override string ToString() => Kind == SqlTokenKind.End ? "the end" : $"'{Value}'";
}
