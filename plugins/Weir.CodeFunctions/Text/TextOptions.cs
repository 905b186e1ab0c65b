namespace Weir.CodeFunctions.Text;

/// <summary>What normalising a text does to it, beside trimming it.</summary>
/// <param name="Form">The normal form.</param>
/// <param name="Case">What becomes of letters.</param>
/// <param name="Collapses">Whether a run of white space becomes one space.</param>
internal readonly record struct TextOptions(UnicodeForm Form, LetterCase Case, bool Collapses);

/// <summary>What becomes of letters.</summary>
internal enum LetterCase
{
    /// <summary>They stay.</summary>
    Kept,
    /// <summary>Unicode's lower case: ß stays ß.</summary>
    Lower,
    /// <summary>Full case folding, for comparing: ß becomes ss.</summary>
    Folded,
}
