namespace Weir.Plugins;

/// <summary>
/// The bundled plugins, which are part of every runtime: they are found, checked and loaded like any other, and one that
/// is absent or unfit keeps the runtime closed.
/// </summary>
internal static class RequiredPlugins
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["weir_code_functions"];

    /// <summary>Whether a plugin comes with Weir itself: one of these, or one that a program may name.</summary>
    public static bool IsBundled(string name) => name == "weir_code_graph" || Names.Contains(name);

    /// <summary>References to those that a program does not name itself, with settings of its own.</summary>
    public static IEnumerable<PluginReference> Beside(IEnumerable<PluginReference> named) =>
        Names.Except(named.Select(reference => reference.Name), StringComparer.Ordinal).Select(name => new PluginReference(name));

    /// <summary>
    /// Whether a library is one of them and lies where the runtime's own files lie: who could change it there could change
    /// the runtime as well, so that no list of trusted plugins has to name it.
    /// </summary>
    /// <param name="name">The plugin's name.</param>
    /// <param name="path">Full path of the library.</param>
    public static bool ShipsWithTheRuntime(string name, string path) => Names.Contains(name)
        && Path.GetDirectoryName(path) == Path.GetFullPath(Path.Combine("plugins", name), AppContext.BaseDirectory);
}
