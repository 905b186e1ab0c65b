namespace Weir.Plugins.Verify;

/// <summary>Numbers that depend on a seed and a place only (SplitMix64), so that any row can be made again alone.</summary>
internal readonly record struct SampleNumbers(ulong Seed)
{
    /// <summary>A number for a place.</summary>
    public ulong At(int column, long row)
    {
        ulong z = Seed + (((ulong)(uint)column << 40) ^ (ulong)row) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
