using FsCheck;
using FsCheck.Fluent;
using Weir.Ado;

namespace Weir.Tests.Ado;

public sealed class CommandTextTests
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { "id", "name" };

    [Theory]
    [InlineData("SELECT 1", "SELECT 1")]
    [InlineData("SELECT 1;", "SELECT 1")]
    [InlineData("SELECT 1; SELECT 2 ;", "SELECT 1| SELECT 2 ")]
    [InlineData(";;SELECT ';' ; ;", "SELECT ';' ")]
    [InlineData("SELECT 'it''s; fine'; SELECT \"a;b\"", "SELECT 'it''s; fine'| SELECT \"a;b\"")]
    [InlineData("SELECT E'a\\';b'; SELECT 2", "SELECT E'a\\';b'| SELECT 2")]
    [InlineData("SELECT $$ a; $1 $$; SELECT $tag$ ; $$ ; $tag$", "SELECT $$ a; $1 $$| SELECT $tag$ ; $$ ; $tag$")]
    [InlineData("-- a; b\nSELECT 1", "-- a; b\nSELECT 1")]
    [InlineData("SELECT /* ; /* ; */ ; */ 1; SELECT 2", "SELECT /* ; /* ; */ ; */ 1| SELECT 2")]
    [InlineData("-- nothing", "")]
    [InlineData("/* nothing */ ; -- at all", "")]
    [InlineData("SELECT 'open; SELECT 2", "SELECT 'open; SELECT 2")]
    public void A_text_is_split_at_semicolons_outside_quotes_and_comments(string sql, string expected) =>
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), Split(sql).Select(statement => statement.Sql));

    [Theory]
    [InlineData("SELECT ?, ?", "", 2)]
    [InlineData("SELECT $1, $name, $1", "1,name", 0)]
    [InlineData("SELECT ?2, ?1", "2,1", 0)]
    [InlineData("SELECT '$1 ? @id', \"$name\", $$ $1 $$ -- ? $1\n, $id", "id", 0)]
    [InlineData("SELECT a$b, col$1 FROM t", "", 0)]
    [InlineData("SELECT @id", "id", 0)]
    public void Parameters_are_told_by_token(string sql, string names, int positions)
    {
        CommandStatement statement = Assert.Single(Split(sql));
        Assert.Equal(names, string.Join(',', statement.Names.Select(name => name.Name)));
        Assert.Equal(positions, statement.Positions);
    }

    [Fact]
    public void Numbers_with_gaps_are_counted_anew_as_the_engine_does()
    {
        CommandStatement statement = Assert.Single(Split("SELECT $12, '$12', $3, $12, $name"));
        Assert.Equal("SELECT $1, '$12', $2, $1, $name", statement.Sql);
        Assert.Equal([("12", "1"), ("3", "2"), ("name", "name")], statement.Names);
    }

    [Theory]
    [InlineData("SELECT @id, @ID, @Name", "SELECT $id, $ID, $Name")]
    [InlineData("WHERE a=@id", "WHERE a=$id")]
    [InlineData("SELECT @other, @ id, '@id', \"@id\", x.y@>z /* @id */", "SELECT @other, @ id, '@id', \"@id\", x.y@>z /* @id */")]
    [InlineData("SELECT @idx, me@id", "SELECT @idx, me@id")]
    public void An_at_sign_marks_a_parameter_only_where_the_command_has_one_of_that_name(string sql, string expected) =>
        Assert.Equal(expected, Assert.Single(Split(sql)).Sql);

    [Fact]
    public void Nothing_of_any_text_is_lost_or_read_twice()
    {
        Gen<string> texts = Gen.Elements("'", "\"", "$", "$$", "$a$", ";", "--", "\n", "/*", "*/", "\\", "E'", "?", "@id", "@x", "$1", "x", " ", "é")
            .ListOf().Select(parts => string.Concat(parts));
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            IReadOnlyList<CommandStatement> statements = Split(text);
            string together = string.Concat(statements.Select(statement => statement.Sql)).Replace("$id", "@id", StringComparison.Ordinal);
            int at = 0;
            foreach (char c in together)
            {
                while (at < text.Length && text[at] != c)
                    at++;
                at++;
            }
            return at <= text.Length;
        }).QuickCheckThrowOnFailure();
    }

    private static IReadOnlyList<CommandStatement> Split(string sql) => CommandText.Split(sql, Known.Contains);
}
