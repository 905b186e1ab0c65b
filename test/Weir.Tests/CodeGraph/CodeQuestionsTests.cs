using System.Text.RegularExpressions;
using Weir.Tests.House;

namespace Weir.Tests.CodeGraph;

/// <summary>The questions of docs/code-graph.md: each SQL block below a heading of a question.</summary>
public sealed class CodeQuestionsTests(GraphVersions versions) : IClassFixture<GraphVersions>
{
    private static readonly (string Title, string Sql)[] Questions =
    [
        .. Regex.Matches(Repository.Read("docs/code-graph.md"), @"^### \d+\. (.*?)\n(.*?)^```sql\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(match => (match.Groups[1].Value, match.Groups[3].Value)),
    ];

    [Fact]
    public void The_ten_questions_have_these_answers_on_the_fixture()
    {
        Assert.Equal(10, Questions.Length);
        using Session session = CodeBases.Session(CodeBases.Fixture);
        string answers = string.Concat(Questions.Select(question => $"{question.Title}\n{string.Concat(Answer(session, question.Sql).Select(row => $"  {row}\n"))}"));
        Repository.MustMatch("test/fixtures/code-base/golden/questions.txt", answers);
    }

    [Fact]
    public void The_ten_questions_run_on_this_repository()
    {
        using Session session = CodeBases.Session(Path.Combine(Repository.Folder, "src", "Weir.Contract"));
        string[] silent = [.. Questions.Where(question => Answer(session, question.Sql).Count == 0).Select(question => question.Title)];
        Assert.True(silent.Length <= 4, string.Join("; ", silent));
    }

    // The last question names the table that the example's build writes.
    private List<string> Answer(Session session, string sql) =>
        Sessions.Lake.Rows(session, sql.Replace("weir-output/cpg_nodes", versions.Table("cpg_nodes"), StringComparison.Ordinal));
}
