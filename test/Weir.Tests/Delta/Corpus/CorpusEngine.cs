using Weir.Delta.Log;
using Weir.Engine;

namespace Weir.Tests.Delta.Corpus;

/// <summary>One engine for the tests of a class.</summary>
public sealed class CorpusEngine : IDisposable
{
    private readonly DuckDatabase _database = DuckDatabase.Open(new EngineOptions { Threads = 2 });

    internal ICheckpointReader Checkpoints => new PlainCheckpointReader(_database);

    public void Dispose() => _database.Dispose();
}
