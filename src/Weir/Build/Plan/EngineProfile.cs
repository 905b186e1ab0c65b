using Weir.Diagnostics;

namespace Weir.Build.Plan;

/// <summary>What a build may take of the machine, by name.</summary>
/// <param name="Name">small, medium or large.</param>
/// <param name="Threads">Threads of the engine.</param>
/// <param name="MemoryLimitBytes">Most memory of the engine, in bytes.</param>
/// <param name="SpillBytesMax">Most disk space for what does not fit, in bytes.</param>
internal sealed record EngineProfile(string Name, int Threads, long MemoryLimitBytes, long SpillBytesMax)
{
    private const long Gibibyte = 1L << 30;

    public static readonly IReadOnlyList<EngineProfile> All =
    [
        new("small", 4, Gibibyte / 2, Gibibyte),
        new("medium", 8, 2 * Gibibyte, 10 * Gibibyte),
        new("large", 16, 8 * Gibibyte, 100 * Gibibyte),
    ];

    public static EngineProfile Named(string name) =>
        All.FirstOrDefault(profile => profile.Name == name) ?? throw SpecErrors.UnknownProfile(name, All.Select(profile => profile.Name));
}
