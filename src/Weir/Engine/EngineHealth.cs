namespace Weir.Engine;

/// <summary>
/// Whether a database can be used. An inner error of the engine spoils it for all of its connections,
/// because nobody knows what state it left behind. Safe for use by many threads.
/// </summary>
internal sealed class EngineHealth
{
    private int _spoiled;

    /// <summary>True from the first inner error on.</summary>
    public bool IsSpoiled => Volatile.Read(ref _spoiled) != 0;

    /// <summary>An inner error was met.</summary>
    public void Spoil() => Volatile.Write(ref _spoiled, 1);
}
