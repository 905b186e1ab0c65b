using System.Text.Json;
using Weir.Diagnostics;

namespace Weir.Plugins.Gate;

/// <summary>Text to <see cref="PluginLock"/>, strictly: a lock that is not understood locks nothing.</summary>
internal static class LockReader
{
    private const int HashCharacters = 64;

    public static PluginLock Read(string text, string where)
    {
        PluginLock pluginLock;
        try
        {
            pluginLock = JsonSerializer.Deserialize(text, PluginJsonTypes.Default.PluginLock)
                ?? throw PluginGateErrors.LockInvalid(where, "$", "it is null");
        }
        catch (JsonException error)
        {
            throw PluginGateErrors.LockInvalid(where, error.Path ?? "$", JsonFault.Plain(error.Message), error);
        }
        foreach ((string path, string why) in Faults(pluginLock))
            throw PluginGateErrors.LockInvalid(where, path, why);
        return pluginLock;
    }

    private static IEnumerable<(string Path, string Why)> Faults(PluginLock pluginLock)
    {
        if (pluginLock.LockVersion != PluginLock.CurrentVersion)
            yield return ("$.lock_version", $"version {pluginLock.LockVersion} is not {PluginLock.CurrentVersion}, the one that this host reads");
        HashSet<string> names = [];
        for (int i = 0; i < pluginLock.Plugins.Count; i++)
        {
            LockedPlugin? plugin = pluginLock.Plugins[i];
            if (plugin is null)
                yield return ($"$.plugins[{i}]", "null is not a plugin");
            else if (!names.Add(plugin.Name))
                yield return ($"$.plugins[{i}].name", $"'{plugin.Name}' stands twice");
            foreach ((string rid, LockedFile? file) in plugin?.Files ?? new Dictionary<string, LockedFile>())
                foreach ((string member, string? hash) in Hashes(file))
                    if (hash is not { Length: HashCharacters } || !hash.All(char.IsAsciiHexDigitLower))
                        yield return ($"$.plugins[{i}].files.{rid}.{member}", $"'{hash}' is not a hash of {HashCharacters} lower-case hexadecimal digits");
        }
    }

    private static IEnumerable<(string Member, string? Hash)> Hashes(LockedFile? file)
    {
        yield return ("sha256", file?.Sha256);
        yield return ("manifest_hash", file?.ManifestHash);
        foreach ((string path, string? hash) in file?.Dependencies ?? new Dictionary<string, string>())
            yield return ($"dependencies.{path}", hash);
    }
}
