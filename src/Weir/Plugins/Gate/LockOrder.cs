namespace Weir.Plugins.Gate;

/// <summary>The one order in which a lock is written, so that version control shows only real changes.</summary>
internal static class LockOrder
{
    public static PluginLock Of(PluginLock pluginLock) => pluginLock with
    {
        Plugins =
        [
            .. pluginLock.Plugins.OrderBy(plugin => plugin.Name, StringComparer.Ordinal)
                .Select(plugin => plugin with { Files = Sorted(plugin.Files, InOrder) }),
        ],
    };

    private static LockedFile InOrder(LockedFile file) => file with { Dependencies = Sorted(file.Dependencies, hash => hash) };

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> items, Func<T, T> each)
    {
        SortedDictionary<string, T> sorted = new(StringComparer.Ordinal);
        foreach ((string key, T value) in items)
            sorted.Add(key, each(value));
        return sorted;
    }
}
