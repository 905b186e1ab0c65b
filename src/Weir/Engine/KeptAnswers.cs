namespace Weir.Engine;

/// <summary>
/// Answers of questions that have the same answer each time, because nothing but their text counts: a service asks the same statements
/// again and again. Bounded; safe for use by many threads.
/// </summary>
internal sealed class KeptAnswers
{
    private const int AnswersMax = 256;
    private const int TotalBytesMax = 1 << 20;
    private const int AnswerBytesMax = TotalBytesMax / 4;

    private readonly Dictionary<(string Question, string About), byte[]> _answers = [];
    private long _totalBytes;

    /// <summary>The answer, when it is known; not to be changed.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="about">What it is asked about.</param>
    public byte[]? Find(string question, string about)
    {
        lock (_answers)
            return _answers.GetValueOrDefault((question, about));
    }

    /// <summary>Keeps an answer, unless it is large. When there is no room, all others are forgotten.</summary>
    public void Keep(string question, string about, byte[] answer)
    {
        long bytes = answer.Length + (sizeof(char) * (long)about.Length);
        if (bytes > AnswerBytesMax)
            return;
        lock (_answers)
        {
            if (_answers.Count == AnswersMax || _totalBytes + bytes > TotalBytesMax)
            {
                _answers.Clear();
                _totalBytes = 0;
            }
            if (_answers.TryAdd((question, about), answer))
                _totalBytes += bytes;
        }
    }
}
