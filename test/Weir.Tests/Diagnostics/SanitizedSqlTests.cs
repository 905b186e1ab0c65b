using FsCheck;
using FsCheck.Fluent;
using Weir.Diagnostics;

namespace Weir.Tests.Diagnostics;

public sealed class SanitizedSqlTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT ?")]
    [InlineData("SELECT 'it''s', \"a \"\"b\"\"\" FROM t -- note\nWHERE x=1.5e-3", "SELECT ?, \"a \"\"b\"\"\" FROM t WHERE x=?")]
    [InlineData("SELECT E'a\\'b', x'00', $$raw 'text'$$, $tag$ $$ $tag$", "SELECT ?, ?, ?, ?")]
    [InlineData("SELECT $1, $name, a$b, t1.c2 /* /* in */ out */ FROM t1", "SELECT $1, $name, a$b, t1.c2 FROM t1")]
    [InlineData("SELECT .5, 0xFF, 1_000, 12::INTEGER", "SELECT ?, ?, ?, ?::INTEGER")]
    [InlineData("SELECT 'never ends", "SELECT ?")]
    [InlineData("SELECT $a$ never ends", "SELECT ?")]
    [InlineData("", "")]
    public void A_text_keeps_its_names_and_loses_its_data(string sql, string expected) => Assert.Equal(expected, SanitizedSql.Of(sql));

    [Fact]
    public void No_text_however_it_is_quoted_comes_through()
    {
        Gen<string> secret = Gen.Elements("hunter2", "s3cret--x", "a'b", "$x$", "/*", "\\", "ü\u00a0", "'");
        Gen<string> piece = Gen.OneOf(
            secret.Select(text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"),
            secret.Select(text => $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'"),
            secret.Select(text => $"$q$k{text}$q$"),
            Gen.Elements(" ", "a", ",", "/* c */", "-- c\n", "\"n\"", "(", "$1", "12.5"));
        Prop.ForAll(Arb.From(piece.ListOf()), pieces =>
        {
            string clean = SanitizedSql.Of(string.Join(' ', pieces));
            return !clean.Contains("hunter2", StringComparison.Ordinal) && !clean.Contains("s3cret", StringComparison.Ordinal) && !clean.Contains('ü', StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_long_text_is_cut() => Assert.InRange(SanitizedSql.Of(string.Join(", ", Enumerable.Repeat("column_name", 10_000))).Length, 4000, 4200);
}
