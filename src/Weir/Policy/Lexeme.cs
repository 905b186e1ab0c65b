namespace Weir.Policies;

/// <summary>What a lexeme is.</summary>
internal enum LexemeKind
{
    /// <summary>Behind the last one.</summary>
    End,
    /// <summary>A word without quotes.</summary>
    Word,
    /// <summary>A name in double quotes.</summary>
    Name,
    /// <summary>A text in single quotes or between dollars.</summary>
    Text,
    /// <summary>A number.</summary>
    Number,
    /// <summary><c>?</c>, <c>$1</c> or <c>$name</c>.</summary>
    Parameter,
    /// <summary>Any other character.</summary>
    Symbol,
    /// <summary>A quote or comment that does not end, or a character that SQL does not have.</summary>
    Broken,
}

/// <summary>A lexeme of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first character in the text.</param>
/// <param name="End">The place behind its last character.</param>
internal readonly record struct Lexeme(LexemeKind Kind, int Start, int End);
