using Weir.Tests.House;
using Weir.Tests.Sessions;

namespace Weir.Tests.CodeFunctions;

/// <summary>The golden table: calls of the bundled functions and what they give, or what the error says.</summary>
internal static class GoldenCalls
{
    private const string Golden = "test/Weir.Tests/CodeFunctions/functions.golden.txt";
    private const string GivesWord = " => ", FailsWord = " !! ";

    /// <summary>The lines that do not hold in a session, with what was found instead.</summary>
    public static IEnumerable<string> Wrong(Session session)
    {
        foreach ((string call, string word, string expected) in Lines())
        {
            string found = Value(session, call);
            bool holds = word == GivesWord ? found == expected : found.StartsWith("error ", StringComparison.Ordinal) && found.Contains(expected, StringComparison.Ordinal);
            if (!holds)
                yield return $"{call}{word}{expected}   but   {found}";
        }
    }

    /// <summary>Each line: a call, whether it gives a value or fails, and which value or what the error says.</summary>
    public static IEnumerable<(string Call, string Word, string Expected)> Lines()
    {
        foreach (string line in Repository.Read(Golden).Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            string word = line.Contains(GivesWord, StringComparison.Ordinal) ? GivesWord : FailsWord;
            string[] sides = line.Split(word);
            Assert.True(sides.Length == 2, line);
            yield return (sides[0], word, sides[1]);
        }
    }

    /// <summary>What a call gives, as a text. It may be followed by a FROM of its own.</summary>
    public static string Value(Session session, string call)
    {
        int from = call.IndexOf(" FROM (", StringComparison.Ordinal);
        (string expression, string source) = from < 0 ? (call, "") : (call[..from], call[from..]);
        try
        {
            using QueryResult result = session.Run(new Query($"SELECT ({expression})::VARCHAR{source}"));
            return Assert.Single(Lake.Texts(result));
        }
        catch (WeirException error)
        {
            return $"error {error.Code} {error.Message}";
        }
    }
}
