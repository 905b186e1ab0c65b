using Weir.Plugins;

namespace Weir.Cli.Commands;

/// <summary>What a user writes for a plugin: its name or a path.</summary>
internal static class PluginWord
{
    /// <summary>A plugin by name, or by path when the text holds a separator or a file's ending.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="baseFolder">Where relative paths start.</param>
    /// <exception cref="UsageException">The text is empty.</exception>
    public static PluginReference Reference(string text, string baseFolder)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new UsageException("expected the name or the path of a plugin, found an empty text");
        if (!IsPath(text))
            return new PluginReference(text);
        string path = Path.GetFullPath(text, Path.GetFullPath(baseFolder));
        // What the file itself says; when it says nothing, the search tells why.
        string? name = new PluginInspector(baseFolder).Inspect(path).Manifest?.Name;
        return new PluginReference(name ?? Path.GetFileNameWithoutExtension(path)) { Path = path };
    }

    private static bool IsPath(string text) => text.AsSpan().ContainsAny('/', '\\', '.');
}
