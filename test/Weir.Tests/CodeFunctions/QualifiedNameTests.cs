using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Weir.Tests.Sessions;

namespace Weir.Tests.CodeFunctions;

/// <summary>Qualified names against the obvious way to make them: text by text, with regular expressions.</summary>
public sealed class QualifiedNameTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private enum Letters
    {
        Compatible,
        CompatibleLower,
        Canonical,
        CanonicalLower,
    }

    // A piece of a text, and what it is in both composed normal forms. No piece composes with another.
    private sealed record Piece(string Text, string Canonical, string Compatible);

    // How a language is spelled, what becomes of letters, and what stands between parts.
    private sealed record Language(string? Spelled, Letters Letters, string? Separators);

    private sealed record Row(Piece[]? Symbol, Piece[]? Module, Language Language);

    private static readonly Gen<Piece> AnyPiece = Gen.OneOf(
        Gen.Elements("a", "B", "Zz", "9", "_", "'", "😀", "ß", "日本", " ", "  ", "\t", "\u2003").Select(text => new Piece(text, text, text == "\u2003" ? " " : text)),
        Gen.Elements(".", "::", ":", "+", "$", "/", "#", "->", "-", "\\", ">").Select(text => new Piece(text, text, text)),
        Gen.Elements(
            new Piece("ﬁ", "ﬁ", "fi"), new Piece("É", "É", "É"), new Piece("e\u0301", "é", "é"), new Piece("Ⅷ", "Ⅷ", "VIII"), new Piece("Ａ", "Ａ", "A"),
            new Piece("\u00a0", "\u00a0", " "), new Piece("．", "．", "."), new Piece("\u2126", "Ω", "Ω")));

    private static readonly Gen<Piece[]?> Name = Gen.Frequency((8, AnyPiece.ArrayOf().Select(pieces => (Piece[]?)pieces)), (1, Gen.Constant((Piece[]?)null)));

    private static readonly Gen<Language> AnyLanguage = Gen.Elements(
        new Language(null, Letters.CompatibleLower, null), new Language("sql", Letters.CompatibleLower, @"\."), new Language(" CSharp ", Letters.Canonical, @"::|\+|\."),
        new Language("C#", Letters.Canonical, @"::|\+|\."), new Language("java", Letters.Canonical, @"\$|/|\."), new Language("kt", Letters.Canonical, @"\$|/|\."),
        new Language("Python", Letters.Compatible, @":|\."), new Language("js", Letters.Canonical, @"#|\."), new Language("typescript", Letters.Canonical, @"#|\."),
        new Language("golang", Letters.Canonical, @"/|\."), new Language("rust", Letters.Canonical, @"::|\."), new Language("C++", Letters.Canonical, @"::|\."),
        new Language("rb", Letters.Canonical, @"::|#|\."), new Language("php", Letters.CanonicalLower, @"::|->|\\|\."), new Language("VBNet", Letters.CanonicalLower, @"\+|\."));

    private static readonly Gen<Row> AnyRow =
        from symbol in Name
        from module in Name
        from language in AnyLanguage
        select new Row(symbol, module, language);

    [Fact]
    [Trait("Requirement", "R116")]
    public void Names_are_what_the_obvious_way_makes_of_them() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(6), Prop.ForAll(AnyRow.ArrayOf(300).ToArbitrary(), rows =>
        {
            if (rows.Length == 0)
                return;
            using Session session = shared.Runtime.NewSession();
            string values = string.Join(", ", rows.Select((row, i) => $"({i}, {Sql(Text(row.Symbol))}, {Sql(Text(row.Module))}, {Sql(row.Language.Spelled)})"));
            List<string> found = Lake.Rows(session, $"SELECT coalesce(qname_normalize(s, m, l), '∅') FROM (VALUES {values}) AS t(i, s, m, l) ORDER BY i");
            Assert.Equal(rows.Select(row => Slow(row) ?? "∅"), found);
        }));

    private static string? Slow(Row row)
    {
        string? symbol = Normal(row.Symbol, row.Language), module = Normal(row.Module, row.Language);
        if (symbol is null)
            return null;
        return symbol.Contains('.') || module is null ? symbol : $"{module}.{symbol}";
    }

    // Null for what is not there and for what is blank.
    private static string? Normal(Piece[]? pieces, Language language)
    {
        bool isCompatible = language.Letters is Letters.Compatible or Letters.CompatibleLower;
        string text = string.Concat((pieces ?? []).Select(piece => isCompatible ? piece.Compatible : piece.Canonical));
        text = Regex.Replace(text.Trim(), @"\s+", " ");
        if (language.Letters is Letters.CompatibleLower or Letters.CanonicalLower)
            text = text.ToLowerInvariant();
        if (language.Separators is { } separators)
            text = Regex.Replace(text, separators, ".");
        return text.Length == 0 ? null : text;
    }

    private static string? Text(Piece[]? pieces) => pieces is null ? null : string.Concat(pieces.Select(piece => piece.Text));

    private static string Sql(string? text) => text is null ? "NULL::VARCHAR" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
