using Weir.Sessions;

namespace Weir.Tests.Sessions;

public sealed class StatementTextTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT 1")]
    [InlineData("SELECT 1 ; \n", "SELECT 1")]
    [InlineData("SELECT 1; -- done; really", "SELECT 1")]
    [InlineData("SELECT ';' AS \";\" -- ;\n, 1;", "SELECT ';' AS \";\" -- ;\n, 1")]
    [InlineData("SELECT 'it''s;', E'\\';', 1;", "SELECT 'it''s;', E'\\';', 1")]
    [InlineData("SELECT $$a;b$$, $x$;$$;$x$, $1, $a;", "SELECT $$a;b$$, $x$;$$;$x$, $1, $a")]
    [InlineData("SELECT 1 /* a; /* b; */ c; */;", "SELECT 1 /* a; /* b; */ c; */")]
    [InlineData("SELECT 'open;", "SELECT 'open;")]
    [InlineData("/* open;", "/* open;")]
    [InlineData("", "")]
    public void A_statement_ends_at_its_semicolon(string sql, string bare) => Assert.Equal(bare, StatementText.Bare(sql));

    [Theory]
    [InlineData("EXPLAIN SELECT 1", "SELECT 1")]
    [InlineData("/* a */ -- b\n explain analyze SELECT 1", "SELECT 1")]
    [InlineData("EXPLAIN ANALYZE(SELECT 1)", "(SELECT 1)")]
    [InlineData("EXPLAINED", null)]
    [InlineData("SELECT 1", null)]
    [InlineData("/* open", null)]
    public void The_explained_statement_is_found(string sql, string? explained) => Assert.Equal(explained, ExplainedText.Of(sql));
}
