using Weir.Plugins;

namespace Weir.Cli.Commands;

/// <summary>What <c>--plugin-isolation</c> says.</summary>
internal static class IsolationWord
{
    /// <param name="word">What the user wrote; null for nothing.</param>
    /// <param name="otherwise">What holds then.</param>
    /// <exception cref="UsageException">It is no isolation.</exception>
    public static PluginIsolation Of(string? word, PluginIsolation otherwise) => word switch
    {
        null => otherwise,
        "in-process" or "in_process" => PluginIsolation.InProcess,
        "process" => PluginIsolation.Process,
        _ => throw new UsageException($"--plugin-isolation '{word}': expected in-process or process"),
    };
}
