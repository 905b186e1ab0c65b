using Weir.Plugins;

[assembly: WeirPlugin("bench")]

namespace Weir.Bench;

/// <summary>Functions whose loops the source generator writes.</summary>
internal static class GeneratedFunctions
{
    /// <summary>Adds two numbers.</summary>
    [ScalarFunction("bench_add")]
    public static long Add(long a, long b) => a + b;

    /// <summary>Adds two numbers, whatever stands at a NULL.</summary>
    [ScalarFunction("bench_add_total", Total = true)]
    public static long AddTotal(long a, long b) => a + b;

    /// <summary>Hashes a number and a text.</summary>
    [ScalarFunction("bench_hash")]
    public static long Hash(long seed, ReadOnlySpan<byte> text)
    {
        long hash = seed;
        foreach (byte value in text)
            hash = (hash ^ value) * 1_099_511_628_211;
        return hash;
    }
}
