namespace Weir.CodeFunctions.Text;

/// <summary>The options of one call of utf8_normalize, read once for a thread.</summary>
internal sealed class TextSettings
{
    private const string Signature = "utf8_normalize(value, form := 'NFKC', casefold := true, collapse_ws := true, full_casefold := false)";

    /// <exception cref="ArgumentException">The form is none of Unicode's, or two options contradict each other.</exception>
    public TextSettings(string? form, bool? casefold, bool? collapseWs, bool? fullCasefold)
    {
        if (fullCasefold == true && casefold == false)
            throw new ArgumentException($"full_casefold asks for folded letters and casefold := false for letters that stay: give one of them, in a call of {Signature}.");
        LetterCase letters = fullCasefold == true ? LetterCase.Folded : casefold == false ? LetterCase.Kept : LetterCase.Lower;
        Options = new TextOptions(FormOf(form), letters, collapseWs ?? true);
    }

    public TextOptions Options { get; }

    public TextNormalizer Normalizer { get; } = new();

    private static UnicodeForm FormOf(string? name) => name?.Trim().ToUpperInvariant() switch
    {
        null or "NFKC" => UnicodeForm.Nfkc,
        "NFC" => UnicodeForm.Nfc,
        "NFD" => UnicodeForm.Nfd,
        "NFKD" => UnicodeForm.Nfkd,
        _ => throw new ArgumentException($"'{name}' is no normal form of Unicode, which are NFC, NFD, NFKC and NFKD, in a call of {Signature}."),
    };
}
