using System.Text;
using Weir.CodeFunctions.Text;

namespace Weir.CodeFunctions.Names;

/// <summary>How a programming language writes qualified names: whether case counts, and what stands between the parts. One row a language.</summary>
/// <param name="Names">What the language is called, in lower case.</param>
/// <param name="Options">How its identifiers are normalised.</param>
/// <param name="Separators">What stands between parts, longest first; each becomes one dot.</param>
internal sealed record NameLanguage(IReadOnlyList<string> Names, TextOptions Options, IReadOnlyList<string> Separators)
{
    private static readonly TextOptions Exact = new(UnicodeForm.Nfc, LetterCase.Kept, Collapses: true);
    private static readonly TextOptions AnyCase = new(UnicodeForm.Nfc, LetterCase.Lower, Collapses: true);

    /// <summary>Where no language is given: lower case, parts between dots.</summary>
    public static NameLanguage Unknown { get; } = new([], new TextOptions(UnicodeForm.Nfkc, LetterCase.Lower, Collapses: true), []);

    private static readonly NameLanguage[] Table =
    [
        new(["csharp", "c#", "cs"], Exact, ["::", "+", "."]),
        new(["java"], Exact, ["$", "/", "."]),
        new(["kotlin", "kt"], Exact, ["$", "/", "."]),
        // Python compares identifiers in the normal form NFKC.
        new(["python", "py"], new TextOptions(UnicodeForm.Nfkc, LetterCase.Kept, Collapses: true), [":", "."]),
        new(["javascript", "js"], Exact, ["#", "."]),
        new(["typescript", "ts"], Exact, ["#", "."]),
        new(["go", "golang"], Exact, ["/", "."]),
        new(["rust", "rs"], Exact, ["::", "."]),
        new(["cpp", "c++", "c"], Exact, ["::", "."]),
        new(["ruby", "rb"], Exact, ["::", "#", "."]),
        new(["php"], AnyCase, ["::", "->", "\\", "."]),
        new(["sql"], new TextOptions(UnicodeForm.Nfkc, LetterCase.Lower, Collapses: true), ["."]),
        new(["visualbasic", "vb", "vbnet"], AnyCase, ["+", "."]),
    ];

    private readonly byte[][] _separators = [.. Separators.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The language of a name, whatever its case.</summary>
    /// <exception cref="ArgumentException">There is no such language.</exception>
    public static NameLanguage Named(ReadOnlySpan<byte> name)
    {
        string wanted = Encoding.UTF8.GetString(WhiteSpace.Trim(name)).ToLowerInvariant();
        return Table.FirstOrDefault(row => row.Names.Contains(wanted)) ?? throw new ArgumentException(
            $"qname_normalize(symbol, module, lang) does not know the language '{wanted}'; it knows {string.Join(", ", Table.Select(row => row.Names[0]))}. Leave it NULL for the plain form.");
    }

    /// <summary>The length of the separator that a text begins with; 0 when it begins with none.</summary>
    public int SeparatorAt(ReadOnlySpan<byte> text)
    {
        foreach (byte[] separator in _separators)
        {
            if (text.StartsWith(separator))
                return separator.Length;
        }
        return 0;
    }
}
