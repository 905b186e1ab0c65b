using Weir.Engine;

namespace Weir.Tests.Engine;

public sealed class KeptAnswersTests
{
    [Fact]
    public void An_answer_is_known_for_its_question_and_its_text_alone()
    {
        KeptAnswers answers = new();
        answers.Keep("tree", "SELECT 1", [1]);
        Assert.Equal([1], answers.Find("tree", "SELECT 1"));
        Assert.Null(answers.Find("tree", "SELECT 2"));
        Assert.Null(answers.Find("text", "SELECT 1"));
    }

    [Fact]
    public void Any_number_of_answers_takes_a_bounded_room()
    {
        KeptAnswers answers = new();
        for (int i = 0; i < 10_000; i++)
            answers.Keep("tree", $"SELECT {i}", new byte[10_000]);
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => answers.Find("tree", $"SELECT {i}") is not null), 1, 419);
        Assert.NotNull(answers.Find("tree", "SELECT 9999"));
    }

    [Fact]
    public void A_large_answer_is_not_kept_and_takes_no_room_of_others()
    {
        KeptAnswers answers = new();
        answers.Keep("tree", "SELECT 1", [1]);
        answers.Keep("tree", "large", new byte[1 << 20]);
        Assert.Null(answers.Find("tree", "large"));
        Assert.NotNull(answers.Find("tree", "SELECT 1"));
    }
}
