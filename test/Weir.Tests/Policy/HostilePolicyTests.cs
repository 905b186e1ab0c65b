namespace Weir.Tests.Policies;

/// <summary>Hundreds of texts that try to be more than they look like, each with its verdict.</summary>
[Trait("Requirement", "R189")]
[Trait("Requirement", "R164")]
public sealed class HostilePolicyTests(HostileGround ground) : IClassFixture<HostileGround>
{
    [Fact]
    public void There_are_several_hundred_texts() => Assert.True(HostileText.All.Count > 1_000);

    [Theory]
    [InlineData('r')]
    [InlineData('w')]
    [InlineData('s')]
    [InlineData('a')]
    [InlineData('t')]
    public void Every_text_has_its_verdict(char policy)
    {
        List<string> wrong = [];
        using Session session = ground.New(policy);
        foreach (HostileText text in HostileText.All.Where(text => text.Policy == policy))
        {
            SqlVerdict verdict = session.Judge(ground.Filled(text.Sql));
            string found = verdict.Refusal?.Code[4..] ?? "ok";
            bool isRight = text.Expected == "no" ? found != "ok" : found == text.Expected;
            if (!isRight)
                wrong.Add($"{text.Expected} expected, {found} found: {text.Sql}\n  {verdict.Refusal?.Message}");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [InlineData('r')]
    [InlineData('w')]
    [InlineData('s')]
    [InlineData('t')]
    public void What_is_refused_does_not_run_and_is_refused_with_the_same_code(char policy)
    {
        List<string> wrong = [];
        using Session session = ground.New(policy);
        foreach (HostileText text in HostileText.All.Where(text => text.Policy == policy && text.Expected != "ok").Where((_, i) => i % 3 == 0 || policy != 'r'))
        {
            string sql = ground.Filled(text.Sql);
            string? judged = session.Judge(sql).Refusal?.Code;
            string? ran = (Record.Exception(() => session.Run(new Query(sql)).Dispose()) as WeirException)?.Code;
            if (judged != ran)
                wrong.Add($"judged {judged}, ran {ran}: {text.Sql}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void A_place_is_where_the_refused_thing_stands()
    {
        using Session session = ground.New('t');
        SqlRefusal table = session.Judge("SELECT *\nFROM orders -- secret\n  JOIN secret USING (id)").Refusal!;
        Assert.Equal((SqlRule.Tables, 3, 8, "secret"), (table.Rule, table.Line, table.Column, table.Text));
        SqlRefusal function = session.Judge("SELECT 'random', id\r\nFROM orders\r\nWHERE random() < 1").Refusal!;
        Assert.Equal((SqlRule.Volatility, 3, 7, "random"), (function.Rule, function.Line, function.Column, function.Text));
        SqlRefusal path = session.Judge("SELECT 1 FROM read_csv('/etc/passwd')").Refusal!;
        Assert.Equal((SqlRule.ReadPaths, 1, 24, "'/etc/passwd'"), (path.Rule, path.Line, path.Column, path.Text));
    }

    [Fact]
    public void The_same_text_has_the_same_verdict()
    {
        using Session session = ground.New('t');
        foreach (string sql in (string[])["SELECT 1", "DROP TABLE orders", "FROM read_csv('/etc/passwd')", "SELECT 1; SELECT 2"])
            Assert.Equal($"{session.Judge(sql)}", $"{session.Judge(sql)}");
    }
}
