namespace Weir.Plugins.Discovery;

/// <summary>The levels of a search in words, for messages.</summary>
internal static class PluginSourceName
{
    public static string Of(PluginSource source) => source switch
    {
        PluginSource.Explicit => "given path",
        PluginSource.Env => "environment",
        PluginSource.Extension => "packages",
        PluginSource.Manifest => "manifest file",
        PluginSource.Workspace => "workspace",
        PluginSource.Stub => "stub",
        _ => "nowhere",
    };
}
