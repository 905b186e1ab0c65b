namespace Weir.Tests.CodeGraph;

public sealed class StableIdTests : IDisposable
{
    private const string Ids = """
        SELECT node_id, path, kind FROM cs_syntax_nodes WHERE path = 'a.cs'
        UNION ALL SELECT symbol_id, path, coalesce(doc_id, name) FROM cs_symbols WHERE path = 'a.cs'
        UNION ALL SELECT symbol_id || container_id || node_id, path, kind FROM cs_references WHERE path = 'a.cs'
        UNION ALL SELECT block_id, path, kind FROM cs_control_flow WHERE path = 'a.cs'
        ORDER BY ALL
        """;

    private readonly TemporaryFolder _folder = new();

    public StableIdTests() => File.WriteAllText(_folder["a.cs"], "namespace N; class A { int F(int a) { var b = a + 1; return b; } A M() => this; void G() => M().F(2); }");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ids_stay_when_other_files_come_change_and_go()
    {
        List<string> before = CodeBases.Rows(_folder.Path, Ids);
        Assert.True(before.Count > 40);
        File.WriteAllText(_folder["0.cs"], "namespace M { class Z { } }");
        Directory.CreateDirectory(_folder["sub"]);
        File.WriteAllText(_folder["sub/b.cs"], "namespace N; class B : A { void H() => G(); void G() { } }");
        Assert.Equal(before, CodeBases.Rows(_folder.Path, Ids));
        File.WriteAllText(_folder["0.cs"], "namespace M { class Z { int added; } class Y { } }");
        Assert.Equal(before, CodeBases.Rows(_folder.Path, Ids));
        File.Delete(_folder["0.cs"]);
        Assert.Equal(before, CodeBases.Rows(_folder.Path, Ids));
    }

    [Fact]
    public void A_type_keeps_its_ids_when_it_moves_to_another_file()
    {
        const string Symbols = "SELECT symbol_id, doc_id FROM cs_symbols WHERE doc_id IS NOT NULL ORDER BY ALL";
        List<string> before = CodeBases.Rows(_folder.Path, Symbols);
        File.Move(_folder["a.cs"], _folder["moved.cs"]);
        Assert.Equal(before, CodeBases.Rows(_folder.Path, Symbols));
    }

    [Fact]
    public void No_two_rows_share_an_id_even_where_code_declares_a_name_twice()
    {
        File.WriteAllText(_folder["b.cs"], "namespace N; class A { int F(int a) => 1; } class C { void X() { } void X() { } int y; int y; void ( ) { } int[,,] a; System.Func<,> f; }");
        File.WriteAllText(_folder["c.cs"], "System.Console.WriteLine(1); file class L { int one; }");
        File.WriteAllText(_folder["d.cs"], "System.Console.WriteLine(2); file class L { int one; }");
        Assert.Empty(CodeBases.Rows(_folder.Path, """
            SELECT id, count(*) FROM (SELECT symbol_id AS id FROM cs_symbols UNION ALL SELECT node_id FROM cs_syntax_nodes UNION ALL SELECT node_id FROM cs_files
                UNION ALL SELECT block_id FROM cs_control_flow WHERE NOT is_branch)
            GROUP BY id HAVING count(*) > 1
            """));
    }

    [Fact]
    public void Ids_are_those_that_sql_computes()
    {
        Assert.Equal(["0"], CodeBases.Rows(_folder.Path, "SELECT count(*) FROM cs_syntax_nodes WHERE node_id <> stable_id_parts('node', path, CAST(bstart AS VARCHAR), CAST(bend AS VARCHAR), kind)"));
        Assert.Equal(["0"], CodeBases.Rows(_folder.Path, "SELECT count(*) FROM cs_files WHERE node_id <> stable_id('node', path)"));
    }
}
