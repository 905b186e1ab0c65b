namespace Weir.Engine;

/// <summary>Sizes of the engine's chunks.</summary>
internal static class EngineChunk
{
    /// <summary>Rows of a chunk at most; lists in it may have more elements.</summary>
    public const int RowsMax = 2048;

    /// <summary>Words of one bit a row.</summary>
    public const int MaskWords = RowsMax / 64;
}
