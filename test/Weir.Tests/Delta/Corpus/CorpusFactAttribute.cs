namespace Weir.Tests.Delta.Corpus;

/// <summary>A test over tables of other writers; skipped, with the reason, where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute() => Skip = CorpusFolder.SkipReason;
}

/// <inheritdoc cref="CorpusFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusTheoryAttribute : TheoryAttribute
{
    public CorpusTheoryAttribute() => Skip = CorpusFolder.SkipReason;
}
