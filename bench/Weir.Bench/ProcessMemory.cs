using System.Globalization;

namespace Weir.Bench;

/// <summary>What Linux says about this process's resident memory, in bytes.</summary>
internal static class ProcessMemory
{
    public static long Resident => Read("VmRSS:");

    /// <summary>The highest resident memory since <see cref="ResetPeak"/>, or since the start.</summary>
    public static long Peak => Read("VmHWM:");

    /// <summary>Makes <see cref="Peak"/> start again from now (clear_refs, value 5).</summary>
    public static void ResetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Read(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split([(char)9, (char)32], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
